// Questions that several rules ask of what they see.
import type { Body, Heads } from '../../exchange.ts'
import type { Entry } from '../../journal.ts'
import { attemptOf } from '../../ids.ts'
import { bodyPreviewLimit, responsePayloadLimit, streamedResponseLimit } from '../../limits.ts'
import type { EnvironmentFact, ExchangeFact, FunctionFact, InvocationFact, Life } from './facts.ts'

/** A head's value, whatever the case of its name; undefined where it is absent. */
export function headOf(heads: Heads, name: string): string | undefined {
  return heads.find(([given]) => given.length === name.length && given.toLowerCase() === name)?.[1]
}

/** The text of a body, where an entry carries all of it and it is text. */
export function wholeText(body: Body | undefined): string | undefined {
  if (body === undefined || body.base64 === true || body.bytes > bodyPreviewLimit) return undefined
  return body.bytes > 0 && body.preview === '' ? undefined : body.preview
}

/** Of a JSON text; undefined where it is none. */
export function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** Whether the runtime announced that its response comes in pieces. */
export function streams({ heads }: ExchangeFact): boolean {
  return headOf(heads, 'lambda-runtime-function-response-mode') === 'streaming'
}

/** What a response or an error may have, bytes: far more where the caller takes the response in pieces. */
export function answerLimit({ endpoint }: ExchangeFact, invocation: InvocationFact | undefined): number {
  return invocation?.streams === true && endpoint === 'response' ? streamedResponseLimit : responsePayloadLimit
}

/** A shell calls by a program for each call, and each has a connection of its own, whatever the script does. */
export function callsByProgram({ heads }: ExchangeFact): boolean {
  return /^(?:curl|wget)\b/i.test(headOf(heads, 'user-agent') ?? '')
}

/** The attempt at a request that an environment had last; where it had none, the one that came last. */
export function attemptAt(
  requestId: string,
  fn: FunctionFact | undefined,
  environment: EnvironmentFact | undefined,
): InvocationFact | undefined {
  if (fn === undefined) return undefined
  const all = [...fn.recent, ...fn.underWay.values()].filter(({ id }) => attemptOf(id).requestId === requestId)
  return all.findLast(({ life }) => life !== undefined && life.environment === environment) ?? all.at(-1)
}

/** Its environments serve several invocations at one time, with several polls and answers under way. */
export function isShared(fn: FunctionFact | undefined): boolean {
  return fn?.definition?.execution.maxConcurrency !== undefined
}

/** Init is not done: it is under way, or failed. */
export function isInInit({ init, initEnded }: Life): boolean {
  return init !== undefined && initEnded?.status !== 'success'
}

/** Init is not done, and it is the runtime that has not asked for anything, though it was started. */
export function stillHasToAsk(life: Life): boolean {
  return isInInit(life) && life.runtime !== undefined && life.firstNext === undefined
}

/** Below this nobody can be said to have had its time, milliseconds: an invocation's deadline may fall into an Init that has just begun. */
const fairMs = 1000

/** Whether Init is over for lack of time, and not without who began at `since` having had some. */
export function initRanOut({ at, event }: Entry, life: Life, since: number): boolean {
  if (event.type === 'environment.init-ended') return event.status === 'timeout'
  return event.type === 'deadline.fired' && event.for === 'invoke' && isInInit(life) && at - since >= fairMs
}

/** The invocation that a life serves at this moment. */
export function servedBy(life: Life): InvocationFact | undefined {
  for (const invocation of life.environment.fn.underWay.values())
    if (invocation.life === life && invocation.dispatched !== undefined) return invocation
  return undefined
}
