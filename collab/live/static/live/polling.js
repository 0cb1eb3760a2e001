// Where no socket gets through: rooms are read by HTTP every few seconds, and what waits is posted with the same ids.
const EVERY = 5_000
const MOST = 200
const LATER = new Set([429, 502, 503, 504])

export class Polling {
  isOn = false
  marks = new Map()

  constructor(wire) { this.wire = wire }

  start() {
    if (this.isOn) return
    this.isOn = true
    this.round()
  }

  stop() {
    this.isOn = false
    clearTimeout(this.timer)
  }

  // One at a time; whoever asks meanwhile gets another one right after it.
  async round() {
    clearTimeout(this.timer)
    this.asked = true
    if (this.busy) return
    this.busy = true
    while (this.isOn && this.asked) {
      this.asked = false
      await this.once()
    }
    this.busy = false
    if (this.isOn) this.timer = setTimeout(() => this.round(), EVERY)
  }

  async once() {
    try {
      await this.post()
      for (const [id, room] of [...this.wire.rooms]) await this.read(id, room)
      await this.mark()
      this.tell("polling")
    } catch {
      this.tell("reconnecting")
    }
  }

  tell(status) { if (this.isOn && this.wire.status !== status) this.wire.tell(status) }

  // In order; the first that must wait lets the others wait too.
  async post() {
    for (const item of [...this.wire.pending]) {
      if (!this.isOn) return
      const answer = await ask(`${item.room}/messages`, { method: "POST", body: { body: item.body }, key: item.cid })
      if (LATER.has(answer.status)) return
      const said = await answer.json()
      if (answer.ok) this.wire.finish(item, null, said)
      else this.wire.finish(item, said)
    }
  }

  async read(id, room) {
    while (this.isOn && !room.gone) {
      const answer = await ask(`${id}/messages?after=${room.seq >= 0 ? room.seq : 0}&limit=${MOST}`)
      room.gone = answer.status === 404
      if (!answer.ok) return
      const page = await answer.json()
      room.epoch ||= page.epoch
      if (page.epoch !== room.epoch || page.head < room.seq) return this.wire.hear({ t: "reset", ...page })
      for (const frame of page.messages) this.wire.entry(room, frame)
      if (page.messages.length < MOST) return
    }
  }

  async mark() {
    for (const [id, seq] of this.marks) {
      await ask(`${id}/read`, { method: "POST", body: { seq } })
      this.marks.delete(id)
    }
  }
}

function ask(path, { method = "GET", body, key } = {}) {
  const headers = { Accept: "application/json" }
  if (body) headers["Content-Type"] = "application/json"
  if (key) headers["Idempotency-Key"] = key
  if (method !== "GET") headers["X-CSRFToken"] = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? ""
  return fetch(`/api/v1/rooms/${path}`, { method, headers, body: body && JSON.stringify(body), signal: AbortSignal.timeout(20_000) })
}
