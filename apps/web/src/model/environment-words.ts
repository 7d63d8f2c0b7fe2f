// An environment in words: what it is at, what that means, and whether its code is the function's.
import { latestVersion, versionOfEnvironment } from '@playground/protocol'
import type { EnvironmentCondition, FunctionDefinition } from '@playground/protocol'
import type { EnvironmentModel, FunctionModel } from '@playground/protocol/model'
import { elapsed } from './format.ts'

export type EnvironmentTone = 'starting' | 'busy' | 'frozen' | 'idle' | 'error' | 'gone'

/** `word` for its badge, `doing` beside it; times count to `now`, epoch milliseconds. */
export type EnvironmentWords = { word: string; doing: string; tone: EnvironmentTone }

export function environmentWords(fn: FunctionModel, environment: EnvironmentModel, now: number): EnvironmentWords {
  const { state, frozenAt, init, ending, goneAt, createdAt } = environment
  const frozenFor = frozenAt === undefined || now - frozenAt < 1000 ? '' : ` for ${elapsed(now - frozenAt)}`
  switch (state) {
    case 'created':
    case 'init':
    case 'restoring': {
      const word = frozenAt !== undefined ? 'frozen' : state === 'restoring' ? 'restoring' : 'starting'
      const doing = init === undefined ? 'opens its address' : spent(now - init.startedAt, init.limitMs)
      return { word, doing, tone: frozenAt === undefined ? 'starting' : 'frozen' }
    }
    case 'snapshot':
      return { word: 'snapshot', doing: 'the next invocation restores it', tone: 'frozen' }
    case 'ready':
      return frozenAt === undefined
        ? { word: 'idle', doing: 'waits for work', tone: 'idle' }
        : {
            word: 'frozen',
            doing: `${frozenFor.slice(1)}${frozenFor === '' ? '' : ' · '}waits for work`,
            tone: 'frozen',
          }
    case 'invoke':
      return frozenAt === undefined
        ? { word: 'busy', doing: workOf(fn, environment, now), tone: 'busy' }
        : {
            word: 'frozen',
            doing: `${frozenFor.slice(1)}${frozenFor === '' ? '' : ' · '}its time goes on`,
            tone: 'frozen',
          }
    case 'crashed':
      return {
        word: 'crashed',
        doing: `${environment.ended ?? 'a process ended'} · the next invocation is told`,
        tone: 'error',
      }
    case 'reset': {
      const doing =
        environment.pid === undefined ? 'no processes · the next invocation starts it' : 'its processes are ended'
      return { word: 'reset', doing, tone: 'idle' }
    }
    case 'shutdown': {
      const left = ending === undefined ? '' : ` · killed in ${elapsed(Math.max(0, ending.deadline - now))}`
      return { word: 'shutting down', doing: `its processes are ended${left}`, tone: 'gone' }
    }
    case 'gone': {
      const lived = goneAt === undefined || createdAt === undefined ? '' : `lived ${elapsed(goneAt - createdAt)}`
      return { word: 'gone', doing: lived, tone: 'gone' }
    }
  }
}

/** Which phase of its start it is in. */
export function phaseWord({ init }: EnvironmentModel): string {
  if (init?.phase === 'restore') return 'Restore'
  return init?.phase === 'invoke' ? 'Init inside the invocation' : 'Init'
}

/** The invocations that it is at. */
export function invocationsIn(fn: FunctionModel, { name }: EnvironmentModel): string[] {
  return fn.places.filter((id) => id !== undefined && fn.invocations.get(id)?.environment === name) as string[]
}

function workOf(fn: FunctionModel, environment: EnvironmentModel, now: number): string {
  const there = invocationsIn(fn, environment)
  const only = there.length === 1 ? fn.invocations.get(there[0]!) : undefined
  if (there.length > 1) return `${there.length} at one time`
  if (only?.dispatchedAt === undefined || only.deadline === undefined) return ''
  if (only.answeredAt !== undefined && only.runtimeDoneAt === undefined) return 'answered, and has not asked again'
  return spent(now - only.dispatchedAt, only.deadline - only.dispatchedAt)
}

function spent(ms: number, limitMs: number | undefined): string {
  if (limitMs === undefined) return elapsed(ms)
  return `${Math.max(0, Math.floor(ms / 1000))} of ${Math.round(limitMs / 1000)} s`
}

/** As the rules of actions ask for it. */
export function conditionOf(fn: FunctionModel, environment: EnvironmentModel): EnvironmentCondition {
  const { name, attached, state, frozenAt, pid } = environment
  return {
    name,
    attached,
    state,
    frozen: frozenAt !== undefined,
    serves: state === 'invoke' || state === 'restoring' || invocationsIn(fn, environment).length > 0,
    runs: pid !== undefined,
  }
}

/** Enough of a version to tell it from others. */
export function shortHash(codeHash: string | undefined): string {
  return codeHash?.slice(0, 7) ?? '—'
}

/** Why its code is not the function's any more; undefined where it is, or nobody can tell. */
export function staleness(
  { name, codeHash, state }: EnvironmentModel,
  definition: FunctionDefinition | undefined,
): string | undefined {
  const now = definition?.codeHash
  if (state === 'gone' || state === 'shutdown' || codeHash === undefined || now === undefined || now === codeHash)
    return undefined
  if (versionOfEnvironment(name) !== latestVersion) return undefined
  return `The function’s code is ${shortHash(now)} by now. This environment finishes what it is at, and makes room.`
}
