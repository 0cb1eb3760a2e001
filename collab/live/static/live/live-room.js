// The log of a room, kept live: new entries, changes, what waits to be sent, who writes, what was read.
import { fragment } from "./fragment.js"
import { wire } from "./wire.js"

const MANY = 5 // entries of others within SOON: from then on the reader may pause
const SOON = 10_000

// `held`: what comes is shown but does not count as read until the attribute goes.
customElements.define("live-room", class extends HTMLElement {
  static observedAttributes = ["held"]

  connectedCallback() {
    this.room = Number(this.getAttribute("room"))
    const frame = this.querySelector("[role=log]")
    this.log = frame.querySelector("ol, ul") ?? frame
    this.me = document.body.dataset.party
    this.line = Object.assign(document.createElement("p"), { className: "state-line" })
    this.line.setAttribute("role", "status")
    this.append(this.line)
    this.more = Object.assign(document.createElement("button"), { type: "button", className: "quiet", hidden: true, textContent: this.dataset.new })
    this.more.addEventListener("click", () => this.down())
    this.still = Object.assign(document.createElement("button"), { type: "button", className: "quiet", hidden: true, textContent: this.dataset.pause })
    this.still.addEventListener("click", () => this.pause(!this.paused))
    this.append(this.more, this.still)
    this.times = []
    for (const item of this.log.children) this.mark(item)
    wire.on("status", (status) => { this.line.textContent = ["online", "polling"].includes(status) ? "" : this.dataset.lost })
    this.leave = wire.join(this.room, {
      epoch: this.getAttribute("epoch"),
      seq: this.getAttribute("head"),
      onEntry: (entry) => this.show(entry),
      onReset: () => location.reload(),
      onTyping: (from) => this.typing(from),
    })
    wire.on("sending", (item) => { if (item.room === this.room) this.wait(item) })
    wire.on("refused", (item) => { if (item.room === this.room) this.refused(item) })
    for (const item of wire.pending.filter(({ room }) => room === this.room)) this.wait(item)
    this.down()
    this.read(Number(this.getAttribute("head")))
  }

  disconnectedCallback() { this.leave?.() }

  get isDown() { return scrollY + innerHeight > document.documentElement.scrollHeight - 160 }

  down() {
    this.more.hidden = true
    this.log.lastElementChild?.scrollIntoView({ block: "nearest" })
  }

  // A log that runs faster than one reads can be held still; a screen reader is then silent too.
  hurry() {
    const now = Date.now()
    this.times = [...this.times.filter((at) => at > now - SOON), now]
    if (this.times.length >= MANY && this.dataset.pause) this.still.hidden = false
  }

  pause(paused) {
    this.paused = paused
    this.still.textContent = paused ? this.dataset.resume : this.dataset.pause
    this.log.closest("[role=log]").setAttribute("aria-live", paused ? "off" : "polite")
    if (!paused) this.down()
  }

  mark(item) {
    if (this.me && item.dataset.from === this.me) item.dataset.mine = ""
    for (const time of item.querySelectorAll("time[datetime]")) {
      time.textContent = new Date(time.dateTime).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", timeZone: document.documentElement.dataset.zone })
    }
  }

  show(entry) {
    const wasDown = this.isDown
    if (entry.kind === "redacted") this.log.querySelector(`[data-seq="${entry.body.seq}"] .bubble`)?.replaceChildren()
    else if (entry.kind === "edited") this.put(entry, this.log.querySelector(`[data-seq="${entry.body.seq}"]`), entry.body.seq)
    else if (entry.html) this.put(entry, entry.cid && this.log.querySelector(`[data-cid="${entry.cid}"]`), entry.seq)
    this.line.textContent = ""
    if (entry.from !== this.me) this.hurry()
    if ((wasDown && !this.paused) || entry.from === this.me) this.down()
    else this.more.hidden = false
    this.read(entry.seq)
    this.dispatchEvent(new CustomEvent("entry", { detail: entry, bubbles: true }))
  }

  put(entry, old, seq) {
    const item = fragment(entry.html).firstElementChild
    if (!item) return
    item.dataset.seq = seq
    item.id = `m-${this.room}-${seq}`
    this.mark(item)
    if (old) old.replaceWith(item)
    else this.log.append(item)
  }

  // A message that the server has not confirmed yet; the confirmed one takes its place.
  wait({ cid, body }) {
    const item = Object.assign(document.createElement("li"), { className: "message waiting" })
    item.dataset.cid = cid
    item.dataset.mine = ""
    const bubble = Object.assign(document.createElement("div"), { className: "bubble", textContent: body })
    const state = Object.assign(document.createElement("header"), { textContent: this.dataset.waiting })
    item.append(state, bubble)
    this.log.append(item)
    this.down()
  }

  refused({ cid }) {
    const item = this.log.querySelector(`[data-cid="${cid}"]`)
    item?.classList.replace("waiting", "failed")
    item?.querySelector("header").replaceChildren(this.dataset.failed)
  }

  typing(from) {
    if (from === this.me) return
    this.line.textContent = this.dataset.typing
    clearTimeout(this.timer)
    this.timer = setTimeout(() => { this.line.textContent = "" }, 4_000)
  }

  attributeChangedCallback(name, before, now) { if (now === null && this.seen) this.read(this.seen) }

  read(seq) {
    this.seen = Math.max(this.seen ?? 0, seq)
    if (this.hasAttribute("held")) return
    if (document.hidden) return document.addEventListener("visibilitychange", () => this.read(seq), { once: true })
    wire.read(this.room, this.seen)
  }
})
