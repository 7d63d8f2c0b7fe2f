// Asynchronous events from the 202 to their end: kept on disk, tried as Lambda tries them, and sent on to where the function says.
import { defaultCalling, eventQueueLimits } from '@playground/protocol'
import type { Belongs, EventEnd, FunctionDefinition, JournalEvent } from '@playground/protocol'
import type { Clock } from '../clock.ts'
import type { Environments } from '../environment/environments.ts'
import type { Invocation, InvocationRequest, InvokeRefusal } from '../environment/invocation.ts'
import type { FunctionSource } from '../environment/ports.ts'
import { qualified } from '../environment/qualified.ts'
import type { EventIntake } from '../invoke-api/ports.ts'
import type { Recorder } from '../recorder/record.ts'
import type { Destinations, Sent } from './destinations.ts'
import type { EventStore, KeptEvent, KeptRequest } from './kept-event.ts'
import { Lane } from './lane.ts'
import { isTooOld, nextStep, outcomeOf, type AttemptOutcome } from './next-step.ts'
import { Telling } from './telling.ts'

export type EventQueueParts = {
  clock: Clock
  recorder: Pick<Recorder, 'record' | 'body'>
  store: EventStore
  functions: Pick<FunctionSource, 'get'>
  environments: Pick<Environments, 'receive' | 'place' | 'room'>
  destinations: Destinations
  /** Of the newest event that the store has seen. */
  lastId: number
  limits?: { events: number; bytes: number }
}

export class EventQueue implements EventIntake {
  readonly #parts: EventQueueParts
  readonly #limits: { events: number; bytes: number }
  readonly #tell: Telling
  readonly #lanes = new Map<string, Lane>()
  /** What is still to be written down of events that are over. */
  readonly #ending = new Set<Promise<void>>()
  #lastId: number
  #events = 0
  #bytes = 0
  /** Nothing is tried before `start`, and after `stop`. */
  #running = false

  constructor(parts: EventQueueParts) {
    this.#parts = parts
    this.#limits = parts.limits ?? eventQueueLimits
    this.#tell = new Telling(parts.recorder)
    this.#lastId = parts.lastId
  }

  accept(request: InvocationRequest, definition: FunctionDefinition): Promise<InvokeRefusal | undefined> {
    return this.#accept(request, definition, { [definition.name]: 1 })
  }

  /** Goes on with what a session before has left. */
  start(left: readonly KeptEvent[]): void {
    const { clock } = this.#parts
    this.#running = true
    for (const event of left) {
      this.#counts(event, 1)
      const { because } = event
      this.#tell.queued(event, this.#settings(event), true)
      const lane = this.#lane(event.function)
      // A clock that was set back meanwhile must not make it wait for days.
      const waitMs = Math.min(event.dueAt - clock.epoch(), 300_000)
      if (because === undefined || waitMs <= 0) lane.add(event)
      else {
        this.#tell.waits(event, because, 'It was waiting when the playground was stopped.')
        lane.wait(event, waitMs, because !== 'function-error')
      }
    }
    for (const name of this.#lanes.keys()) this.#goOn(name)
  }

  /** Whatever is under way from here on is given back: it is tried again after the next start. */
  stop(): void {
    this.#running = false
    for (const lane of this.#lanes.values()) lane.rest()
  }

  /** Resolves when everything that is over is written down. */
  async close(): Promise<void> {
    this.stop()
    while (this.#ending.size > 0) await Promise.all(this.#ending)
  }

  /** To be told of every entry: a function that is removed takes its events along. */
  readonly watch = ({ function: name }: Belongs, _at: number, { type }: JournalEvent): void => {
    if (type !== 'function.removed' || name === undefined) return
    const lane = this.#lanes.get(name)
    this.#lanes.delete(name)
    for (const event of lane?.clear() ?? []) this.#end(event, 'deleted')
  }

  async #accept(
    request: InvocationRequest,
    definition: FunctionDefinition,
    chain: KeptRequest['chain'],
  ): Promise<InvokeRefusal | undefined> {
    const { clock, store, functions } = this.#parts
    const { requestId, payload, qualifier, invokedArn, traceId, tenant } = request
    const now = clock.epoch()
    const event: KeptEvent = {
      id: this.#lastId + 1,
      function: definition.name,
      requestId,
      payloadBytes: payload.byteLength,
      queuedAt: now,
      tries: 0,
      attempts: 0,
      refusals: 0,
      dueAt: now,
    }
    const full = this.#fullFor(event)
    if (full !== undefined) return full
    this.#lastId = event.id
    this.#counts(event, 1)
    try {
      await store.add(event, { qualifier, invokedArn, traceId, tenant, chain }, payload)
    } catch (problem) {
      this.#counts(event, -1)
      const message = `The event could not be kept on disk, so it was not taken: ${reasonOf(problem)}. Make room in the data directory, and send it again.`
      return { status: 500, type: 'ServiceException', message }
    }
    this.#tell.queued(event, this.#settings(event), false)
    // While it was being written the function may have gone.
    if (functions.get(event.function) === undefined) this.#end(event, 'deleted')
    else {
      this.#lane(event.function).add(event)
      this.#goOn(event.function)
    }
    return undefined
  }

  #fullFor({ payloadBytes }: KeptEvent): InvokeRefusal | undefined {
    const { events, bytes } = this.#limits
    if (this.#events < events && this.#bytes + payloadBytes <= bytes) return undefined
    const what = this.#events >= events ? `${events} events` : `${bytes} bytes of payloads`
    return {
      status: 429,
      type: 'TooManyRequestsException',
      reason: 'CallerRateLimitExceeded',
      message: `Rate Exceeded. The queue of asynchronous events is full: it keeps ${what}. Wait until functions are done with some, raise their concurrency, or remove a function whose events will not be needed.`,
    }
  }

  #goOn(name: string): void {
    const lane = this.#lanes.get(name)
    if (lane === undefined || !this.#running) return
    const definition = this.#parts.functions.get(name)
    const room = definition === undefined ? 1 : this.#parts.environments.room(definition)
    for (let event = lane.next(room); event !== undefined; event = lane.next(room)) {
      const one = event
      this.#attempt(lane, one).catch((problem: unknown) =>
        this.#judge(lane, one, { how: 'service-error', why: `The playground failed: ${reasonOf(problem)}.` }),
      )
    }
    if (lane.empty) this.#lanes.delete(name)
  }

  /** One attempt: an invocation like any other, of the function as it is at this moment. */
  async #attempt(lane: Lane, event: KeptEvent): Promise<void> {
    const { clock, store, functions, environments } = this.#parts
    const read = await store.read(event).catch((problem: unknown) => reasonOf(problem))
    if (!this.#running || !lane.holds(event)) return
    if (isTooOld(event, this.#settings(event), clock.epoch())) return this.#over(lane, event, 'age-exceeded')
    event.tries += 1
    if (typeof read === 'string')
      return this.#judge(lane, event, { how: 'service-error', why: `It could not be read from disk: ${read}.` })
    const { qualifier, invokedArn, traceId, tenant } = read.request
    const definition = qualified(functions, event.function, qualifier)
    if (definition === undefined) {
      const known = functions.get(event.function) !== undefined
      const why = known
        ? `Nothing of ${event.function} is called ${qualifier} any more. Publish a version, or give it that alias.`
        : `There is no function ${event.function} in this session. Open its folder, or attach its runtime.`
      return this.#judge(lane, event, { how: 'service-error', why })
    }
    const invocation = environments.receive(
      {
        requestId: event.requestId,
        type: 'Event',
        qualifier,
        invokedArn,
        payload: read.payload,
        clientContext: undefined,
        traceId,
        ...(tenant === undefined ? {} : { tenant }),
        attempt: event.tries,
      },
      definition,
    )
    invocation.onSettled = () => {
      if (invocation.result !== undefined) this.#judge(lane, event, outcomeOf(invocation.result), invocation)
    }
    environments.place(invocation)
  }

  #judge(lane: Lane, event: KeptEvent, outcome: AttemptOutcome, last?: Invocation): void {
    // Its function was removed; or it was ended because the playground stops, and may not be blamed for that.
    if (!lane.holds(event) || (!this.#running && outcome.how !== 'ok')) return
    const { clock, store } = this.#parts
    const now = clock.epoch()
    const step = nextStep(event, outcome, this.#settings(event), now)
    event.attempts = step.attempts
    event.refusals = step.refusals
    if (step.ends !== undefined) return this.#over(lane, event, step.ends, last)
    event.dueAt = now + step.waitMs
    event.because = step.because
    store.change(event)
    this.#tell.waits(event, step.because, outcome.how === 'ok' ? '' : outcome.why, step.lambdaMs)
    lane.wait(event, step.waitMs, step.because !== 'function-error')
    this.#goOn(event.function)
  }

  #over(lane: Lane, event: KeptEvent, how: EventEnd, last?: Invocation): void {
    lane.over(event)
    this.#end(event, how, last)
    this.#goOn(event.function)
  }

  #end(event: KeptEvent, how: EventEnd, last?: Invocation): void {
    this.#tell.ended(event, how, this.#parts.clock.epoch())
    const { onSuccess, onFailure } = this.#settings(event)
    const destination = how === 'deleted' ? undefined : how === 'succeeded' ? onSuccess : onFailure
    if (destination === undefined) return this.#forget(event)
    // It is written down as over only after its record is where it belongs: a kill in between sends that twice, and never not at all.
    const ending = this.#destine(event, how, destination, last).finally(() => {
      this.#ending.delete(ending)
      this.#forget(event)
    })
    this.#ending.add(ending)
  }

  async #destine(event: KeptEvent, how: EventEnd, destination: string, last?: Invocation): Promise<void> {
    const { store, functions, destinations } = this.#parts
    const definition = functions.get(event.function)
    const sent = await store
      .read(event)
      .then(async (kept) => destinations.send({ event, kept, how, destination, definition, last }, this.#send))
      .catch((reason: unknown): Sent => ({ record: new Uint8Array(), problem: `${reasonOf(reason)}.` }))
    this.#tell.destined(event, how, destination, sent)
  }

  readonly #send = async (request: InvocationRequest, to: FunctionDefinition, chain: KeptRequest['chain']) =>
    (await this.#accept(request, to, chain))?.message

  #forget(event: KeptEvent): void {
    this.#counts(event, -1)
    this.#parts.store.remove(event)
  }

  #counts({ payloadBytes }: KeptEvent, by: 1 | -1): void {
    this.#events += by
    this.#bytes += by * payloadBytes
  }

  /** As they are at this moment. */
  #settings({ function: name }: KeptEvent) {
    return (this.#parts.functions.get(name)?.calling ?? defaultCalling).async
  }

  #lane(name: string): Lane {
    let lane = this.#lanes.get(name)
    if (lane === undefined) this.#lanes.set(name, (lane = new Lane(this.#parts.clock, () => this.#goOn(name))))
    return lane
  }
}

function reasonOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem)
}
