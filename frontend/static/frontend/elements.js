// A form keeps what was typed through errors, sign-in and lost connections, until it is sent successfully.
customElements.define("keep-text", class extends HTMLElement {
  connectedCallback() {
    for (const field of this.querySelectorAll("textarea, input[type=text]")) {
      const key = `keep:${location.pathname}:${field.name}`
      if (!field.value) field.value = sessionStorage.getItem(key) ?? ""
      field.addEventListener("input", () => sessionStorage.setItem(key, field.value))
    }
  }
})
// Once the server has accepted a form, the page that follows says which texts may be forgotten.
customElements.define("forget-text", class extends HTMLElement {
  connectedCallback() {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(`keep:${this.dataset.path}`)) sessionStorage.removeItem(key)
  }
})
