// Makes the calls that `invoke` is asked for, so many at a time, and tells of each when all is known of it.
import { randomUUID } from 'node:crypto'
import type { Report } from '../client/api.ts'
import type { Reply } from '../client/call.ts'
import type { Connection } from '../client/connection.ts'
import { watchedCall } from '../client/watched-call.ts'
import type { Watching } from '../client/watching.ts'
import type { Found } from './find-playground.ts'
import type { InvokePlan } from './invoke-plan.ts'

export type Calls = {
  found: Pick<Found, 'connection' | 'name' | 'own'>
  watching: Watching
  /** The answer of one of them; in the order in which they were made. */
  answered(reply: Reply): void
  /** A piece of an answer that streams. */
  piece(bytes: Uint8Array): void
  /** The request id of each, before it is made. */
  asked(requestId: string): void
}

/** Resolves with a report of each, in the order of the calls. */
export async function runCalls(plan: InvokePlan, calls: Calls): Promise<Report[]> {
  const reports: Promise<Report>[] = []
  const inOrder = new InOrder(calls.answered)
  const next = async (): Promise<void> => {
    while (reports.length < plan.count) {
      const report = one(plan, calls, inOrder.place())
      reports.push(report)
      await report
    }
  }
  if (!plan.cold) {
    await Promise.all(Array.from({ length: plan.concurrency }, next))
    return Promise.all(reports)
  }
  while (reports.length < plan.count) {
    await coolDown(calls)
    const wave = Array.from({ length: Math.min(plan.concurrency, plan.count - reports.length) }, () =>
      one(plan, calls, inOrder.place()),
    )
    reports.push(...wave)
    await Promise.all(wave)
  }
  return Promise.all(reports)
}

/** Ends the function's environments, so that the next call needs a new one. */
async function coolDown({ found: { connection, name }, watching }: Calls): Promise<void> {
  const there = () =>
    Object.entries(watching.session.state.environments).filter(([, one]) => one.function === name && !one.attached)
  for (const [environment, { state }] of there())
    if (state !== 'gone' && state !== 'shutdown') await shutDown(connection, environment)
  await watching.until(() => there().every(([, { state, busyWith }]) => state === 'gone' || busyWith !== undefined))
}

/** One that serves somebody else is left alone: it is in nobody's way. */
async function shutDown(connection: Connection, environment: string): Promise<void> {
  await connection.ask('POST', `/api/environments/${encodeURIComponent(environment)}/actions`, {
    heads: { 'Content-Type': 'application/json' },
    body: '{"action":"shut-down"}',
  })
}

function one(plan: InvokePlan, calls: Calls, answered: (reply: Reply) => void): Promise<Report> {
  const { connection, name, own } = calls.found
  const { event, type, qualifier, clientContext, tenantId, timeoutMs } = plan
  const requestId = randomUUID()
  calls.asked(requestId)
  return watchedCall(
    connection,
    calls.watching,
    { function: name, requestId, event, type, qualifier, clientContext, tenantId },
    { answered, timeoutMs, untilEnded: own, ...(plan.stream ? { piece: calls.piece } : {}) },
  )
}

/** Passes answers on in the order of their places, however they come. */
class InOrder {
  readonly #pass: (reply: Reply) => void
  readonly #held = new Map<number, Reply>()
  #places = 0
  #next = 0

  constructor(pass: (reply: Reply) => void) {
    this.#pass = pass
  }

  place(): (reply: Reply) => void {
    const place = this.#places
    this.#places += 1
    return (reply) => {
      this.#held.set(place, reply)
      for (let held = this.#held.get(this.#next); held !== undefined; held = this.#held.get(this.#next)) {
        this.#held.delete(this.#next)
        this.#next += 1
        this.#pass(held)
      }
    }
  }
}
