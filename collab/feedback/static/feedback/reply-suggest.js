// Offers published replies while a question is typed, and the emergency numbers when it sounds like danger.
customElements.define("reply-suggest", class extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.for)
    this.place = this.querySelector("[aria-live]")
    this.field?.addEventListener("input", () => {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.ask(), 350)
    })
  }
  async ask() {
    const asked = this.field.value.trim()
    if (asked.length < 2) return this.place.replaceChildren()
    try {
      const answer = await fetch(`${this.dataset.url}?q=${encodeURIComponent(asked.slice(-200))}`)
      if (answer.ok && asked === this.field.value.trim()) this.show(await answer.json())
    } catch {
      this.place.replaceChildren()
    }
  }
  has(name) { return this.querySelector(`template[data-part=${name}]`) }
  part(name) { return this.querySelector(`template[data-part=${name}]`).content.cloneNode(true) }
  list(replies) {
    const list = document.createElement("ul")
    list.className = "list"
    for (const reply of replies) {
      const link = Object.assign(document.createElement("a"), { href: reply.url, textContent: reply.title, target: "_blank", rel: "noopener" })
      const text = Object.assign(document.createElement("p"), { textContent: reply.text })
      const item = document.createElement("li")
      item.append(link, text)
      list.append(item)
    }
    return list
  }
  show({ replies, own = [], urgent }) {
    this.place.replaceChildren(
      ...(urgent ? [this.part("urgent")] : []),
      ...(own.length && this.has("own") ? [this.part("own"), this.list(own)] : []),
      ...(replies.length ? [this.part("head"), this.list(replies)] : []),
    )
  }
})
