// What I show of myself, chosen without leaving the page.
import {watch, words} from "./watching.js"

customElements.define("own-state", class extends HTMLElement {
  connectedCallback() {
    this.menu = this.querySelector("details")
    this.addEventListener("submit", event => this.choose(event))
    this.addEventListener("keydown", event => { if (event.key === "Escape") this.close() })
    addEventListener("click", event => { if (!this.contains(event.target)) this.menu.open = false })
    watch(Number(this.dataset.person), state => this.show(state))
  }

  show(state) {
    const word = this.querySelector("[data-part=state]")
    if (!state) return
    word.dataset.state = state.state
    word.classList.add("dot")
    word.textContent = words(state)
  }

  async choose(event) {
    event.preventDefault()
    const form = event.target, body = new FormData(form, event.submitter)
    const answer = await fetch(form.action, {method: "POST", body, headers: {"X-Fragment": "1"}}).catch(() => null)
    if (!answer?.ok) return location.assign(this.dataset.page)
    this.close()
  }

  close() {
    if (!this.menu.open) return
    this.menu.open = false
    this.menu.querySelector("summary").focus()
  }
})
