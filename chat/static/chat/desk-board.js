// The official's board, drawn again when the line moves, and now and then in any case.
import {wire} from "../live/wire.js"
import {calm, piece, swap} from "./pieces.js"

const AGAIN = 10000

customElements.define("desk-board", class extends HTMLElement {
  connectedCallback() {
    const redraw = calm(1000, () => this.draw())
    wire.join(Number(this.dataset.room), {epoch: this.dataset.epoch, seq: Number(this.dataset.head), onEntry: redraw, onReset: redraw})
    setInterval(redraw, AGAIN)
  }

  async draw() {
    try { swap(this.querySelector("[data-part=board]"), (await piece(location.pathname)).querySelector("[data-part=board]")) } catch { /* the next time */ }
  }
})
