// The screens of those who run an interview: drawn anew where something changed, never where somebody is typing.
import { wire } from "../live/wire.js"
import { calm, page, post, swap } from "../chat/pieces.js"

customElements.define("interview-desk", class extends HTMLElement {
  connectedCallback() {
    if (this.redraw) return
    this.redraw = calm(800, () => this.draw())
    this.addEventListener("entry", () => this.redraw())
    this.addEventListener("submit", event => this.submit(event))
    wire.join(Number(this.dataset.hall), {
      epoch: this.dataset.epoch,
      seq: Number(this.dataset.head),
      onEntry: ({ kind }) => { if (kind !== "counts") this.redraw() },
      onReset: () => this.redraw(),
    })
    this.timer = setInterval(() => this.redraw(), 15_000)
    for (const form of this.querySelectorAll("form")) this.once(form)
  }

  disconnectedCallback() { clearInterval(this.timer) }

  // The same words sent twice are written once.
  once(form) { if (form.elements.cid) form.elements.cid.value = crypto.randomUUID() }

  async draw() {
    let fresh
    try { fresh = (await page(location.href)).querySelector("interview-desk") } catch { return }
    if (!fresh) return
    for (const old of this.querySelectorAll("[data-swap]")) {
      const next = fresh.querySelector(`[data-swap=${old.dataset.swap}]`)
      if (!this.isOpen(old)) this.renew(old, next)
    }
  }

  // Whoever works with the keyboard stays on the same button; where it is gone, in the same part of the screen, on no other.
  renew(old, next) {
    const here = old.contains(document.activeElement) ? mark(document.activeElement) : null
    swap(old, next)
    if (here === null || old.contains(document.activeElement)) return
    const same = [...old.querySelectorAll("a[href], button, summary")].find(one => mark(one) === here)
    if (!same) old.tabIndex = -1
    ;(same ?? old).focus({ preventScroll: true })
  }

  // Something is being chosen or written in there.
  isOpen(place) {
    return place.querySelector("details[open]") || [...place.querySelectorAll("textarea, input:not([type=hidden])")].some(field => field.value !== field.defaultValue)
  }

  async submit(event) {
    const form = event.target
    if (!form.action.includes("/acts/")) return
    event.preventDefault()
    let answer
    try { answer = await post(form, event.submitter) } catch { answer = { ok: false, words: this.dataset.failed } }
    const line = this.querySelector("[data-part=told]")
    line.textContent = answer.words || (answer.ok ? "" : this.dataset.failed)
    line.classList.toggle("error", !answer.ok)
    if (!answer.ok) return line.scrollIntoView({ block: "nearest" })
    for (const open of form.closest("details") ? [form.closest("details")] : []) open.open = false
    form.reset()
    this.once(form)
    this.draw()
  }
})

// What a button does and to what, so that it is known again after it was drawn anew.
function mark(element) {
  const fields = element.form ? [...new FormData(element.form)].filter(([name]) => name !== "csrfmiddlewaretoken") : []
  return [element.tagName, element.href ?? element.form?.action ?? element.textContent, ...fields.flat()].join("|")
}

customElements.define("interview-clock", class extends HTMLElement {
  connectedCallback() {
    this.tick()
    this.timer = setInterval(() => this.tick(), 1000)
  }
  disconnectedCallback() { clearInterval(this.timer) }
  tick() {
    const now = Date.now()
    this.put("gone", now - new Date(this.dataset.begun))
    this.put("left", new Date(this.dataset.ends) - now)
    this.toggleAttribute("over", now > new Date(this.dataset.ends))
  }
  put(name, span) {
    const seconds = Math.round(Math.abs(span) / 1000)
    const shown = `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`
    this.querySelector(`[data-part=${name}]`).textContent = span < 0 ? `−${shown}` : shown
  }
})
