// Whose availability the page shows: asked for in one frame, told to every element that asked.
import {wire} from "../live/wire.js"

const wanted = new Map()
let known = new Set(), asked = false

// `told` is called with the state as the frame carries it, or null where it may not be seen.
export function watch(person, told) {
  if (!document.body.dataset.party) return
  wanted.set(person, [...(wanted.get(person) ?? []), told])
  if (asked) return
  asked = true
  queueMicrotask(() => {
    asked = false
    const fresh = [...wanted.keys()].filter(one => !known.has(one))
    known = new Set(wanted.keys())
    if (fresh.length) wire.watch(fresh, tell)
  })
}

function tell(person, state) {
  for (const told of wanted.get(person) ?? []) told(state)
}

// The word for a state, as the page brought it along.
export function words(state) {
  const word = document.getElementById("presence-words")?.content.querySelector(`[data-state="${state.state}"]`)?.textContent ?? ""
  return state.n && state.m ? `${word} (${state.n}/${state.m})` : word
}
