// One socket per tab: resumes each room at its last number, repeats what was not acknowledged with the same id.
// Where it cannot be opened, rooms are polled until it can.
import { fragment } from "./fragment.js"
import { Polling } from "./polling.js"

const KEY = "wire:pending"
const MAX_WAIT = 30_000
const PATIENCE = 10_000
const FAILURES = 3

class Wire {
  rooms = new Map()
  listeners = new Map()
  watched = new Map()
  waiting = new Map()
  pending = JSON.parse(sessionStorage.getItem(KEY) ?? "[]")
  tries = 0
  failures = 0
  polling = new Polling(this)
  touched = Date.now()
  number = 0
  status = "offline"

  start() {
    if (this.socket || this.stopped || !document.body.dataset.live) return
    const address = new URL(document.body.dataset.live, location)
    address.protocol = address.protocol.replace("http", "ws")
    const socket = this.socket = new WebSocket(address)
    setTimeout(() => { if (socket === this.socket && !this.greeted) socket.close() }, PATIENCE)
    this.socket.onopen = () => this.put({ t: "hello", v: 1, rooms: this.cursors() })
    this.socket.onmessage = ({ data }) => this.hear(JSON.parse(data))
    this.socket.onclose = ({ code }) => this.closed(code)
    this.heard = Date.now()
    this.pulse ??= setInterval(() => this.beat(), 15_000)
  }

  cursors() {
    return Object.fromEntries([...this.rooms].map(([id, room]) => [id, { epoch: room.epoch, seq: room.seq }]))
  }

  closed(code) {
    this.socket = null
    this.failures = this.greeted ? 0 : this.failures + 1
    this.greeted = false
    if ([4401, 4403, 4409].includes(code)) {
      this.stopped = true
      this.polling.stop()
      return this.tell(code === 4409 ? "replaced" : "ended")
    }
    if (code === 4426) return this.renew()
    if (this.failures >= FAILURES) this.polling.start()
    if (!this.polling.isOn) this.tell("reconnecting")
    if (code === 4400 && this.failures >= FAILURES) return
    const least = code === 4429 ? 30_000 : 0
    const most = Math.min(MAX_WAIT, 500 * 2 ** this.tries++)
    setTimeout(() => this.start(), this.retry ?? least + Math.random() * most)
    this.retry = undefined
  }

  // The server speaks a newer version than this page: load it again, once; but never send a form again by that.
  renew() {
    if (sessionStorage.getItem("wire:renewed") || "posted" in document.body.dataset) return this.tell("ended")
    sessionStorage.setItem("wire:renewed", "1")
    location.reload()
  }

  put(frame) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame))
  }

  beat() {
    if (Date.now() - this.heard > 45_000) return this.socket?.close()
    this.put({ t: "beat", state: Date.now() - this.touched > 300_000 ? "idle" : "active" })
  }

  hear(frame) {
    this.heard = Date.now()
    const room = this.rooms.get(Number(frame.room))
    switch (frame.t) {
      case "welcome":
        if (document.body.dataset.party && !frame.person) { // signed out elsewhere: this page is somebody's no more
          this.socket?.close()
          this.stopped = true
          return this.tell("ended")
        }
        this.greeted = true
        this.tries = this.failures = 0
        this.polling.stop()
        sessionStorage.removeItem("wire:renewed")
        for (const [id, { epoch }] of Object.entries(frame.rooms)) {
          const known = this.rooms.get(Number(id))
          if (known && !known.epoch) known.epoch = epoch
        }
        this.tell("online")
        for (const item of this.pending) this.dispatch(item)
        if (this.watched.size) this.put({ t: "watch", people: [...this.watched.keys()] })
        break
      case "ev":
        if (room) this.entry(room, frame)
        break
      case "reset":
        room?.onReset?.(frame)
        if (room) Object.assign(room, { epoch: frame.epoch, seq: frame.head })
        break
      case "ok":
        this.settle(frame.id, null, frame)
        break
      case "err":
        if (frame.id && ["rate_limited", "unavailable"].includes(frame.code)) this.again(frame)
        else this.settle(frame.id, frame)
        break
      case "typing":
        room?.onTyping?.(frame.from)
        break
      case "people":
        for (const [id, state] of Object.entries(frame.people)) for (const told of this.watched.get(Number(id)) ?? []) told(Number(id), state)
        this.emit("people", frame)
        break
      case "note":
        this.emit("note", frame)
        break
      case "hb":
        for (const [id, head] of Object.entries(frame.heads ?? {})) if (head > (this.rooms.get(Number(id))?.seq ?? head)) this.resume(Number(id))
        break
      case "bye":
        if (frame.retry_ms) this.retry = frame.retry_ms
    }
  }

  entry(room, frame) {
    if (frame.seq <= room.seq) return
    if (frame.seq > room.seq + 1) return this.resume(frame.room)
    room.seq = frame.seq
    if (frame.cid) this.forget(frame.cid)
    room.onEntry?.(frame)
    room.unacked = (room.unacked ?? 0) + 1
    if (room.unacked >= 16) this.ack(room, frame.room)
    else room.timer ??= setTimeout(() => this.ack(room, frame.room), 2_000)
  }

  ack(room, id) {
    clearTimeout(room.timer)
    room.timer = undefined
    room.unacked = 0
    this.put({ t: "ack", rooms: { [id]: room.seq } })
  }

  resume(id) {
    const room = this.rooms.get(id)
    if (this.greeted) this.put({ t: "sub", id: ++this.number, room: id, epoch: room.epoch, seq: room.seq })
  }

  join(id, { epoch, seq, ...handlers }) {
    this.rooms.set(Number(id), { epoch, seq: Number(seq), ...handlers })
    this.start()
    this.resume(Number(id))
    return () => this.leave(Number(id))
  }

  leave(id) {
    if (this.rooms.delete(id)) this.put({ t: "unsub", id: ++this.number, room: id })
  }

  // Resolves with {seq} once the server has stored it; rejects with {code} when it never will be.
  send(room, body, cid = crypto.randomUUID()) {
    const item = { room: Number(room), body, cid }
    this.pending.push(item)
    this.keep()
    this.emit("sending", item)
    this.start()
    return new Promise((resolve, reject) => {
      item.settle = (error, answer) => (error ? reject(error) : resolve(answer))
      if (this.greeted) this.dispatch(item)
      else if (this.polling.isOn) this.polling.round()
    })
  }

  dispatch(item) {
    const id = ++this.number
    this.waiting.set(id, item)
    this.put({ t: "send", id, room: item.room, cid: item.cid, body: item.body })
  }

  again(frame) {
    const item = this.waiting.get(frame.id)
    this.waiting.delete(frame.id)
    if (item) setTimeout(() => this.pending.includes(item) && this.dispatch(item), frame.retry_ms ?? 1_000)
  }

  settle(id, error, answer) {
    const item = this.waiting.get(id)
    this.waiting.delete(id)
    if (item) this.finish(item, error, answer)
  }

  finish(item, error, answer) {
    const isNews = this.pending.includes(item)
    this.forget(item.cid)
    if (error && isNews) this.emit("refused", item)
    item.settle?.(error, answer)
  }

  forget(cid) {
    this.pending = this.pending.filter((item) => item.cid !== cid)
    this.keep()
  }

  keep() {
    sessionStorage.setItem(KEY, JSON.stringify(this.pending.map(({ room, body, cid }) => ({ room, body, cid }))))
  }

  typing(room) {
    if (Date.now() - (this.typed ?? 0) < 2_500) return
    this.typed = Date.now()
    this.put({ t: "typing", room: Number(room) })
  }

  read(room, seq) {
    if (this.polling.isOn) this.polling.marks.set(Number(room), seq)
    else this.put({ t: "read", room: Number(room), seq })
  }

  watch(people, told) {
    for (const id of people.map(Number)) this.watched.set(id, [...(this.watched.get(id) ?? []), told])
    this.start()
    if (this.greeted) this.put({ t: "watch", people: [...this.watched.keys()] })
  }

  on(name, told) { this.listeners.set(name, [...(this.listeners.get(name) ?? []), told]) }

  emit(name, value) { for (const told of this.listeners.get(name) ?? []) told(value) }

  tell(status) {
    this.status = status
    document.documentElement.dataset.wire = status
    this.emit("status", status)
  }
}

export const wire = new Wire()
for (const name of ["pointerdown", "keydown", "scroll"]) addEventListener(name, () => { wire.touched = Date.now() }, { passive: true })
addEventListener("online", () => wire.start())
export { fragment }
