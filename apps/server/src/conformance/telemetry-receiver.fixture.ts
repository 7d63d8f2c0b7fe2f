// What a test that plays an extension gets from the Telemetry API: a real receiver on loopback, and its events in the order of arrival.
import type { ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { httpReceiver, tcpReceiver, type Received } from '../telemetry-api/receivers.fixture.ts'

export type WireEvent = { time: string; type: string; record: Record<string, unknown> & string }

const all = ['platform', 'function', 'extension']
/** Soon, so that a test waits for little. */
const soonBuffering = { timeoutMs: 25, maxBytes: 262_144, maxItems: 1000 }

/** `answer` sends the answer to each batch; 200 without it. */
export async function receiver(answer?: (response: ServerResponse) => unknown) {
  const there = await httpReceiver(answer)
  onTestFinished(there.close)
  const events: WireEvent[] = []
  const batches: Received[] = []
  return {
    port: there.port,
    batches,
    subscription: (more: Record<string, unknown> = {}) =>
      subscriptionTo(`http://sandbox.localdomain:${there.port}/telemetry`, more),
    /** All events so far, as soon as some of them satisfy the test. */
    async until(enough: (events: WireEvent[]) => boolean): Promise<WireEvent[]> {
      while (!enough(events)) {
        const batch = await there.next()
        batches.push(batch)
        events.push(...(JSON.parse(batch.body) as WireEvent[]))
      }
      return events
    },
  }
}

export async function lineReceiver() {
  const there = await tcpReceiver()
  onTestFinished(there.close)
  return {
    next: there.next,
    subscription: () => ({ ...subscriptionTo(''), destination: { protocol: 'TCP', port: there.port } }),
  }
}

function subscriptionTo(uri: string, more: Record<string, unknown> = {}) {
  return {
    schemaVersion: '2022-12-13',
    types: all,
    destination: { protocol: 'HTTP', URI: uri },
    buffering: soonBuffering,
    ...more,
  }
}

/** The first event of a type; there has to be one. */
export function eventOfType(events: readonly WireEvent[], type: string): WireEvent {
  const found = events.find((event) => event.type === type)
  if (found === undefined) throw new Error(`no ${type} among ${typesOf(events).join(', ')}`)
  return found
}

export function typesOf(events: readonly { type: string }[]): string[] {
  return events.map(({ type }) => type)
}

export function has(type: string, times = 1): (events: readonly { type: string }[]) => boolean {
  return (events) => events.filter((event) => event.type === type).length >= times
}
