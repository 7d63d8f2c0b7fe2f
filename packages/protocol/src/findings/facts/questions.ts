// Questions that several rules ask of what they see.
import type { Body, Heads } from '../../exchange.ts'
import type { Entry } from '../../journal.ts'
import { bodyPreviewLimit, responsePayloadLimit, streamedResponseLimit } from '../../limits.ts'
import type { ExchangeFact, FunctionFact, InvocationFact, Life } from './facts.ts'

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

/** What a response or an error may have, bytes: far more where the runtime streams it and the caller takes it so. */
export function answerLimit(exchange: ExchangeFact, invocation: InvocationFact | undefined): number {
  return invocation?.streams === true && streams(exchange) ? streamedResponseLimit : responsePayloadLimit
}

/** A shell calls by a program for each call, and each has a connection of its own, whatever the script does. */
export function callsByProgram({ heads }: ExchangeFact): boolean {
  return /^(?:curl|wget)\b/i.test(headOf(heads, 'user-agent') ?? '')
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
