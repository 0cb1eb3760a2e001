// Under the last own message: delivered, or read by the other side.
import {wire} from "../live/wire.js"

function own(room) {
  return [...room.querySelectorAll(".message[data-mine][data-seq]")]
}

function show(room) {
  for (const old of room.querySelectorAll(".read-mark")) old.remove()
  const last = own(room).at(-1)
  if (!last) return
  const mark = Object.assign(document.createElement("small"), {className: "read-mark"})
  mark.textContent = Number(last.dataset.seq) <= Number(room.dataset.read) ? room.dataset.seen : room.dataset.delivered
  last.append(mark)
}

document.addEventListener("entry", event => show(event.target))
wire.on("note", note => {
  if (note.kind !== "read") return
  const room = document.querySelector(`live-room[room="${note.room}"]`)
  if (!room) return
  room.dataset.read = Math.max(Number(room.dataset.read), note.seq)
  show(room)
})
for (const room of document.querySelectorAll("live-room")) show(room)
