// The agent's screen: asks the server for its page again when something changed, and takes the pieces that differ.
import {wire} from "../live/wire.js"
import "./desk-sound.js"
import {keys} from "./desk-keys.js"
import {calm, page, piece, post, swap} from "./pieces.js"
import {PreparedAnswers} from "./prepared-answers.js"

const AGAIN = 30000

customElements.define("desk-screen", class extends HTMLElement {
  connectedCallback() {
    if (this.redraw) return
    this.redraw = calm(700, () => this.draw())
    this.sound = this.querySelector("desk-sound")
    this.prepared = new PreparedAnswers(this.part("prepared"), body => this.insert(body))
    this.addEventListener("submit", event => this.submit(event))
    this.addEventListener("focusin", event => { const talk = event.target.closest("[data-talk]"); if (talk) this.choose(talk) })
    this.addEventListener("click", event => this.click(event))
    this.addEventListener("input", event => this.slash(event))
    for (const board of this.dataset.boards.trim().split(" ").filter(Boolean)) {
      const [room, epoch, head] = board.split(":")
      wire.join(Number(room), {epoch, seq: Number(head), onEntry: this.redraw, onReset: this.redraw})
    }
    wire.on("note", note => this.note(note))
    keys(this, {
      j: () => this.step(1), k: () => this.step(-1), t: () => this.press("t"), d: () => this.press("d"), b: () => this.press("b"),
      r: () => this.current?.querySelector("textarea")?.focus(), "/": () => this.prepared.open(this.language),
      n: () => this.part("context").querySelector("[data-part=note]")?.focus(),
      c: () => this.part("context").querySelector("[data-context-of]")?.focus(),
      x: () => this.open("transfer"), i: () => this.open("invite"), h: () => this.open("case"), e: () => this.open("end"),
      l: () => this.part("line").querySelector("button:not([disabled])")?.focus(),
      m: () => this.sound.toggle(), "?": () => this.part("help").showModal(),
    })
    for (const talk of this.talks) this.observe(talk)
    const wanted = this.querySelector(`${location.hash || "#none"}[data-talk]`) ?? this.talks[0]
    if (wanted) this.choose(wanted)
    setInterval(this.redraw, AGAIN)
  }

  part(name) { return this.querySelector(`[data-part=${name}]`) }
  get talks() { return [...this.querySelectorAll("[data-talk]")] }
  get current() { return this.querySelector("[data-talk][aria-current]") }
  get language() { return this.current?.querySelector("h3 [data-language]")?.dataset.language ?? "" }
  tell(words) { this.part("status").textContent = words }

  async draw() {
    let fresh
    try { fresh = (await page(location.pathname)).querySelector("desk-screen") } catch { return }
    if (!fresh) return
    const waited = new Set([...this.querySelectorAll("[data-waiting]")].map(one => one.dataset.waiting))
    const came = [...fresh.querySelectorAll("[data-waiting]")].some(one => !waited.has(one.dataset.waiting))
    for (const name of ["line", "load", "duty"]) swap(this.part(name), fresh.querySelector(`[data-part=${name}]`))
    const added = this.reconcile(fresh)
    if (came || added) { this.sound.play("new"); this.tell(this.dataset.newVisitor) }
  }

  // Columns that are new are added, those that ended go, a changed head is drawn again; what is being typed stays.
  reconcile(fresh) {
    const pane = this.part("talks"), wanted = new Map([...fresh.querySelectorAll("[data-talk]")].map(one => [one.dataset.talk, one]))
    let added = false
    for (const talk of this.talks) {
      const next = wanted.get(talk.dataset.talk)
      if (!next) { if (talk === this.current) this.forgetContext(); talk.remove(); continue }
      wanted.delete(talk.dataset.talk)
      if (talk.dataset.version === next.dataset.version) continue
      const same = !!talk.querySelector("live-room") === !!next.querySelector("live-room") && !!talk.querySelector("chat-composer") === !!next.querySelector("chat-composer")
      if (same) {
        const unread = Number(talk.querySelector("[data-part=unread]")?.textContent || 0)
        swap(talk.querySelector("[data-part=head]"), next.querySelector("[data-part=head]"))
        talk.dataset.version = next.dataset.version
        if (talk !== this.current) { this.count(talk, 0); this.count(talk, unread) }
      }
      else { const copy = document.importNode(next, true); talk.replaceWith(copy); this.observe(copy) }
      if (talk === this.current || !this.current) this.choose(this.querySelector(`[data-talk="${talk.dataset.talk}"]`), true)
    }
    for (const next of wanted.values()) {
      const copy = document.importNode(next, true)
      pane.append(copy)
      this.observe(copy)
      added = true
      if (!this.current) this.choose(copy)
    }
    this.part("none").hidden = this.talks.length > 0
    return added
  }

  observe(talk) {
    const log = talk.querySelector(".log")
    if (log) new MutationObserver(changes => {
      const mine = document.body.dataset.party
      const said = changes.flatMap(change => [...change.addedNodes]).filter(line => ["message", "file"].includes(line.dataset?.kind) && line.dataset.from && line.dataset.from !== mine && !line.classList.contains("waiting"))
      if (!said.length) return
      if (document.hidden || talk !== this.current) this.count(talk, said.length)
      this.sound.play("message")
    }).observe(log, {childList: true})
  }

  count(talk, more) {
    const mark = talk.querySelector("[data-part=unread]")
    if (!mark) return
    const sum = more ? Number(mark.textContent || 0) + more : 0
    mark.textContent = sum
    mark.hidden = sum === 0
  }

  choose(talk, again = false) {
    this.count(talk, 0)
    if (talk === this.current && !again) return
    for (const other of this.talks) {
      other.toggleAttribute("aria-current", other === talk)
      other.querySelector("live-room")?.toggleAttribute("held", other !== talk)
    }
    talk.setAttribute("aria-current", "true")
    this.loadContext(talk)
  }

  async loadContext(talk) {
    const box = this.part("context")
    if (box.contains(document.activeElement) && box.querySelector(`[data-context-of="${talk.dataset.talk}"]`)) return
    try {
      const fresh = await piece(talk.dataset.context)
      if (talk === this.current) box.replaceChildren(...[...fresh.childNodes].map(node => document.importNode(node, true)))
    } catch {
      if (talk === this.current && talk.querySelector("chat-composer")) setTimeout(() => this.loadContext(talk), 1500)
    }
  }

  forgetContext() { this.part("context").replaceChildren() }

  async submit(event) {
    const form = event.target.closest("form[data-act]")
    if (!form) return
    event.preventDefault()
    const button = event.submitter
    if (button) button.disabled = true
    try {
      const answer = await post(form, button)
      this.tell(answer.ok ? answer.words : answer.words || this.dataset.failed)
      await this.draw()
    } catch { this.tell(this.dataset.failed) }
    if (button) button.disabled = false
  }

  click(event) {
    const put = event.target.closest("[data-insert]"), link = event.target.closest("[data-act=context]")
    if (put) this.insert(put.dataset.insert)
    if (event.target.closest("[data-act=help]")) this.part("help").showModal()
    if (link) { event.preventDefault(); this.choose(link.closest("[data-talk]"), true); this.part("context").closest("aside").scrollIntoView({block: "nearest"}) }
  }

  // "/short " as the beginning of a reply becomes the wording.
  slash(event) {
    const found = event.target.matches(".talk textarea") && event.target.value.match(/^\/([\w-]+)\s$/)
    const body = found && this.prepared.body(found[1], this.language)
    if (body) event.target.value = body
  }

  insert(body) {
    const field = this.current?.querySelector("textarea")
    if (!field) return
    field.value = field.value.trim() ? `${field.value.trimEnd()}\n${body}` : body
    field.dispatchEvent(new Event("input", {bubbles: true}))
    field.focus()
  }

  step(by) {
    const talks = this.talks, at = talks.indexOf(this.current)
    const next = talks[(at + by + talks.length) % talks.length]
    if (next) { this.choose(next); next.focus() }
  }

  press(key) { (this.current?.querySelector(`[data-key=${key}]:not([disabled])`) ?? this.querySelector(`[data-key=${key}]:not([disabled])`))?.click() }

  open(name) {
    const box = this.part("context").querySelector(`[data-part=${name}]`)
    if (box) { box.open = true; box.querySelector("select, input:not([type=hidden])")?.focus() }
  }

  note(note) {
    if (note.kind === "look") this.tell(this.dataset.look)
    if (note.kind === "reminder") { this.tell(this.dataset.reminder); this.sound.play("message") }
    if (["offer", "transfer", "invitation", "taken_over", "look", "reminder"].includes(note.kind)) this.redraw()
  }
})
