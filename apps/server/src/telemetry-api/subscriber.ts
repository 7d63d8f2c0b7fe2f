// One extension that subscribed: what is for it, in the form that it asked for, through its buffer to its address.
import type { Belongs } from '@playground/protocol'
import { isFor, render, type TelemetryEvent } from '@playground/protocol/telemetry'
import type { Recorder } from '../recorder/record.ts'
import type { AwakeClock } from './awake-clock.ts'
import { TelemetryBuffer, type Waiting } from './buffer.ts'
import { openDelivery, type Delivered, type Delivery } from './deliver.ts'
import type { Subscription } from './subscription.ts'

export type SubscriberParts = {
  /** The environment's identity, with the extension. */
  of: Belongs
  clock: AwakeClock
  recorder: Pick<Recorder, 'record' | 'body'>
  /** The log format of the function is JSON. */
  json: boolean
}

export class Subscriber {
  readonly subscription: Subscription
  readonly buffer: TelemetryBuffer
  readonly #parts: SubscriberParts
  readonly #delivery: Delivery

  constructor(subscription: Subscription, parts: SubscriberParts) {
    this.subscription = subscription
    this.#parts = parts
    this.#delivery = openDelivery(subscription.destination, parts.clock)
    this.buffer = new TelemetryBuffer({
      clock: parts.clock,
      buffering: subscription.buffering,
      deliver: (batch) => this.#delivery.deliver(batch, (delivered) => this.#tell(batch, delivered)),
      dropped: (dropped) => parts.recorder.record(parts.of, { type: 'telemetry.dropped', ...dropped }),
    })
  }

  take(event: TelemetryEvent): void {
    for (const waiting of this.#formOf(event)) this.buffer.push(waiting)
  }

  /** Takes what happened before it subscribed. */
  replay(events: readonly TelemetryEvent[]): void {
    for (const event of events) for (const waiting of this.#formOf(event)) this.buffer.replay(waiting)
  }

  close(): void {
    this.buffer.close()
    this.#delivery.close()
  }

  #formOf(event: TelemetryEvent): Waiting[] {
    const { types, schemaVersion } = this.subscription
    if (!isFor(event, types)) return []
    return render(event, schemaVersion, this.#parts.json).map((wire) => {
      const text = JSON.stringify(wire)
      return { type: wire.type, text, bytes: Buffer.byteLength(text) }
    })
  }

  #tell(batch: readonly Waiting[], { body, ...delivered }: Delivered): void {
    const { recorder, of } = this.#parts
    const { protocol, uri } = this.subscription.destination
    const kinds: Record<string, number> = {}
    for (const { type } of batch) kinds[type] = (kinds[type] ?? 0) + 1
    recorder.record(of, {
      type: 'telemetry.delivered',
      protocol,
      uri,
      events: batch.length,
      kinds,
      body: recorder.body(body),
      ...delivered,
    })
  }
}
