// Which mistake a refused response or error is: each has its own rule.
import { attemptOf } from '../ids.ts'
import type { EventOf } from '../journal.ts'
import type { Facts, InvocationFact } from './facts/facts.ts'
import { attemptAt } from './facts/questions.ts'

export type RefusedAnswer = {
  /** `moment`: before the event was handed out. */
  mistake: 'twice' | 'another' | 'late' | 'moment'
  /** The id that it names. */
  id: string
  /** The invocation of that id, where it is remembered. */
  invocation: InvocationFact | undefined
}

/** Undefined where the call is no answer, or was refused for what it carries. */
export function refusedAnswer(
  { call, rule }: EventOf<'runtime.refused'>,
  { exchange, fn, environment, invocation: current }: Facts,
): RefusedAnswer | undefined {
  if (call !== 'response' && call !== 'error') return undefined
  const id = /\/invocation\/([^/?]+)\//.exec(exchange?.target ?? '')?.[1] ?? attemptOf(current?.id ?? '').requestId
  const isCurrent = current !== undefined && attemptOf(current.id).requestId === id
  const invocation = isCurrent ? current : attemptAt(id, fn, environment)
  const of = (mistake: RefusedAnswer['mistake']) => ({ mistake, id, invocation })
  if (rule === 'invocation-id') return of('late')
  if (rule === 'state') return of(invocation?.delivery === undefined ? 'moment' : 'twice')
  if (rule !== 'request-id') return undefined
  if (invocation?.life === undefined || invocation.life.environment !== environment) return of('another')
  const { answered, answer } = invocation
  if (answered?.outcome === 'timeout') return of('late')
  if (answer !== undefined) return of('twice')
  // It was failed by Lambda meanwhile, for what somebody else did: an extension that ended, say.
  return answered?.by === 'lambda' ? undefined : of('another')
}
