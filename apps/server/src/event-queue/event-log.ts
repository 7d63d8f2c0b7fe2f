// Events on disk: each is appended before its caller is told, and what became of it after; segments go once nothing in them waits.
import { mkdir, open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { EventStore, KeptEvent, KeptRequest } from './kept-event.ts'
import { eventRecord, noteRecord, playSegment, readEvent, type Span } from './segment.ts'

/** Size at which a new segment begins, and about what is written in one piece, bytes. */
const segmentBytes = 8 * 1024 * 1024
/** What may lie on disk without being needed any more, beside as much as is needed, bytes. */
const slackBytes = 64 * 1024 * 1024

type Segment = { path: string; bytes: number; live: number; file?: Promise<FileHandle> }
type Place = Span & { segment: Segment; event: KeptEvent }
type Write = {
  record: Uint8Array[]
  written?: (segment: Segment, span: Span) => void
  failed?: (problem: unknown) => void
}

/**
 * A kill of the process loses nothing that was written: it is with the system then. Everything that comes while a write is under way goes
 * out in the next one, so that many callers at once cost little more than one.
 */
export class EventLog implements EventStore {
  readonly #folder: string
  readonly #segmentBytes: number
  readonly #slackBytes: number
  /** From the oldest to the newest, which alone is written to. */
  readonly #segments: Segment[] = []
  readonly #places = new Map<number, Place>()
  #writes: Write[] = []
  #writing: Promise<void> | undefined
  #made = 0
  #liveBytes = 0
  /** Nothing more is written to the newest segment. */
  #full = true
  /** What waits in the oldest segment is on its way to the newest. */
  #carried: Segment | undefined
  #closed = false

  private constructor(folder: string, sizes: { segmentBytes: number; slackBytes: number }) {
    this.#folder = folder
    this.#segmentBytes = sizes.segmentBytes
    this.#slackBytes = sizes.slackBytes
  }

  /** Makes the folder where it is missing. `left`: the events that are not over, in the order in which they came; `lostBytes`: what could not be read. */
  static async open(
    folder: string,
    sizes = { segmentBytes, slackBytes },
  ): Promise<{ log: EventLog; left: KeptEvent[]; lastId: number; lostBytes: number }> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const log = new EventLog(folder, sizes)
    const { lastId, lostBytes } = await log.#load()
    const left = [...log.#places.values()].map(({ event }) => event).sort((a, b) => a.id - b.id)
    return { log, left, lastId, lostBytes }
  }

  add(event: KeptEvent, request: KeptRequest, payload: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const written = (segment: Segment, span: Span) => {
        this.#settleAt(event, segment, span)
        resolve()
      }
      this.#write({ record: eventRecord(event, request, payload), written, failed: reject })
    })
  }

  async read(event: KeptEvent): Promise<{ request: KeptRequest; payload: Uint8Array }> {
    const place = this.#places.get(event.id)
    if (place === undefined) throw new Error('it is not in the queue any more')
    try {
      const file = await openOnce(place.segment)
      const bytes = Buffer.alloc(place.bytes)
      await file.read(bytes, 0, bytes.length, place.offset)
      const read = readEvent(bytes)
      if (read === undefined) throw new Error(`${place.segment.path} holds something else in its place`)
      return read
    } catch (problem) {
      // It may have been carried elsewhere in between.
      if (this.#places.get(event.id) === place) throw problem
      return this.read(event)
    }
  }

  change(event: KeptEvent): void {
    this.#write({ record: noteRecord({ changed: event }) })
  }

  remove(event: KeptEvent): void {
    if (!this.#leave(event.id)) return
    this.#write({ record: noteRecord({ ended: event.id }) })
  }

  /** Resolves when everything is written; nothing can be added any more. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#writing
    for (const { file } of this.#segments) await (await file?.catch(() => undefined))?.close()
  }

  async #load(): Promise<{ lastId: number; lostBytes: number }> {
    const names = (await readdir(this.#folder)).filter((name) => /^\d{8}\.events$/.test(name)).sort()
    let lastId = 0
    let lostBytes = 0
    for (const name of names) {
      this.#made = Number.parseInt(name, 10)
      const segment: Segment = { path: join(this.#folder, name), bytes: 0, live: 0 }
      const { whole, all } = await playSegment(segment.path, {
        event: (event, span) => {
          lastId = Math.max(lastId, event.id)
          this.#leave(event.id)
          this.#settleAt(event, segment, span)
        },
        changed: (event) => {
          const place = this.#places.get(event.id)
          if (place !== undefined) Object.assign(place.event, event)
        },
        ended: (id) => {
          lastId = Math.max(lastId, id)
          this.#leave(id)
        },
      })
      segment.bytes = all
      lostBytes += all - whole
      this.#segments.push(segment)
    }
    // Also the newest is not written to again: its end may be torn.
    while (this.#segments[0]?.live === 0 && (await this.#drop(this.#segments[0])));
    return { lastId, lostBytes }
  }

  /** An event that is carried on leaves its old place. */
  #settleAt(event: KeptEvent, segment: Segment, span: Span): void {
    this.#places.set(event.id, { ...span, segment, event })
    this.#liveBytes += span.bytes
    segment.live += 1
  }

  #leave(id: number): boolean {
    const place = this.#places.get(id)
    if (place === undefined) return false
    this.#places.delete(id)
    this.#liveBytes -= place.bytes
    place.segment.live -= 1
    return true
  }

  #write(write: Write): void {
    if (this.#closed) return write.failed?.(new Error('the playground is being stopped'))
    this.#writes.push(write)
    this.#writing ??= this.#drain()
  }

  async #drain(): Promise<void> {
    while (this.#writes.length > 0) {
      let bytes = 0
      const many = this.#writes.findIndex(({ record }) => (bytes += lengthOf(record)) > this.#segmentBytes)
      const group = this.#writes.splice(0, many < 0 ? this.#writes.length : Math.max(1, many))
      await this.#append(group)
      await this.#tidy()
    }
    this.#writing = undefined
  }

  async #append(group: Write[]): Promise<void> {
    let segment = this.#segments.at(-1)
    try {
      if (segment === undefined || this.#full || segment.bytes >= this.#segmentBytes) segment = await this.#begin()
      await (await openOnce(segment)).appendFile(Buffer.concat(group.flatMap(({ record }) => record)))
      for (const { record, written } of group) {
        const span = { offset: segment.bytes, bytes: lengthOf(record) }
        segment.bytes += span.bytes
        written?.(segment, span)
      }
    } catch (problem) {
      // It may have been written in part: nothing may come after that.
      this.#full = true
      this.#carried = undefined
      const file = await segment?.file?.catch(() => undefined)
      await file?.truncate(segment!.bytes).catch(() => {})
      for (const { failed } of group) failed?.(problem)
    }
  }

  async #begin(): Promise<Segment> {
    this.#made += 1
    const segment = { path: join(this.#folder, `${String(this.#made).padStart(8, '0')}.events`), bytes: 0, live: 0 }
    await openOnce(segment)
    this.#segments.push(segment)
    this.#full = false
    return segment
  }

  /** From the oldest on: what notes in it are about was in it, or is gone. */
  async #tidy(): Promise<void> {
    for (;;) {
      const [oldest] = this.#segments
      if (oldest === undefined || oldest === this.#segments.at(-1)) return
      if (oldest.live > 0) break
      if (!(await this.#drop(oldest))) return
    }
    const onDisk = this.#segments.reduce((sum, { bytes }) => sum + bytes, 0)
    if (onDisk > 2 * this.#liveBytes + this.#slackBytes) await this.#carry(this.#segments[0]!)
  }

  /** A few that wait for hours must not keep everything that came after them on disk. */
  async #carry(oldest: Segment): Promise<void> {
    if (this.#carried === oldest) return
    this.#carried = oldest
    const all = await readFile(oldest.path).catch(() => Buffer.alloc(0))
    for (const { segment, event, offset, bytes } of this.#places.values()) {
      if (segment !== oldest) continue
      const read = readEvent(all.subarray(offset, offset + bytes))
      if (read === undefined) continue
      this.#writes.push({
        record: eventRecord(event, read.request, read.payload),
        written: (newest, span) => {
          if (this.#leave(event.id)) this.#settleAt(event, newest, span)
        },
      })
    }
  }

  /** False where the file cannot be removed: then those after it stay as well, since they say which of its events are over. */
  async #drop(segment: Segment): Promise<boolean> {
    try {
      await rm(segment.path, { force: true })
    } catch {
      return false
    }
    this.#segments.shift()
    await (await segment.file?.catch(() => undefined))?.close()
    return true
  }
}

/** A file that could not be opened is tried again. */
function openOnce(segment: Segment): Promise<FileHandle> {
  if (segment.file === undefined) {
    segment.file = open(segment.path, 'a+', 0o600)
    segment.file.catch(() => delete segment.file)
  }
  return segment.file
}

function lengthOf(record: readonly Uint8Array[]): number {
  return record.reduce((sum, { byteLength }) => sum + byteLength, 0)
}
