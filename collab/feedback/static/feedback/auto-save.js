// Keeps the draft of a reply on the server a moment after the last key.
const PAUSE = 2000 // milliseconds
customElements.define("auto-save", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    this.form.elements.body.addEventListener("input", () => {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.keep(), PAUSE)
    })
    this.form.addEventListener("submit", () => clearTimeout(this.timer))
  }
  part(name) { return this.querySelector(`[data-part=${name}]`) }
  async keep() {
    const body = new FormData()
    body.set("body", this.form.elements.body.value)
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value)
    const answer = await fetch(this.dataset.url, { method: "POST", body }).catch(() => null)
    if (answer?.ok) {
      this.part("at").textContent = (await answer.json()).at
      const live = document.querySelector("case-live")
      if (live) live.dataset.head = (await (await fetch(live.dataset.url)).json()).head
    }
    this.part("kept").hidden = !answer?.ok
    this.part("failed").hidden = Boolean(answer?.ok)
  }
})
