// The live session: says hello, checks every message, applies entries once per frame, and misses and doubles nothing.
import { downSchema, parse, protocolVersion, type Down, type Entry, type Hello } from '@playground/protocol'
import {
  applyEntry,
  createSession,
  Keyframes,
  loadState,
  type Keyframe,
  type Session,
} from '@playground/protocol/model'
import type { ConnectionStatus, Page } from '../store.ts'
import { RecentEntries } from './recent-entries.ts'
import { ReconnectingSocket, type SocketParts } from './reconnecting-socket.ts'

export type LiveParts = SocketParts & {
  /** Calls back before the next frame is drawn; `busy`: before one of the next few, so that the page stays quick to use. */
  frame: (callback: () => void, busy: boolean) => void
  update: (change: Partial<Page>) => void
  fetchEntries: (epoch: string, after: number, limit: number) => Promise<Entry[] | undefined>
  /** What was so after an entry. */
  fetchState: (seq: number) => Promise<Keyframe | undefined>
  /** Somebody looks at what is not the newest, and it should stay for now. */
  looksBack: () => boolean
  /** Entries that the page holds; twice as many while somebody looks back. */
  mostEntries?: number
}

/** In one frame: more than anybody reads. */
const manyEntries = 60
/** Some 300 MB of heap, measured over invocations of a small function. */
const mostEntries = 2_000_000

export class LiveSource {
  readonly #parts: LiveParts
  readonly #socket: ReconnectingSocket
  readonly #recent = new RecentEntries()
  #keyframes = new Keyframes()
  #session: Session = createSession()
  #epoch: string | undefined
  /** The last entry that was taken over, drawn or not. */
  #lastSeq = 0
  #waiting: Entry[] = []
  #framed = false
  #revision = 0
  #lostSince: number | undefined
  /** Entries since the beginning of what is held. */
  #held = 0
  #anew = false
  #busy = false
  #refused = false

  constructor(parts: LiveParts) {
    this.#parts = parts
    this.#socket = new ReconnectingSocket(parts, {
      opened: (send) => send(JSON.stringify(this.#hello())),
      message: (text) => this.#message(text),
      lost: (attempt, nextTryAt) => {
        if (this.#refused) return
        if (this.#anew) return this.#status({ phase: 'connecting' })
        this.#lostSince ??= parts.now()
        this.#status({ phase: 'reconnecting', attempt, since: this.#lostSince, nextTryAt })
      },
    })
  }

  retryNow(): void {
    this.#socket.retryNow()
  }

  doubt(): void {
    this.#socket.doubt()
  }

  close(): void {
    this.#socket.close()
  }

  readonly entry = async (seq: number): Promise<Entry | undefined> => {
    return (await this.entries(seq - 1, 1))?.[0]
  }

  readonly entries = async (after: number, limit: number): Promise<Entry[] | undefined> => {
    const recent = this.#recent.after(after, limit)
    if (recent.length > 0 || this.#epoch === undefined) return recent
    return this.#parts.fetchEntries(this.#epoch, after, limit)
  }

  /** From before what the page holds it comes from the server. */
  readonly keyframe = async (seq: number): Promise<Keyframe | undefined> =>
    seq >= this.#keyframes.firstSeq ? this.#keyframes.before(seq) : this.#parts.fetchState(seq)

  #hello(): Hello {
    const known = this.#epoch === undefined || this.#anew ? {} : { epoch: this.#epoch, lastSeq: this.#lastSeq }
    return { type: 'hello', version: protocolVersion, ...known }
  }

  #message(text: string): void {
    const down = parse(downSchema, text)
    // What is not understood is not guessed at: another connection starts from what is known.
    if (!down.ok) return this.#socket.restart()
    this.#take(down.value)
  }

  #take(down: Down): void {
    switch (down.type) {
      case 'resume':
        this.#lostSince = undefined
        this.#parts.update(addressesIn(down))
        return this.#status({ phase: 'live' })
      case 'reset': {
        this.#lostSince = undefined
        this.#anew = false
        this.#held = 0
        const follows = this.#epoch !== undefined && this.#epoch !== down.epoch
        this.#session = createSession(follows)
        loadState(this.#session, down.state, down.fromSeq)
        this.#keyframes = new Keyframes({ seq: down.fromSeq - 1, state: down.state })
        this.#recent.clear()
        this.#waiting = []
        this.#epoch = down.epoch
        this.#lastSeq = down.fromSeq - 1
        this.#revision += 1
        this.#parts.update({
          session: this.#session,
          revision: this.#revision,
          epoch: down.epoch,
          ...addressesIn(down),
          entry: this.entry,
          entries: this.entries,
          keyframe: this.keyframe,
          ...(follows ? { selected: undefined, moment: undefined } : {}),
        })
        return this.#status({ phase: 'live' })
      }
      case 'entries':
        return this.#entries(down.entries, down.lastSeq)
      case 'behind':
        return this.#status({ phase: 'behind', entries: down.entries })
      case 'refused':
        this.#refused = true
        this.#socket.close()
        return this.#status({ phase: 'refused', message: down.message })
      case 'heartbeat':
        return
    }
  }

  #entries(entries: Entry[], lastSeq: number): void {
    for (const entry of entries) {
      if (entry.seq <= this.#lastSeq) continue
      if (entry.seq !== this.#lastSeq + 1) return this.#socket.restart()
      this.#lastSeq = entry.seq
      this.#recent.add(entry)
      this.#waiting.push(entry)
    }
    const behind = lastSeq - this.#lastSeq
    this.#status(behind > 5000 ? { phase: 'behind', entries: behind } : { phase: 'live' })
    if (this.#framed || this.#waiting.length === 0) return
    this.#framed = true
    this.#parts.frame(() => this.#draw(), this.#busy)
  }

  #draw(): void {
    this.#framed = false
    this.#held += this.#waiting.length
    this.#busy = this.#waiting.length > manyEntries
    for (const entry of this.#waiting.splice(0)) {
      applyEntry(this.#session, entry)
      this.#keyframes.offer(entry.seq, this.#session.state)
    }
    this.#revision += 1
    this.#parts.update({ revision: this.#revision })
    const most = (this.#parts.mostEntries ?? mostEntries) * (this.#parts.looksBack() ? 2 : 1)
    if (this.#held > most) this.#forget()
  }

  /** Begins once more, with the newest part of the session: a page that stays open for days keeps its size. */
  #forget(): void {
    this.#anew = true
    this.#socket.restart()
  }

  #shown = ''
  #status(connection: ConnectionStatus): void {
    const text = JSON.stringify(connection)
    if (text === this.#shown) return
    this.#shown = text
    this.#parts.update({ connection })
  }
}

function addressesIn({ attachAddress, functionUrlAddress, apiAddress }: Extract<Down, { attachAddress: string }>) {
  return { attachAddress, functionUrlAddress, apiAddress }
}
