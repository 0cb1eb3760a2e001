// Parts of a page that tell how things stand now: drawn anew every few seconds while somebody looks.
customElements.define("fresh-page", class extends HTMLElement {
  connectedCallback() { this.timer = setInterval(() => this.draw(), Number(this.dataset.seconds) * 1000) }
  disconnectedCallback() { clearInterval(this.timer) }
  async draw() {
    if (document.hidden || this.contains(document.activeElement)) return
    let fresh
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" })
      if (!answer.ok || answer.redirected) return
      fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
    } catch {
      return
    }
    for (const old of this.querySelectorAll("[data-swap]")) {
      const next = fresh.querySelector(`[data-swap=${old.dataset.swap}]`)
      if (next) old.replaceChildren(...[...next.childNodes].map((node) => document.importNode(node, true)))
    }
  }
})
