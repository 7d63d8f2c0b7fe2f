// Who is subscribed to what: follows the entries, opens and closes the time for subscribing, and hands every event to whom it is for.
import { isDeepStrictEqual } from 'node:util'
import type { Belongs, EventOf, JournalEvent } from '@playground/protocol'
import { TelemetryFold, type TelemetryEvent } from '@playground/protocol/telemetry'
import type { Clock } from '../clock.ts'
import type { TelemetryDelivery } from '../environment/ports.ts'
import type { Recorder } from '../recorder/record.ts'
import { AwakeClock } from './awake-clock.ts'
import { Subscriber } from './subscriber.ts'
import type { Subscription } from './subscription.ts'

/** Why a subscription is refused. */
export type SubscriptionRefusal = 'closed' | 'other-api'

/** Printed events since Init began that are kept for who subscribes later, and how many of Lambda's own beside them. */
const mostPrinted = 10_000
const mostPrintedCharacters = 4 * 1024 * 1024
const mostOwn = 1000
const tooMuch = 'More was printed in Init than is kept for who subscribes later.'

type Kept = { events: TelemetryEvent[]; printed: number; characters: number; lost: { events: number; bytes: number } }

/** One environment from the beginning of its Init, for as long as somebody may subscribe or has. */
type Followed = {
  of: Belongs
  fold: TelemetryFold
  clock: AwakeClock
  json: boolean
  /** Undefined once the time for subscribing is over. */
  kept: Kept | undefined
  subscribers: Map<string, Subscriber>
}

export class Telemetry implements TelemetryDelivery {
  readonly #clock: Clock
  readonly #recorder: Pick<Recorder, 'record' | 'body'>
  readonly #followed = new Map<string, Followed>()

  constructor(clock: Clock, recorder: Pick<Recorder, 'record' | 'body'>) {
    this.#clock = clock
    this.#recorder = recorder
  }

  /** How many environments it follows. */
  get size(): number {
    return this.#followed.size
  }

  /** To be called with every entry, in order, as the recorder's watcher. */
  readonly watch = (of: Belongs, at: number, event: JournalEvent): void => {
    const { environment } = of
    if (environment === undefined) return
    if (event.type === 'environment.init-started') this.#begin(environment, of, logsJson(event))
    // Its Init follows, and its start comes after that: the entry would be forgotten by then.
    else if (event.type === 'invocation.dispatched' && event.initInside) this.#follow(environment, of)
    const followed = this.#followed.get(environment)
    if (followed === undefined || isOlder(of, followed.of)) return
    for (const told of followed.fold.take({ of, at, event })) {
      // A loss concerns who had it, and nobody later.
      if (event.type === 'telemetry.dropped') followed.subscribers.get(of.extension ?? '')?.take(told)
      else hand(followed, told)
    }
    this.#afterwards(environment, followed, event)
  }

  /**
   * Subscribes an extension, and replays to it what happened since Init began. The same subscription once more changes
   * nothing; another one takes its place.
   */
  subscribe(environment: string, extension: string, subscription: Subscription): SubscriptionRefusal | undefined {
    const followed = this.#followed.get(environment)
    if (followed?.kept === undefined) return 'closed'
    const before = followed.subscribers.get(extension)
    if (before !== undefined && before.subscription.api !== subscription.api) return 'other-api'
    if (isDeepStrictEqual(before?.subscription, subscription)) return undefined
    before?.close()
    const of = { ...followed.of, extension }
    const subscriber = new Subscriber(subscription, {
      of,
      clock: followed.clock,
      recorder: this.#recorder,
      json: followed.json,
    })
    followed.subscribers.set(extension, subscriber)
    subscriber.replay(followed.kept.events)
    const { api, schemaVersion, types, destination, buffering } = subscription
    const { protocol, uri } = destination
    this.#recorder.record(of, { type: 'telemetry.subscribed', api, schemaVersion, types, protocol, uri, buffering })
    const { lost } = followed.kept
    if (lost.events > 0) this.#recorder.record(of, { type: 'telemetry.dropped', ...lost, reason: tooMuch })
    return undefined
  }

  /** Whether an extension of an environment may still subscribe. */
  isOpen(environment: string): boolean {
    return this.#followed.get(environment)?.kept !== undefined
  }

  async flush(environment: string, limitMs: number): Promise<void> {
    const subscribers = [...(this.#followed.get(environment)?.subscribers.values() ?? [])]
    if (subscribers.length === 0) return
    let cancel = () => {}
    const limit = new Promise<void>((resolve) => (cancel = this.#clock.after(limitMs, resolve)))
    await Promise.race([limit, Promise.all(subscribers.map(({ buffer }) => buffer.flush()))])
    cancel()
  }

  /** Ends all connections and timers. */
  close(): void {
    for (const environment of this.#followed.keys()) this.#forget(environment)
  }

  /** Init begins: whoever was subscribed is gone with the processes before. */
  #begin(environment: string, of: Belongs, json: boolean): void {
    const followed = this.#follow(environment, of)
    for (const subscriber of followed.subscribers.values()) subscriber.close()
    followed.subscribers.clear()
    followed.clock.wake()
    const { function: name, incarnation } = of
    followed.of = {
      ...(name === undefined ? {} : { function: name }),
      environment,
      ...(incarnation === undefined ? {} : { incarnation }),
    }
    followed.json = json
    followed.kept = { events: [], printed: 0, characters: 0, lost: { events: 0, bytes: 0 } }
  }

  #follow(environment: string, of: Belongs): Followed {
    const known = this.#followed.get(environment)
    if (known !== undefined) return known
    const followed: Followed = {
      of,
      fold: new TelemetryFold(),
      clock: new AwakeClock(this.#clock),
      json: false,
      kept: undefined,
      subscribers: new Map(),
    }
    this.#followed.set(environment, followed)
    return followed
  }

  #afterwards(environment: string, followed: Followed, event: JournalEvent): void {
    const buffers = [...followed.subscribers.values()].map(({ buffer }) => buffer)
    switch (event.type) {
      case 'environment.init-ended':
        if (event.status !== 'success') return
        followed.kept = undefined
        if (buffers.length === 0) this.#forget(environment)
        return
      case 'environment.frozen':
        return followed.clock.sleep()
      case 'environment.thawed':
        followed.clock.wake()
        // What came of age meanwhile arrives now.
        return buffers.forEach((buffer) => buffer.wake())
      case 'process.exited':
        return buffers.forEach((buffer) => buffer.hurry())
      case 'environment.changed':
        if (event.to === 'gone') this.#forget(environment)
    }
  }

  #forget(environment: string): void {
    const followed = this.#followed.get(environment)
    this.#followed.delete(environment)
    for (const subscriber of followed?.subscribers.values() ?? []) subscriber.close()
  }
}

function hand({ kept, subscribers }: Followed, event: TelemetryEvent): void {
  for (const subscriber of subscribers.values()) subscriber.take(event)
  if (kept === undefined) return
  if (typeof event.record !== 'string') {
    if (kept.events.length - kept.printed < mostOwn) kept.events.push(event)
    return
  }
  const { length } = event.record
  if (kept.printed >= mostPrinted || kept.characters + length > mostPrintedCharacters) {
    kept.lost.events += 1
    kept.lost.bytes += length
    return
  }
  kept.events.push(event)
  kept.printed += 1
  kept.characters += length
}

/** Where several invocations share an environment, there is no other format. */
function logsJson({ logFormat, initializationType }: EventOf<'environment.init-started'>): boolean {
  return logFormat === 'JSON' || initializationType === 'lambda-managed-instances'
}

/** It is about processes that a reset has replaced. */
function isOlder(of: Belongs, than: Belongs): boolean {
  return of.incarnation !== undefined && than.incarnation !== undefined && of.incarnation < than.incarnation
}
