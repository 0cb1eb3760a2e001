// Prepared answers: found by /short or by any word, the visitor's language first, put into the reply.
export class PreparedAnswers {
  constructor(dialog, put) {
    this.dialog = dialog
    this.put = put
    this.search = dialog.querySelector("input")
    this.items = [...dialog.querySelectorAll("li[data-short]")]
    this.search.addEventListener("input", () => this.filter())
    this.search.addEventListener("keydown", event => {
      if (event.key === "ArrowDown" || event.key === "Enter") { event.preventDefault(); event.key === "Enter" ? this.first?.click() : this.first?.focus() }
    })
    dialog.addEventListener("click", event => {
      const button = event.target.closest("[data-body]")
      if (button) { dialog.close(); this.put(button.dataset.body) }
    })
  }

  get first() { return this.dialog.querySelector("li:not([hidden]) [data-body]") }

  open(language) {
    const list = this.items[0]?.parentElement
    list?.replaceChildren(...this.items.toSorted((a, b) => (b.dataset.language === language) - (a.dataset.language === language)))
    this.search.value = ""
    this.filter()
    this.dialog.showModal()
    this.search.focus()
  }

  filter() {
    const wanted = this.search.value.trim().toLowerCase().replace(/^\//, "")
    for (const item of this.items) item.hidden = !item.textContent.toLowerCase().includes(wanted)
  }

  // "/docs" typed as the whole reply: the wording in the visitor's language, if there is one.
  body(short, language) {
    const same = this.items.filter(item => item.dataset.short === short)
    return (same.find(item => item.dataset.language === language) ?? same[0])?.querySelector("[data-body]").dataset.body
  }
}
