// Conversations with asynchronous events: a call that waits for nothing, attempts, waits between them, and ends.
import { defaultCalling, type Calling } from '../calling.ts'
import { definitionOf } from '../definition.fixture.ts'
import { attemptName } from '../ids.ts'
import type { EventOf } from '../journal.ts'
import { ExtensionConversation } from './extension-conversation.fixture.ts'

export class QueueConversation extends ExtensionConversation {
  /** The function has destinations. */
  sends(async: Partial<Calling['async']>): this {
    const calling = { ...defaultCalling, async: { ...defaultCalling.async, ...async } }
    return this.tell({}, { type: 'function.defined', definition: definitionOf('f', { calling }) })
  }

  /** A caller hands over an event, and gets its 202. */
  hand(id: string, retries = 2): this {
    const exchange = this.open('invoke', 'caller', { invocation: id })
    const opened = this.entries.at(-1)!.event as EventOf<'exchange.opened'>
    opened.heads.push(['X-Amz-Invocation-Type', 'Event'])
    this.tell(
      { invocation: id, exchange },
      { type: 'exchange.received', body: { bytes: 14, preview: '{"name":"Ada"}' } },
    )
    this.queued(id, retries)
    return this.answer(exchange, 202, { invocation: id })
  }

  queued(id: string, retries = 2, recovered?: { attempts: number; queuedAt: number }): this {
    return this.tell(
      { invocation: id },
      {
        type: 'event.queued',
        payloadBytes: 14,
        maximumRetryAttempts: retries,
        maximumEventAgeSeconds: 21_600,
        ...(recovered === undefined ? {} : { recovered }),
      },
    )
  }

  /** An attempt at it is made, and needs an environment. */
  try(id: string, attempt: number, number: number): this {
    return this.tell(
      { invocation: attemptName(id, attempt) },
      { type: 'invocation.received', number, invocationType: 'Event', payloadBytes: 14, attempt },
    )
  }

  /** The function is given the event in a warm environment, and fails or succeeds. */
  attempt(id: string, attempt: number, number: number, outcome: 'ok' | 'error' = 'error'): this {
    const name = attemptName(id, attempt)
    return this.try(id, attempt, number)
      .dispatch('f/1', name, false)
      .deliver('f/1', name)
      .concludes(id, attempt, outcome)
  }

  /** The runtime posts how it went, and asks for more. */
  concludes(id: string, attempt: number, outcome: 'ok' | 'error'): this {
    const of = { environment: 'f/1', invocation: attemptName(id, attempt) }
    const exchange = this.open(outcome === 'ok' ? 'response' : 'error', 'runtime', of)
    const opened = this.entries.at(-1)!.event as EventOf<'exchange.opened'>
    if (outcome === 'error') opened.heads.push(['Lambda-Runtime-Function-Error-Type', 'Function.NoSuchOrder'])
    opened.target = `/2018-06-01/runtime/invocation/${id}/${outcome === 'ok' ? 'response' : 'error'}`
    const preview = outcome === 'ok' ? '{"charged":true}' : '{"errorType":"TypeError","errorMessage":"no such order"}'
    this.tell({ ...of, exchange }, { type: 'exchange.received', body: { bytes: preview.length, preview } })
    this.tell(of, { type: 'invocation.answered', outcome, by: 'runtime' })
    return this.answer(exchange, 202, of).next('f/1', of.invocation).settle('f/1', of.invocation, outcome)
  }

  /** It could not be tried: all environments were busy. */
  refuse(id: string, attempt: number, number: number): this {
    const of = { invocation: attemptName(id, attempt) }
    return this.try(id, attempt, number)
      .tell(of, { type: 'invocation.answered', outcome: 'throttled', by: 'lambda', help: 'Rate Exceeded.' })
      .tell(of, { type: 'invocation.settled', outcome: 'throttled', durationMs: 0, billedMs: 0, memoryMb: 128 })
  }

  /** It waits so long for its next attempt, milliseconds; the time does not pass here. */
  waits(id: string, attempt: number, ms: number, more: Partial<EventOf<'event.waiting'>> = {}): this {
    return this.tell(
      { invocation: id },
      {
        type: 'event.waiting',
        attempt,
        dueAt: this.at + 1 + ms,
        because: 'function-error',
        why: 'The function reported an error (TypeError).',
        ...more,
      },
    )
  }

  over(id: string, how: EventOf<'event.ended'>['how'], attempts: number): this {
    return this.tell({ invocation: id }, { type: 'event.ended', how, attempts, ageMs: 3100 })
  }

  destined(id: string, destination: string, more: Partial<EventOf<'event.destined'>> = {}): this {
    const preview = `{"version":"1.0","requestContext":{"requestId":"${id}"}}`
    return this.tell(
      { invocation: id },
      {
        type: 'event.destined',
        on: 'failure',
        destination,
        record: { bytes: preview.length, preview },
        ...more,
      },
    )
  }
}

/** An event that fails at each of its three attempts, in short waits. `first`: the number of the first. */
export function failingEvent<T extends QueueConversation>(told: T, first = 2): T {
  const short = (lambdaMs: number) => ({ lambdaMs })
  return told
    .hand('ev')
    .attempt('ev', 1, first)
    .waits('ev', 2, 1000, short(60_000))
    .wait(999)
    .attempt('ev', 2, first + 1)
    .waits('ev', 3, 2000, short(120_000))
    .wait(1999)
    .attempt('ev', 3, first + 2)
    .over('ev', 'retries-exhausted', 3)
}
