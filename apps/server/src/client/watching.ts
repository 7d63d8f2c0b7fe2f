// Follows the journal of a playground from one moment on, and folds it into what happened.
import { entrySchema, parse, type Entry } from '@playground/protocol'
import {
  applyEntry,
  createSession,
  loadState,
  stateAtSchema,
  type FunctionModel,
  type Invocation,
  type Session,
} from '@playground/protocol/model'
import { PlaygroundProblem, type Connection } from './connection.ts'

/** One answer waits for the next entry at most so long, milliseconds; then it is asked again. */
const waitMs = 20_000
const chunk = 5000

export class Watching {
  readonly session: Session
  /** The entry before the first that it saw. */
  readonly since: number
  readonly #connection: Connection
  readonly #entry: ((entry: Entry) => void) | undefined
  readonly #waiters = new Set<{ isSo: () => boolean; resolve: () => void; reject: (problem: unknown) => void }>()
  #after: number
  #asking: AbortController | undefined
  #reading = false

  private constructor(connection: Connection, session: Session, since: number, entry?: (entry: Entry) => void) {
    this.#connection = connection
    this.session = session
    this.since = since
    this.#after = since
    this.#entry = entry
  }

  /** From now on. `entry` is told each one, after it was applied. */
  static async begin(connection: Connection, entry?: (entry: Entry) => void): Promise<Watching> {
    const read = parse(stateAtSchema, await connection.read('/api/state'))
    if (!read.ok)
      throw new PlaygroundProblem(
        `The playground that runs is of another version than this (${read.problem}). Stop it, and start this one.`,
      )
    const session = createSession()
    loadState(session, read.value.state, read.value.at + 1)
    return new Watching(connection, session, read.value.at, entry)
  }

  functionOf(name: string): FunctionModel | undefined {
    return this.session.functions.get(name)
  }

  invocationOf(name: string, id: string): Invocation | undefined {
    return this.functionOf(name)?.invocations.get(id)
  }

  /** Resolves once something is so; the journal is read as long as somebody waits. Rejects where it cannot be read. */
  until(isSo: () => boolean): Promise<void> {
    if (isSo()) return Promise.resolve()
    const waiting = new Promise<void>((resolve, reject) => this.#waiters.add({ isSo, resolve, reject }))
    if (!this.#reading) void this.#read()
    return waiting
  }

  /** Looks whether something is so by now that is not in the journal. */
  look(): void {
    for (const waiter of this.#waiters)
      if (waiter.isSo()) {
        this.#waiters.delete(waiter)
        waiter.resolve()
      }
    // Nobody waits for the next entry any more.
    if (this.#waiters.size === 0) this.#asking?.abort()
  }

  async #read(): Promise<void> {
    this.#reading = true
    try {
      while (this.#waiters.size > 0) {
        const asking = (this.#asking = new AbortController())
        const path = `/api/journal?after=${this.#after}&limit=${chunk}&wait=${waitMs}`
        const text = await this.#connection.read(path, asking.signal).catch((problem: unknown) => {
          if (asking.signal.aborted) return ''
          throw problem
        })
        for (const line of text.split('\n')) if (line !== '') this.#take(line)
        this.look()
      }
    } catch (problem) {
      for (const { reject } of this.#waiters) reject(problem)
      this.#waiters.clear()
    } finally {
      this.#reading = false
    }
  }

  #take(line: string): void {
    const read = parse(entrySchema, line)
    if (!read.ok) throw new PlaygroundProblem(`The journal of the playground cannot be read (${read.problem}).`)
    this.#after = read.value.seq
    applyEntry(this.session, read.value)
    this.#entry?.(read.value)
  }
}
