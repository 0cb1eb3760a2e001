// Tells the reader of a case that something has changed; a page in which nothing is being written renews itself.
// One that answers a form does not: that would send the form again, or lose what was refused in it.
// Whoever follows by number and code alone has no socket: then the page asks now and then.
const PAUSE = 15000 // milliseconds
customElements.define("case-live", class extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), PAUSE)
    addEventListener("submit", () => { this.leaving = true }) // the change that will be told is one's own
    if (document.body.dataset.party) this.listen()
  }
  async listen() {
    const { wire } = await import("../live/wire.js")
    const look = () => this.look()
    for (const room of this.querySelectorAll("[data-room]")) {
      wire.join(Number(room.dataset.room), { epoch: room.dataset.epoch, seq: Number(room.dataset.seq), onEntry: look, onReset: look })
    }
  }
  disconnectedCallback() { clearInterval(this.timer) }
  async look() {
    if (document.hidden) return
    try {
      const answer = await fetch(this.dataset.url)
      if (answer.ok && String((await answer.json()).head) !== this.dataset.head) this.tell()
    } catch {
      return
    }
  }
  tell() {
    if (this.leaving) return
    clearInterval(this.timer)
    const fields = [...document.querySelectorAll("main textarea, main input:not([type=hidden]), main select")]
    const busy = "posted" in document.body.dataset || fields.some((field) => field === document.activeElement || field.value !== field.defaultValue && field.type !== "radio" && field.tagName !== "SELECT" || field.checked !== field.defaultChecked)
    if (busy) this.querySelector("[data-part=news]").hidden = false
    else location.reload()
  }
})
