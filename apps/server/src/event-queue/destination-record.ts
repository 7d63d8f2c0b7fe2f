// What a destination is told of an event that is over (Developer Guide, invocation-async-retain-records).
import { isUtf8 } from 'node:buffer'
import { latestVersion, type EventEnd } from '@playground/protocol'
import type { Invocation } from '../environment/invocation.ts'
import type { KeptEvent, KeptRequest } from './kept-event.ts'

export type Ended = {
  event: KeptEvent
  kept: { request: KeptRequest; payload: Uint8Array }
  how: EventEnd
  /** The last attempt; undefined where the event grew too old before there was another. */
  last: Pick<Invocation, 'result' | 'definition'> | undefined
}

const conditions: Partial<Record<EventEnd, string>> = {
  succeeded: 'Success',
  'retries-exhausted': 'RetriesExhausted',
  'age-exceeded': 'EventAgeExceeded',
}

/** One line of JSON, without its end. `now`: epoch milliseconds. */
export function destinationRecord({ event, kept, how, last }: Ended, now: number): string {
  const { qualifier, invokedArn } = kept.request
  const result = last?.result
  const head = {
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: qualifier === undefined ? `${invokedArn}:$LATEST` : invokedArn,
      condition: conditions[how],
      approximateInvokeCount: event.attempts,
    },
  }
  const context = {
    statusCode: 200,
    executedVersion: last?.definition.version ?? latestVersion,
    ...(result?.failed ? { functionError: 'Unhandled' } : {}),
  }
  const response =
    result === undefined
      ? ''
      : `,"responseContext":${JSON.stringify(context)},"responsePayload":${asJson(result.payload)}`
  return `${JSON.stringify(head).slice(0, -1)},"requestPayload":${asJson(kept.payload)}${response}}`
}

/** The text as it is, since parsing would round long numbers: only its line ends go, which can be nothing but space. What is no JSON is a string. */
function asJson(payload: Uint8Array): string {
  if (payload.byteLength === 0) return 'null'
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
  try {
    JSON.parse(text)
    return isUtf8(payload) ? text.replace(/[\r\n]+/g, ' ') : JSON.stringify(text)
  } catch {
    return JSON.stringify(text)
  }
}
