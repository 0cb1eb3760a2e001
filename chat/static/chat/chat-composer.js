// The form under a conversation: text goes over the wire and is kept until it arrived; files go by HTTP.
import {wire} from "../live/wire.js"
import {post} from "./pieces.js"
import "./read-marks.js"

const TYPING = 3000

customElements.define("chat-composer", class extends HTMLElement {
  connectedCallback() {
    if (this.form) return
    this.form = this.querySelector("form")
    this.text = this.form.querySelector("textarea")
    this.file = this.form.querySelector("input[type=file]")
    this.room = Number(this.dataset.room)
    this.key = `draft:${this.room}`
    if (!this.text.value) this.text.value = sessionStorage.getItem(this.key) ?? ""
    this.form.addEventListener("submit", event => { event.preventDefault(); this.send() })
    this.text.addEventListener("keydown", event => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send() }
    })
    this.text.addEventListener("input", () => this.typed())
    this.file?.addEventListener("change", () => this.sendFile())
  }

  typed() {
    sessionStorage.setItem(this.key, this.text.value)
    const now = Date.now()
    if (this.text.value && now - (this.told ?? 0) > TYPING) { this.told = now; wire.typing(this.room) }
  }

  async send() {
    const body = this.text.value.trim()
    if (!body) return
    this.text.value = ""
    sessionStorage.removeItem(this.key)
    this.tell("")
    this.text.focus()
    try {
      await wire.send(this.room, body)
    } catch (error) {
      if (!this.text.value) this.text.value = body
      this.tell(this.dataset.failed)
    }
  }

  async sendFile() {
    if (!this.file.files.length) return
    const kept = this.text.value
    this.text.value = ""
    this.setAttribute("aria-busy", "true")
    try {
      const answer = await post(this.form)
      this.tell(answer.ok ? "" : answer.words || this.dataset.failed)
    } catch {
      this.tell(this.dataset.failed)
    }
    this.removeAttribute("aria-busy")
    this.file.value = ""
    this.text.value = kept
  }

  tell(words) { const line = this.querySelector("[data-part=status]"); if (line) line.textContent = words }
})
