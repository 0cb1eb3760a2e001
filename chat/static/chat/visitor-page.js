// The visitor's page: place in line as it moves, and the parts of the page that follow the state.
import {wire} from "../live/wire.js"
import {calm, page, swap} from "./pieces.js"

const ASK = 20000

customElements.define("visitor-page", class extends HTMLElement {
  connectedCallback() {
    if (this.redraw) return
    this.redraw = calm(1000, () => this.draw())
    wire.on("note", note => {
      if (note.conversation === Number(this.dataset.conversation) && note.kind !== "read") this.redraw()
    })
    const log = this.querySelector(".log")
    if (log) new MutationObserver(changes => {
      const lines = changes.flatMap(change => [...change.addedNodes])
      if (lines.some(line => line.dataset?.kind === "state")) this.redraw()
    }).observe(log, {childList: true})
    this.timer = setInterval(() => { if (this.isWaiting) this.redraw() }, ASK)
    addEventListener("pagehide", () => clearInterval(this.timer), {once: true})
  }

  get isWaiting() { return ["queued", "assigned", "transferred"].includes(this.dataset.state) }

  async draw() {
    let fresh
    try { fresh = (await page(location.href)).querySelector("visitor-page") } catch { return }
    if (!fresh) return
    this.dataset.state = fresh.dataset.state
    for (const old of this.querySelectorAll("[data-swap]")) {
      const next = fresh.querySelector(`[data-swap=${old.dataset.swap}]`)
      if (old.dataset.swap !== "composer" || old.dataset.writes !== next?.dataset.writes) swap(old, next)
    }
  }
})
