// While a question is typed: published replies that may already answer it, and the emergency numbers.
const WAIT = 400

customElements.define("ask-desk", class extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea[name=question]")
    this.offers = this.part("offers")
    if (!this.field || !this.offers) return
    this.field.addEventListener("input", () => {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.look(), WAIT)
    })
    this.addEventListener("click", event => {
      const act = event.target.closest("[data-act]")?.dataset.act
      if (act === "still") { this.dismissed = true; this.offers.hidden = true; this.field.focus() }
      if (act === "helped") { const thanks = this.part("thanks"); thanks.hidden = false; thanks.focus() }
    })
    const title = this.querySelector("input[name=page_title]")
    if (title && !title.value && document.referrer.startsWith(location.origin)) title.value = sessionStorage.getItem("title:" + new URL(document.referrer).pathname) ?? ""
    if (this.field.value.trim()) this.look()
  }

  part(name) { return this.querySelector(`[data-part=${name}]`) }

  async look() {
    const text = this.field.value.trim()
    if (text === this.asked) return
    this.asked = text
    try {
      const answer = await fetch(`${this.dataset.suggest}?q=${encodeURIComponent(text.slice(0, 200))}`)
      if (!answer.ok || text !== this.asked) return
      const {replies, urgent} = await answer.json()
      this.part("danger").hidden = !urgent
      this.offer(replies)
    } catch { /* offline: asking works without suggestions */ }
  }

  offer(replies) {
    if (this.dismissed) return
    const pattern = this.part("offer")
    this.part("list").replaceChildren(...replies.map(reply => {
      const item = pattern.content.cloneNode(true)
      const link = item.querySelector("a")
      link.href = reply.url
      link.textContent = reply.title
      item.querySelector("p").textContent = reply.text
      return item
    }))
    this.offers.hidden = replies.length === 0
  }
})
