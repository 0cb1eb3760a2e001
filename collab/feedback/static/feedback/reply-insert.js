// Puts a text into the draft, at the cursor: by its button, or by Alt and its number where the button names it.
// Without script a button that is of the form sends it, and the server puts the text at the end.
customElements.define("reply-insert", class extends HTMLElement {
  connectedCallback() {
    this.buttons = [...this.querySelectorAll("[data-body]")]
    for (const button of this.buttons) {
      button.hidden = false
      button.addEventListener("click", event => { event.preventDefault(); this.put(button.dataset.body) })
    }
    this.keys = (event) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return
      const button = this.buttons.find(one => one.getAttribute("aria-keyshortcuts") === `Alt+${event.code.replace("Digit", "")}`)
      if (button) { event.preventDefault(); button.click() }
    }
    document.addEventListener("keydown", this.keys)
  }
  disconnectedCallback() { document.removeEventListener("keydown", this.keys) }
  put(body) {
    const field = document.getElementById(this.dataset.into)
    if (!field) return
    field.setRangeText(body, field.selectionStart, field.selectionEnd, "end")
    field.dispatchEvent(new Event("input", { bubbles: true }))
    field.focus()
  }
})
