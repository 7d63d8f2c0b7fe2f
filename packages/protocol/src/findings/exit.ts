// How and when a runtime ended by itself: each moment has a rule of its own.
import type { EventOf } from '../journal.ts'
import type { Facts, InvocationFact } from './facts/facts.ts'
import { servedBy } from './facts/questions.ts'
import { inHow } from './facts/words.ts'

export type Exit = {
  moment: 'init' | 'idle' | 'invoke' | 'answered'
  /** `with status 1` */
  how: string
  invocation: InvocationFact | undefined
  /** The entry of the start of its process. */
  started: number
}

/** Undefined where it was told to end, had reported why it has to, or is an extension. */
export function exitByItself(
  event: EventOf<'process.exited'>,
  { life, environment, process, invocation: told }: Facts,
): Exit | undefined {
  if (life === undefined || environment === undefined || process === undefined) return undefined
  if (process.extension !== undefined || process.signalled !== undefined || life.ending !== undefined) return undefined
  if (life.initError !== undefined || environment.state === 'restoring') return undefined
  const of = (moment: Exit['moment'], invocation?: InvocationFact): Exit => ({
    moment,
    how: inHow(event),
    invocation,
    started: process.seq,
  })
  if (life.init !== undefined && life.initEnded === undefined) return of('init', told)
  const invocation = told?.dispatched !== undefined && told.settled === undefined ? told : servedBy(life)
  if (invocation === undefined) return of('idle')
  return of((invocation.answered ?? invocation.answer) ? 'answered' : 'invoke', invocation)
}
