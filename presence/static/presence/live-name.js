// A name that carries its person's state and opens the business card; without script a plain link to the card.
import {fragment} from "../live/fragment.js"
import {watch, words} from "./watching.js"

customElements.define("live-name", class extends HTMLElement {
  connectedCallback() {
    if (this.watching) return
    this.watching = true
    watch(Number(this.dataset.person), state => this.show(state))
  }

  show(state) {
    const link = this.querySelector("a")
    let word = this.querySelector(".state-word")
    if (!link) return
    link.classList.toggle("dot", Boolean(state))
    if (!state) {
      word?.remove()
      for (const one of [this, link]) delete one.dataset.state
      return link.removeAttribute("title")
    }
    for (const one of [this, link]) one.dataset.state = state.state
    if (!word) {
      word = document.createElement("small")
      word.className = "state-word"
      this.append(word)
    }
    word.textContent = words(state)
    if (state.text) link.title = state.text
    else link.removeAttribute("title")
  }
})

addEventListener("click", async event => {
  const link = event.target.closest?.("a.live-name"), dialog = document.getElementById("card-dialog")
  if (!link || !dialog || event.button || event.ctrlKey || event.metaKey || event.shiftKey || dialog.contains(link)) return
  event.preventDefault()
  const answer = await fetch(link.href, {headers: {"X-Fragment": "1"}}).catch(() => null)
  if (!answer?.ok || answer.redirected) return location.assign(link.href)
  dialog.querySelector("[data-part=card]").replaceChildren(fragment(await answer.text()))
  dialog.showModal()
})

addEventListener("click", event => {
  if (event.target.id === "card-dialog") event.target.close()
})
