// Taking pieces out of a page that the server rendered, without rendering anything here.
const script = {"X-Requested-With": "fetch"}

export async function page(address) {
  const answer = await fetch(address, {credentials: "same-origin"})
  if (!answer.ok || answer.redirected) throw new Error(answer.status)
  return parse(await answer.text())
}

export async function piece(address) {
  const answer = await fetch(address, {credentials: "same-origin", headers: script})
  if (!answer.ok) throw new Error(answer.status)
  return parse(await answer.text()).body
}

function parse(text) {
  return new DOMParser().parseFromString(text, "text/html")
}

// Sends a form as it stands; resolves to {ok, words}.
export async function post(form, button) {
  const data = new FormData(form)
  if (button?.name) data.set(button.name, button.value)
  const answer = await fetch(form.action, {method: "POST", body: data, headers: script, credentials: "same-origin"})
  const kind = answer.headers.get("content-type") ?? ""
  return kind.includes("json") ? await answer.json() : {ok: answer.ok, words: ""}
}

// Puts the children of `fresh` in the place of those of `old`, unless the reader is typing in there.
export function swap(old, fresh) {
  if (!old || !fresh || old.innerText === fresh.innerText && old.isEqualNode(fresh)) return
  if (old.contains(document.activeElement) && document.activeElement.matches("textarea, input, select")) return
  old.replaceChildren(...[...fresh.childNodes].map(node => document.importNode(node, true)))
  for (const {name, value} of fresh.attributes) old.setAttribute(name, value)
}

// Calls at most once in `ms`, the last time always.
export function calm(ms, act) {
  let timer = 0, again = false
  return () => {
    if (timer) { again = true; return }
    act()
    timer = setTimeout(() => { timer = 0; if (again) { again = false; act() } }, ms)
  }
}
