// The one place where HTML of our own server, rendered and cleaned there, becomes elements.
export function fragment(html) {
  const template = document.createElement("template")
  template.innerHTML = html
  return template.content
}
