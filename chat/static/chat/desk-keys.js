// Single keys for a working day; they rest while something is typed and can be switched off.
const TYPES = "input, textarea, select, [contenteditable]"

export function keys(screen, acts) {
  const box = screen.querySelector("[data-part=keys]")
  box.checked = localStorage.getItem("desk-keys") !== "off"
  box.addEventListener("change", () => localStorage.setItem("desk-keys", box.checked ? "on" : "off"))
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && event.target.matches?.(TYPES) && !event.target.closest("dialog")) { event.target.blur(); screen.current?.focus(); return }
    if (!box.checked || event.ctrlKey || event.altKey || event.metaKey || event.target.matches?.(TYPES) || event.target.closest?.("dialog")) return
    const act = acts[event.key.toLowerCase()]
    if (act) { event.preventDefault(); act() }
  })
}
