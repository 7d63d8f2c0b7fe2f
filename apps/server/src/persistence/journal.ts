// The journal of one start of the server: recorded, kept on disk, read by whoever is behind.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { entrySchema, parse, type Entry } from '@playground/protocol'
import {
  applyToState,
  emptyOverview,
  emptyState,
  Keyframes,
  takeOverview,
  type Keyframe,
  type Overview,
  type State,
} from '@playground/protocol/model'
import type { ReadStream } from 'node:fs'
import type { Clock } from '../clock.ts'
import { JournalRecorder, type Batch } from '../recorder/recorder.ts'
import { Bodies, openBody } from './bodies.ts'
import { prepareDataFolder } from './data-folder.ts'
import { takeLock, type ListenerPorts } from './lock.ts'
import { Segments } from './segments.ts'
import { listSessions, newEpoch, readSession, repairSessions, writeSession, type Session } from './sessions.ts'
import { Window } from './window.ts'

export type JournalOptions = {
  dataFolder: string
  clock: Clock
  version: string
  bodyQuota?: number
  windowBytes?: number
}

export interface Journal {
  readonly recorder: JournalRecorder
  readonly epoch: string
  /** The last entry that `read` can give. */
  lastSeq(): number
  /** The oldest entry that `read` can give: 1, unless the disk failed. */
  firstSeq(): number
  /** Serialised entries after `after`, from memory or from disk. */
  read(after: number, limit: number, maxBytes?: number): Promise<string[]>
  /** Called once per batch, in order; the returned function ends it. */
  subscribe(listener: (batch: { firstSeq: number; lines: string[] }) => void): () => void
  /** What was so after an entry. */
  stateAt(seq: number): Promise<State>
  /** The newest kept state at or before an entry, and the entry it follows. */
  keyframe(seq: number): Keyframe
  /** All of a function's session in brief; undefined where nothing is known of it. */
  overview(name: string): Overview | undefined
  sessions(): Promise<Session[]>
  /** Text of entries that is held in memory, bytes. */
  windowBytes(): number
  readSession(epoch: string, after: number, limit: number): Promise<string[] | undefined>
  body(epoch: string, name: string): Promise<{ stream: ReadStream; bytes: number } | undefined>
  /** Lets other programs find this server. */
  announce(ports: ListenerPorts, token: string | undefined): void
  close(reason: string): Promise<void>
}

const defaultBodyQuota = 2 * 1024 * 1024 * 1024
/** Below 64 MiB by what may wait for the disk when entries come fast. */
const defaultWindowBytes = 56 * 1024 * 1024
const readLimitBytes = 4 * 1024 * 1024

/** Throws a StartProblem where the directory cannot be written or is in use. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { dataFolder, clock, version } = options
  prepareDataFolder(dataFolder)
  const lock = takeLock(dataFolder)
  try {
    const sessionsFolder = join(dataFolder, 'sessions')
    await repairSessions(sessionsFolder, clock.epoch())
    const closed = (await listSessions(sessionsFolder)).map(({ epoch }) => epoch)
    const session: Session = { epoch: newEpoch(clock.epoch()), startedAt: clock.epoch(), version }
    await mkdir(join(sessionsFolder, session.epoch), { mode: 0o700 })
    await writeSession(sessionsFolder, session)
    const bodies = new Bodies(sessionsFolder, session.epoch, options.bodyQuota ?? defaultBodyQuota)
    await bodies.open(closed)
    return new OpenJournal(sessionsFolder, session, bodies, lock, clock, options.windowBytes ?? defaultWindowBytes)
  } catch (problem) {
    lock.release()
    throw problem
  }
}

class OpenJournal implements Journal {
  readonly epoch: string
  readonly announce: Journal['announce']
  readonly #recorder: JournalRecorder
  readonly #sessionsFolder: string
  readonly #session: Session
  readonly #bodies: Bodies
  readonly #segments: Segments
  readonly #window: Window
  readonly #state = emptyState()
  readonly #keyframes = new Keyframes()
  readonly #overviews = new Map<string, Overview>()
  readonly #listeners = new Set<(batch: { firstSeq: number; lines: string[] }) => void>()
  readonly #clock: Clock
  readonly #lock: ReturnType<typeof takeLock>
  #queue: Batch[] = []
  #writing: Promise<void> | undefined
  #lastSeq = 0
  #durableSeq = 0
  #diskProblem: string | undefined
  #reading: { epoch: string; segments: Segments } | undefined

  constructor(
    sessionsFolder: string,
    session: Session,
    bodies: Bodies,
    lock: ReturnType<typeof takeLock>,
    clock: Clock,
    windowBytes: number,
  ) {
    this.epoch = session.epoch
    this.announce = (ports, token) => lock.announce(ports, token)
    this.#sessionsFolder = sessionsFolder
    this.#session = session
    this.#bodies = bodies
    this.#lock = lock
    this.#clock = clock
    this.#window = new Window(windowBytes)
    this.#segments = new Segments(join(sessionsFolder, session.epoch))
    this.#recorder = new JournalRecorder(clock, {
      write: (batch) => this.#write(batch),
      keep: (name, bytes) => bodies.keep(name, bytes),
      drop: (name) => bodies.drop(name),
    })
    this.#recorder.record(
      {},
      { type: 'session.started', version: session.version, node: process.version, platform: process.platform },
    )
  }

  get recorder(): JournalRecorder {
    return this.#recorder
  }

  lastSeq(): number {
    return this.#lastSeq
  }

  windowBytes(): number {
    return this.#window.bytes
  }

  firstSeq(): number {
    return this.#diskProblem === undefined ? 1 : Math.min(this.#window.firstSeq, this.#lastSeq + 1)
  }

  async read(after: number, limit: number, maxBytes = readLimitBytes): Promise<string[]> {
    if (after >= this.#lastSeq) return []
    if (after + 1 >= this.#window.firstSeq) return this.#window.read(after, limit, maxBytes)
    return this.#segments.read(after, Math.min(limit, this.#window.firstSeq - after - 1), maxBytes)
  }

  subscribe(listener: (batch: { firstSeq: number; lines: string[] }) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  keyframe(seq: number): Keyframe {
    return this.#keyframes.before(seq)
  }

  overview(name: string): Overview | undefined {
    return this.#overviews.get(name)
  }

  async stateAt(seq: number): Promise<State> {
    if (seq >= this.#lastSeq) return this.#state
    const start = this.#keyframes.before(seq)
    for (let after = start.seq; after < seq;) {
      const lines = await this.read(after, seq - after)
      if (lines.length === 0) break
      for (const [index, line] of lines.entries()) {
        applyToState(start.state, entryOf(line))
        // Whoever looks into the past holds nobody up.
        if (index % 256 === 255) await nextTurn()
      }
      after += lines.length
    }
    return start.state
  }

  async sessions(): Promise<Session[]> {
    const sessions = await listSessions(this.#sessionsFolder)
    return sessions.map((session) =>
      session.epoch === this.epoch ? { ...session, entries: this.#lastSeq, bytes: this.#segments.bytes } : session,
    )
  }

  async readSession(epoch: string, after: number, limit: number): Promise<string[] | undefined> {
    if (epoch === this.epoch) return this.read(after, limit)
    const session = await readSession(this.#sessionsFolder, epoch)
    if (session === undefined) return undefined
    // A closed session never changes: its index is made once for all the pages that are read of it.
    if (this.#reading?.epoch !== epoch)
      this.#reading = { epoch, ...(await Segments.load(join(this.#sessionsFolder, epoch), false)) }
    return this.#reading.segments.read(after, limit, readLimitBytes)
  }

  async body(epoch: string, name: string): Promise<{ stream: ReadStream; bytes: number } | undefined> {
    if (epoch === this.epoch) await this.#bodies.drained()
    const session = await readSession(this.#sessionsFolder, epoch)
    return session === undefined ? undefined : openBody(this.#sessionsFolder, epoch, name)
  }

  async close(reason: string): Promise<void> {
    this.#recorder.record({}, { type: 'session.ended', reason })
    this.#recorder.stop()
    await this.#writing
    await this.#bodies.drained()
    await this.#segments.close()
    const { bytes } = this.#segments
    await writeSession(this.#sessionsFolder, {
      ...this.#session,
      endedAt: this.#clock.epoch(),
      entries: this.#lastSeq,
      bytes,
    })
    this.#lock.release()
  }

  #write(batch: Batch): void {
    for (const [index, { of, at, event }] of batch.events.entries())
      this.#fold({ seq: batch.firstSeq + index, at, of, event })
    this.#window.add(batch.firstSeq, batch.lines)
    this.#lastSeq = batch.firstSeq + batch.lines.length - 1
    this.#queue.push({ ...batch, events: [] })
    this.#writing ??= this.#drain().finally(() => (this.#writing = undefined))
    for (const listener of this.#listeners) listener(batch)
  }

  #fold(entry: Entry): void {
    applyToState(this.#state, entry)
    this.#keyframes.offer(entry.seq, this.#state)
    const name = entry.of.function
    if (name === undefined) return
    let overview = this.#overviews.get(name)
    // A name that was only called is no function: anybody can make up as many as he likes.
    if (overview === undefined) {
      if (!Object.hasOwn(this.#state.functions, name)) return
      this.#overviews.set(name, (overview = emptyOverview()))
    }
    takeOverview(overview, entry)
  }

  /** Everything that came while the disk was busy goes out in one piece. */
  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const batches = this.#queue.splice(0)
      const { firstSeq } = batches[0]!
      const lines = batches.flatMap((batch) => batch.lines)
      try {
        if (this.#diskProblem === undefined) await this.#segments.append(firstSeq, lines)
        this.#durableSeq = firstSeq + lines.length - 1
      } catch (problem) {
        this.#diskFailed(problem instanceof Error ? problem.message : String(problem))
      }
      this.#window.trim(this.#durableSeq)
    }
  }

  /** A full disk stops the keeping, not the playground. */
  #diskFailed(why: string): void {
    if (this.#diskProblem !== undefined) return
    this.#diskProblem = why
    this.#recorder.record({}, { type: 'journal.bounded', what: 'entries on disk', why })
  }
}

function entryOf(line: string): Entry {
  const read = parse(entrySchema, line)
  if (!read.ok) throw new Error(`the journal holds a line that is no entry (${read.problem})`)
  return read.value
}
