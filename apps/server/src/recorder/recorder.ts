// The recorder: numbers and times what happens, at the cost of one small object, and serialises it later, once for disk and sockets.
import type { Belongs, Body, JournalEvent } from '@playground/protocol'
import { bodyPreviewLimit, piecesPreviewLimit } from '@playground/protocol'
import type { Clock } from '../clock.ts'
import { previewOf } from './preview.ts'
import { Collected } from './collect.ts'
import type { BodyCollector, Recorder, Watcher } from './record.ts'
import { Redactor } from './redact.ts'

/** Entries in order, each serialised without its line end. */
export type Batch = { firstSeq: number; lines: string[]; events: { of: Belongs; at: number; event: JournalEvent }[] }

/** What is not kept from here on, and why. */
type Refused = { what: string; why: string } | undefined

/** Where batches and whole bodies go. */
export interface Sink {
  write(batch: Batch): void
  /** Keeps a body under a name, or adds to it; says why where it cannot. */
  keep(name: string, bytes: Uint8Array): Refused
  /** Lets go of what was kept under a name. */
  drop(name: string): void
}

/** One frame of the page, milliseconds. */
const frameMs = 16
/** Drift of the wall clock against the monotonic one that is worth an entry, milliseconds. */
const driftMs = 50

type Pending = { of: Belongs; at: number; event: JournalEvent }

export class JournalRecorder implements Recorder {
  lastSeq = 0
  readonly #clock: Clock
  readonly #sink: Sink
  readonly #redactor = new Redactor()
  readonly #counts = { exchange: 0, connection: 0, process: 0, body: 0 }
  readonly #watchers: Watcher[] = []
  #pending: Pending[] = []
  /** `shown`: what may be shown of the bytes, where they are a piece. */
  #bodies: { body: Body; bytes: Uint8Array; shown?: (bytes: Uint8Array) => Uint8Array }[] = []
  #armed = false
  #stopped = false
  /** Epoch minus monotonic, milliseconds. */
  #offset: number
  #bounded = false

  constructor(clock: Clock, sink: Sink) {
    this.#clock = clock
    this.#sink = sink
    this.#offset = clock.epoch() - clock.now()
  }

  readonly record = (of: Belongs, event: JournalEvent): number => {
    // What still happens while the last sockets close has no journal to go to.
    if (this.#stopped) return this.lastSeq
    const at = this.#clock.now()
    this.#pending.push({ of, at, event })
    this.lastSeq += 1
    const seq = this.lastSeq
    for (const watcher of this.#watchers) watcher(of, at + this.#offset, event)
    if (!this.#armed) {
      this.#armed = true
      this.#clock.after(frameMs, () => {
        this.#armed = false
        this.flush()
      })
    }
    return seq
  }

  watch(watcher: Watcher): void {
    this.#watchers.push(watcher)
  }

  body(bytes: Uint8Array): Body {
    const body: Body = { bytes: bytes.byteLength, preview: '' }
    if (bytes.byteLength === 0) return body
    if (bytes.byteLength > bodyPreviewLimit) body.whole = this.#bodyName()
    this.#bodies.push({ body, bytes })
    return body
  }

  collect(): BodyCollector {
    const whole = new Collected(
      (name, bytes) => {
        const refused = this.#sink.keep(name, bytes)
        if (refused === undefined) return true
        this.#sink.drop(name)
        this.#bound(refused)
        return false
      },
      () => this.#bodyName(),
    )
    const shown = this.#redactor.inPieces()
    let left = piecesPreviewLimit
    return {
      push: (bytes) => whole.push(bytes),
      end: () => whole.end(),
      piece: (bytes) => {
        const body: Body = { bytes: bytes.byteLength, preview: '' }
        if (left > 0 && bytes.byteLength > 0) this.#bodies.push({ body, bytes: bytes.subarray(0, left), shown })
        left = Math.max(0, left - bytes.byteLength)
        return body
      },
    }
  }

  mask(name: string, value: string): void {
    this.#redactor.add(name, value)
  }

  count(kind: 'exchange' | 'connection' | 'process'): number {
    this.#counts[kind] += 1
    return this.#counts[kind]
  }

  /** Serialises what is pending and hands it on. */
  flush(): void {
    this.#fillBodies()
    this.#checkClock()
    if (this.#pending.length === 0) return
    const pending = this.#pending
    this.#pending = []
    const firstSeq = this.lastSeq - pending.length + 1
    const batch: Batch = { firstSeq, lines: [], events: [] }
    for (const [index, { of, at, event }] of pending.entries()) {
      const entry = {
        seq: firstSeq + index,
        at: Math.round((at + this.#offset) * 1000) / 1000,
        of,
        event: this.#redactor.redact(event),
      }
      batch.lines.push(JSON.stringify(entry))
      batch.events.push(entry)
    }
    this.#sink.write(batch)
  }

  stop(): void {
    this.flush()
    this.#stopped = true
  }

  #fillBodies(): void {
    for (const { body, bytes, shown } of this.#bodies.splice(0)) {
      Object.assign(body, previewOf(shown === undefined ? bytes : shown(bytes)))
      if (body.whole === undefined) continue
      const refused = this.#sink.keep(body.whole, bytes)
      if (refused === undefined) continue
      delete body.whole
      this.#bound(refused)
    }
  }

  #bodyName(): string {
    this.#counts.body += 1
    return `${this.#counts.body}.bin`
  }

  /** Told once. */
  #bound(refused: { what: string; why: string }): void {
    if (!this.#bounded) this.record({}, { type: 'journal.bounded', ...refused })
    this.#bounded = true
  }

  #checkClock(): void {
    const byMs = this.#clock.epoch() - (this.#clock.now() + this.#offset)
    if (Math.abs(byMs) <= driftMs) return
    this.#offset += byMs
    this.record({}, { type: 'clock.stepped', byMs })
  }
}
