// The readers' page of an interview: what is said, asked and counted appears without moving what one reads.
import { fragment } from "../live/fragment.js"
import { wire } from "../live/wire.js"
import { calm, piece } from "../chat/pieces.js"

const TYPED = 600 // milliseconds after the last key until similar questions are asked for

customElements.define("interview-hall", class extends HTMLElement {
  connectedCallback() {
    if (this.seconded) return
    this.seconded = new Set(this.dataset.seconded.split(" ").filter(Boolean))
    this.own = new Set(this.dataset.own.split(" ").filter(Boolean))
    this.log = this.querySelector(".lines")
    this.frame = this.querySelector("[role=log]")
    this.list = this.part("questions")
    for (const item of this.list.querySelectorAll("[data-question]")) this.mark(item)
    this.addEventListener("submit", event => this.submit(event))
    this.hold()
    this.ask()
    if (this.dataset.live) this.down()
    wire.on("status", status => this.line(["online", "polling"].includes(status) ? "" : this.dataset.lost))
    wire.on("note", note => { if (note.kind === "floor") this.leave() })
    wire.join(Number(this.dataset.room), {
      epoch: this.dataset.epoch,
      seq: Number(this.dataset.head),
      onEntry: entry => this.show(entry),
      onReset: () => this.leave(),
    })
  }

  part(name) { return this.querySelector(`[data-part=${name}]`) }
  line(words) { const line = this.part("line"); if (line) line.textContent = words }

  // The page is loaded again only where nothing is being written.
  leave() {
    const busy = [...this.querySelectorAll("textarea")].some(field => field.value !== field.defaultValue)
    if (!busy && !("posted" in document.body.dataset)) location.reload()
  }

  show({ kind, html, body }) {
    switch (kind) {
      case "status":
        this.fill("status", html)
        if (["live", "ended", "published"].includes(body.state) && Boolean(this.dataset.live) !== (body.state === "live")) this.leave()
        break
      case "now":
        this.fill("now", html)
        this.part("now").hidden = false
        break
      case "poll":
        this.fill("poll", html)
        break
      case "line":
        this.say(html, body)
        break
      case "question":
        this.question(html, body)
        break
      case "counts":
        this.count(body)
    }
  }

  fill(name, html) { this.part(name)?.replaceChildren(fragment(html)) }

  say(html, { line, gone }) {
    const old = this.querySelector(`#line-${line}`)
    if (gone) return old?.remove()
    const item = fragment(html).firstElementChild
    if (!item || !this.log) return
    const follows = !this.held && this.isDown
    if (old) old.replaceWith(item)
    else this.log.append(item)
    if (follows) this.down()
  }

  question(html, { question, gone }) {
    const old = this.querySelector(`#q-${question}`)
    if (gone) return old?.remove()
    const item = fragment(html).firstElementChild
    if (!item) return
    this.list.querySelector(".empty")?.remove()
    if (old) old.replaceWith(item)
    else this.list.append(item)
    this.mark(item)
  }

  count(counts) {
    for (const shown of this.querySelectorAll("[data-count]")) shown.textContent = counts[shown.dataset.count]
    for (const [question, votes] of Object.entries(counts.votes)) {
      const shown = this.querySelector(`#q-${question} [data-part=votes]`)
      if (shown) shown.textContent = votes
    }
  }

  // Pieces are the same for all readers: what is this reader's own is put in here.
  mark(item) {
    const button = item.querySelector("[data-part=second]")
    if (!button) return
    if (this.own.has(item.dataset.question)) return button.remove()
    button.words ??= [...button.childNodes]
    const mine = this.seconded.has(item.dataset.question)
    button.toggleAttribute("data-undo", mine)
    button.replaceChildren(...(mine ? [this.dataset.undo] : button.words))
  }

  async submit(event) {
    const form = event.target, button = event.submitter
    const kind = form.dataset.part ?? button?.dataset.part
    if (!["second", "ballot", "ask"].includes(kind)) return
    event.preventDefault()
    const place = button.closest("li, section, form")
    button.disabled = true
    const answer = await send(button.hasAttribute("formaction") ? button.formAction : form.action, form, "undo" in button.dataset)
    button.disabled = false
    if (answer.sign_in) return location.assign(`/accounts/login/?next=${encodeURIComponent(location.pathname)}`)
    if (kind === "second" && answer.ok) {
      const { question } = place.dataset
      if ("undo" in button.dataset) this.seconded.delete(question)
      else this.seconded.add(question)
      return this.mark(place)
    }
    this.tell(place, answer.words || this.dataset.failed)
    if (kind === "ask" && answer.ok) this.asked(form, answer)
  }

  asked(form, { question }) {
    this.own.add(String(question))
    form.elements.text.value = ""
    form.elements.consent.checked = false
    form.elements.cid.value = crypto.randomUUID()
    this.part("similar").replaceChildren()
  }

  tell(place, words) {
    const line = place.querySelector("[data-part=told]") ?? place.appendChild(Object.assign(document.createElement("p"), { className: "state-line" }))
    line.dataset.part = "told"
    line.setAttribute("role", "status")
    line.textContent = words
  }

  // While a question is typed, the same ones that stand already are offered.
  ask() {
    const form = this.part("ask")
    if (!form) return
    form.elements.cid.value = crypto.randomUUID()
    const place = this.part("similar")
    const look = calm(TYPED, async () => {
      const text = form.elements.text.value.trim()
      if (text.length < 6) return place.replaceChildren()
      try { place.replaceChildren(...(await piece(`${place.dataset.url}?q=${encodeURIComponent(text)}`)).childNodes) } catch { return }
    })
    form.elements.text.addEventListener("input", look)
  }

  // The text can be held still; a screen reader is silent then too.
  hold() {
    const place = this.part("hold")
    if (!place || !this.dataset.live) return
    const button = place.querySelector("button")
    button.textContent = this.dataset.pause
    place.hidden = false
    button.addEventListener("click", () => {
      this.held = !this.held
      button.setAttribute("aria-pressed", String(this.held))
      button.textContent = this.held ? this.dataset.resume : this.dataset.pause
      this.frame.setAttribute("aria-live", this.held ? "off" : "polite")
      if (!this.held) this.down()
    })
  }

  get isDown() { return this.frame.scrollTop + this.frame.clientHeight > this.frame.scrollHeight - 120 }
  down() { if (this.frame) this.frame.scrollTop = this.frame.scrollHeight }
})

async function send(address, form, undo) {
  const data = new FormData(form)
  if (undo) data.set("undo", "1")
  try {
    const answer = await fetch(address, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" })
    return (answer.headers.get("content-type") ?? "").includes("json") ? await answer.json() : { ok: false }
  } catch {
    return { ok: false }
  }
}
