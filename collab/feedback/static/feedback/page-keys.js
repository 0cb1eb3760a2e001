// Single keys of a page: `data-key` names the key of a link, button or field; rows are walked with J and K.
// They rest while something is typed, and can be switched off.
const TYPES = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"
const KEPT = "page-keys"

customElements.define("page-keys", class extends HTMLElement {
  part(name) { return this.querySelector(`[data-part=${name}]`) }

  connectedCallback() {
    const on = this.part("on"), open = this.part("open")
    on.checked = localStorage.getItem(KEPT) !== "off"
    on.addEventListener("change", () => localStorage.setItem(KEPT, on.checked ? "on" : "off"))
    open.hidden = false
    open.addEventListener("click", () => this.part("help").showModal())
    this.heard = event => this.hear(event)
    document.addEventListener("keydown", this.heard)
  }
  disconnectedCallback() { document.removeEventListener("keydown", this.heard) }
  hear(event) {
    const typing = event.target.matches?.(TYPES)
    if (event.key === "Escape" && typing) return event.target.blur()
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing) return
    if (event.target.closest?.("dialog") || !this.part("on").checked) return
    if (this.act(event.key.toLowerCase())) event.preventDefault()
  }
  act(key) {
    if (key === "?") return this.part("help").showModal() ?? true
    if (key === "j" || key === "k") return this.walk(key === "j" ? 1 : -1)
    const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`)
    if (!found) return false
    if (found.matches("a, button")) found.click()
    else found.focus()
    return true
  }
  walk(by) {
    const rows = [...document.querySelectorAll("[data-row]")]
    const at = rows.indexOf(document.activeElement)
    const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)]
    next?.focus()
    return rows.length > 0
  }
})
