// Two small sounds, which can be switched off; the choice is kept in this browser.
customElements.define("desk-sound", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button")
    this.button.addEventListener("click", () => this.toggle())
    this.show()
  }

  get on() { return localStorage.getItem("desk-sound") !== "off" }

  toggle() {
    localStorage.setItem("desk-sound", this.on ? "off" : "on")
    this.show()
  }

  show() {
    this.button.setAttribute("aria-pressed", String(this.on))
    this.button.textContent = this.on ? this.button.dataset.on : this.button.dataset.off
  }

  play(name) {
    if (this.on) new Audio(this.dataset[name]).play().catch(() => { /* the browser wants a click first */ })
  }
})
