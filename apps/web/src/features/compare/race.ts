// Runs two functions with the same event at the same moment, cold and warm, and tells which invocations those were.
import type { Session } from '@playground/protocol/model'
import type { Side, SidePair } from '../../model/compare/address.ts'

export type RacePlan = {
  functions: readonly [string, string]
  event: string
  cold: boolean
  warm: boolean
  /** Of each kind. */
  rounds: number
}

export type RaceParts = {
  /** Calls a function and resolves with its answer; `refused` where none ran. */
  send: (name: string, event: string, requestId: string) => Promise<{ refused?: { type: string; message: string } }>
  shutDown: (environment: string) => Promise<void>
  /** The session as it is now. */
  session: () => Session
  /** Resolves once something is so in the session, or after some time; rejects when the race is given up. */
  until: (holds: (session: Session) => boolean, patienceMs: number) => Promise<boolean>
  tell: (progress: string) => void
  newId: () => string
}

/** The journal tells of what the caller was told already; what takes longer is not waited for, milliseconds. */
const settlesMs = 10_000
/** A shutdown has two seconds at most; then whatever is left is killed. */
const shutsDownMs = 10_000

/** Throws an Error whose message is for people. */
export async function race(plan: RacePlan, parts: RaceParts): Promise<SidePair[]> {
  const pairs: SidePair[] = []
  const rounds = Array.from({ length: plan.rounds }, (_, index) => index + 1)
  for (const round of plan.cold ? rounds : []) {
    parts.tell(`Cold, ${round} of ${plan.rounds}: environments that are there are shut down`)
    await shutDownAll(plan.functions, parts)
    parts.tell(`Cold, ${round} of ${plan.rounds}: both are invoked`)
    pairs.push(await both(plan, parts))
  }
  if (plan.warm) await warmUp(plan, parts)
  for (const round of plan.warm ? rounds : []) {
    parts.tell(`Warm, ${round} of ${plan.rounds}: both are invoked`)
    pairs.push(await both(plan, parts))
  }
  return pairs
}

async function shutDownAll(functions: readonly string[], { session, shutDown, until }: RaceParts): Promise<void> {
  const there = environmentsOf(session(), functions)
  const attached = there.find(([, environment]) => environment.attached)
  if (attached !== undefined)
    throw new Error(
      `The runtime of ${attached[1].function} attached itself: the playground does not start it, so that it has no cold start here. Race warm.`,
    )
  for (const [name] of there) await shutDown(name)
  const names = new Set(there.map(([name]) => name))
  const gone = await until((now) => !environmentsOf(now, functions).some(([name]) => names.has(name)), shutsDownMs)
  if (!gone)
    throw new Error('An environment did not end when it was shut down. Look at it in the diagram, and try again.')
}

/** A snapshot is where a cold start begins. */
function environmentsOf({ state }: Session, functions: readonly string[]) {
  return Object.entries(state.environments).filter(
    ([, environment]) =>
      functions.includes(environment.function) && environment.state !== 'gone' && environment.state !== 'snapshot',
  )
}

/** Whoever has no environment is invoked once beforehand, and that does not count. */
async function warmUp({ functions, event }: RacePlan, parts: RaceParts): Promise<void> {
  for (const name of functions) {
    if (environmentsOf(parts.session(), [name]).some(([, { state }]) => state === 'ready')) continue
    parts.tell(`${name} is invoked once, so that it is warm`)
    await invoke({ function: name, invocation: parts.newId() }, event, parts)
  }
}

async function both({ functions: [a, b], event }: RacePlan, parts: RaceParts): Promise<SidePair> {
  const pair: SidePair = [
    { function: a, invocation: parts.newId() },
    { function: b, invocation: parts.newId() },
  ]
  await Promise.all(pair.map((side) => invoke(side, event, parts)))
  return pair
}

/** Resolves when the environment is done with it as well. */
async function invoke({ function: name, invocation }: Side, event: string, { send, until }: RaceParts): Promise<void> {
  const { refused } = await send(name, event, invocation)
  if (refused !== undefined) throw new Error(`${name} was not invoked: ${refused.type}. ${refused.message}`)
  await until(({ functions }) => functions.get(name)?.invocations.get(invocation)?.settledAt !== undefined, settlesMs)
}
