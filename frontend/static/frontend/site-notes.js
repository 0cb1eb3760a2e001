// What is told to this person wherever they are: announcements, and that somebody is there whom they wait for.
import { fragment, wire } from "../live/wire.js"

customElements.define("site-notes", class extends HTMLElement {
  connectedCallback() {
    wire.on("note", (note) => { if (["announcement", "available"].includes(note.kind)) this.show(note) })
    if (this.dataset.open) wire.start()
  }

  show({ kind, count, html, href }) {
    if (kind === "announcement" && this.querySelector(`[data-said="${count}"]`)) return
    const line = this.querySelector("template").content.cloneNode(true).firstElementChild
    line.querySelector("[data-part=words]").append(fragment(html))
    if (kind === "announcement") line.dataset.said = count
    const link = line.querySelector("a")
    if (href?.startsWith("/")) link.href = href
    else link.remove()
    line.querySelector("button").addEventListener("click", () => line.remove())
    this.append(line)
  }
})
