// Conversations for tests, entry by entry as a server tells them.
import type { Participant } from '../exchange.ts'
import type { Belongs } from '../ids.ts'
import type { Entry, JournalEvent } from '../journal.ts'
import type { CallRoute, Outcome } from '../invocation.ts'

type Refusal = { errorType: string; message: string }

const empty = { bytes: 0, preview: '' }

/** Tells what happens in a session; each step returns the conversation, to go on. */
export class Conversation {
  readonly entries: Entry[] = []
  #at = 1_800_000_000_000
  #exchanges = 0
  #calls = new Map<string, number>()
  #polls = new Map<string, number>()

  get at(): number {
    return this.#at
  }

  wait(ms: number): this {
    this.#at += ms
    return this
  }

  tell(of: Belongs, event: JournalEvent): this {
    this.#at += 1
    this.entries.push({ seq: this.entries.length + 1, at: this.#at, of: { function: 'f', ...of }, event })
    return this
  }

  open(endpoint: string, from: Participant, of: Belongs, ends?: string, heads: [string, string][] = []): number {
    this.#exchanges += 1
    this.tell(
      { ...of, exchange: this.#exchanges, connection: 1 },
      {
        type: 'exchange.opened',
        endpoint,
        from,
        method: endpoint.endsWith('next') || endpoint === 'http-api' ? 'GET' : 'POST',
        target: endpoint === 'http-api' ? '/items/1?page=2' : `/${endpoint}`,
        heads,
        reused: 0,
        ...(ends === undefined ? {} : { ends }),
      },
    )
    return this.#exchanges
  }

  answer(
    exchange: number,
    status: number,
    of: Belongs,
    more: Partial<Extract<JournalEvent, { type: 'exchange.answered' }>> = {},
  ): this {
    return this.tell({ ...of, exchange }, { type: 'exchange.answered', status, heads: [], body: empty, ...more })
  }

  /** The exchange by which an invocation was called. */
  callOf(id: string): number {
    return this.#calls.get(id)!
  }

  protected noteCall(id: string, exchange: number): void {
    this.#calls.set(id, exchange)
  }

  /** The newest poll of an environment. */
  pollOf(environment: string): number {
    return this.#polls.get(environment)!
  }

  call(id: string, number: number, via?: CallRoute): this {
    const exchange = this.open(via ?? 'invoke', 'caller', { invocation: id })
    this.#calls.set(id, exchange)
    this.tell(
      { invocation: id, exchange },
      { type: 'exchange.received', body: { bytes: 14, preview: '{"name":"Ada"}' } },
    )
    return this.tell(
      { invocation: id },
      {
        type: 'invocation.received',
        number,
        invocationType: 'RequestResponse',
        payloadBytes: 14,
        ...(via === undefined ? {} : { via }),
      },
    )
  }

  create(environment: string, id: string, number = 1): this {
    this.tell({ environment, invocation: id }, { type: 'environment.created', number, port: 4000, attached: false })
    return this.tell({ invocation: id }, { type: 'invocation.waiting', for: 'init', limitMs: 10_000 })
  }

  init(environment: string, id: string, phase: 'init' | 'invoke' = 'init'): this {
    return this.beginInit(environment, id, phase).run(environment)
  }

  /** Init begins, and no process has started yet. */
  beginInit(environment: string, id: string, phase: 'init' | 'invoke' = 'init'): this {
    this.tell(
      { environment, invocation: id },
      { type: 'environment.changed', from: phase === 'init' ? 'created' : 'reset', to: 'init', reason: 'cold start' },
    )
    return this.tell(
      { environment, invocation: id },
      {
        type: 'environment.init-started',
        phase,
        limitMs: 10_000,
        initializationType: 'on-demand',
        runtimeVersion: 'provided.al2023',
        logStream: 'stream',
        memoryMb: 128,
      },
    )
  }

  /** The runtime's process starts. */
  run(environment: string): this {
    return this.tell(
      { environment },
      { type: 'process.started', pid: 4127, command: ['bootstrap'], folder: '/', variables: {} },
    )
  }

  next(environment: string, ends?: string): this {
    this.#polls.set(environment, this.open('next', 'runtime', { environment }, ends))
    return this.tell(
      { environment, exchange: this.#polls.get(environment)! },
      { type: 'runtime.changed', from: ends === undefined ? 'Started' : 'RuntimeResponseSentState', to: 'Ready' },
    )
  }

  ready(environment: string, phase: 'init' | 'invoke' = 'init'): this {
    this.tell({ environment }, { type: 'environment.init-ended', phase, status: 'success', durationMs: 40 })
    return this.tell({ environment }, { type: 'environment.changed', from: 'init', to: 'ready', reason: 'first next' })
  }

  dispatch(environment: string, id: string, cold: boolean): this {
    this.tell(
      { environment, invocation: id },
      { type: 'invocation.dispatched', deadline: this.#at + 3000, cold, initInside: false },
    )
    return this.tell(
      { environment, invocation: id },
      { type: 'environment.changed', from: 'ready', to: 'invoke', reason: 'event' },
    )
  }

  deliver(environment: string, id: string): this {
    const exchange = this.#polls.get(environment)!
    this.tell({ environment, invocation: id, exchange }, { type: 'runtime.changed', from: 'Ready', to: 'Running' })
    return this.answer(exchange, 200, { environment, invocation: id }, { delivers: id })
  }

  print(environment: string, line: string, id?: string): this {
    return this.tell(
      { environment, process: 1, ...(id === undefined ? {} : { invocation: id }) },
      { type: 'process.printed', stream: 'stdout', line },
    )
  }

  /** `status`: of the answer to the caller. */
  respond(environment: string, id: string, status = 200): this {
    const exchange = this.open('response', 'runtime', { environment, invocation: id })
    this.result(environment, id, 'ok', {}, { status })
    return this.answer(exchange, 202, { environment, invocation: id })
  }

  /** What comes of an invocation, and the answer to its caller. */
  result(
    environment: string,
    id: string,
    outcome: Outcome,
    more: { errorType?: string; help?: string } = {},
    { status = 200, refusal }: { status?: number; refusal?: Refusal } = {},
  ): this {
    this.tell(
      { environment, invocation: id },
      { type: 'invocation.answered', outcome, by: outcome === 'ok' ? 'runtime' : 'lambda', ...more },
    )
    return this.answer(this.#calls.get(id)!, status, { invocation: id }, refusal === undefined ? {} : { refusal })
  }

  settle(environment: string, id: string, outcome: Outcome = 'ok', to: 'ready' | 'reset' = 'ready'): this {
    this.tell({ environment, invocation: id }, { type: 'environment.changed', from: 'invoke', to, reason: 'next' })
    return this.tell(
      { environment, invocation: id },
      { type: 'invocation.settled', outcome, durationMs: 10, billedMs: 10, memoryMb: 128 },
    )
  }

  cold(id = 'one', environment = 'f/1', number = 1): this {
    return this.call(id, number)
      .create(environment, id, number)
      .init(environment, id)
      .print(environment, 'loading', id)
      .next(environment)
      .ready(environment)
      .dispatch(environment, id, true)
      .deliver(environment, id)
      .print(environment, 'hello', id)
      .respond(environment, id)
      .next(environment, id)
      .settle(environment, id)
  }

  warm(id: string, number: number, environment = 'f/1'): this {
    return this.call(id, number)
      .dispatch(environment, id, false)
      .deliver(environment, id)
      .respond(environment, id)
      .next(environment, id)
      .settle(environment, id)
  }
}
