// What a participant is at, in words: whole for a lane's head, in one for a rail's.
import type { EnvironmentModel, ExtensionModel, FunctionModel, Session } from '@playground/protocol/model'
import { bytes, elapsed } from './format.ts'
import type { Layout } from './layout.ts'

export type LaneState = { text: string; short: string; tone: '' | 'busy' | 'init' | 'frozen' | 'error' }

const plain = (text: string, short = text, tone: LaneState['tone'] = ''): LaneState => ({ text, short, tone })

/** What the environments are at that have no lane of their own. */
export function restState(fn: FunctionModel | undefined, layout: Layout): LaneState {
  const shown = new Set(layout.lanes.map(({ lane }) => lane))
  const rest = [...(fn?.occupants.values() ?? [])].filter(({ lane }) => !shown.has(lane))
  const busy = rest.filter(({ busyWith }) => busyWith !== undefined).length
  if (busy > 0) return plain(`${busy} busy`, 'busy', 'busy')
  const starting = rest.filter(({ state }) => state === 'init').length
  if (starting > 0) return plain(`${starting} starting`, 'init', 'init')
  if (rest.length > 0 && rest.every(({ frozenAt }) => frozenAt !== undefined))
    return plain('frozen', 'frozen', 'frozen')
  return rest.some(({ polls }) => polls.size > 0) ? plain('waiting', 'waits') : plain('shut down', 'gone')
}

/** `now` in epoch milliseconds. */
export function laneState(
  lane: string,
  fn: FunctionModel | undefined,
  environment: EnvironmentModel | undefined,
  session: Session,
  now: number,
): LaneState {
  if (lane === 'caller') {
    const open = fn?.callers.size ?? 0
    const oldest = fn === undefined ? undefined : [...fn.callers][0]
    const opened = oldest === undefined ? undefined : session.exchanges.get(oldest)?.openedAt
    if (opened === undefined) return plain('idle')
    const [receiving] = fn!.receiving
    if (receiving !== undefined && open === 1) {
      const size = session.exchanges.get(receiving)?.answerPieces?.bytes ?? 0
      return plain(`receiving ${bytes(size)}`, 'receives', 'busy')
    }
    if (receiving !== undefined) return plain(`${fn!.receiving.size} of ${open} receive`, `${open} open`, 'busy')
    return plain(open > 1 ? `${open} wait` : `waiting ${elapsed(now - opened)}`, `${open} open`, 'busy')
  }
  if (lane === 'lambda') return lambdaState(fn)
  if (environment === undefined) return plain('not started', 'none')
  if (environment.attached && environment.state === 'gone') return plain('not attached', 'gone')
  if (environment.ended !== undefined && environment.pid === undefined && !environment.attached) {
    const failed = /^(dead|could|exited · (?!0$))/.test(environment.ended)
    return plain(environment.ended, failed ? 'dead' : 'gone', failed ? 'error' : '')
  }
  const { ending, frozenAt } = environment
  if (ending !== undefined && environment.pid !== undefined) return ends(ending.runtimeBy, now)
  if (frozenAt !== undefined) return frozen(frozenAt, now)
  if (environment.busyWith !== undefined) return busy(fn, environment.busyWith, now)
  if (environment.atWork) return plain('after restore', 'restore', 'init')
  if (environment.state === 'init' && environment.polls.size === 0) return plain('starting', 'init', 'init')
  if (environment.polls.size > 0) {
    const { pollingSince } = environment
    return plain(`waiting${pollingSince === undefined ? '' : ` ${elapsed(now - pollingSince)}`}`, 'waits')
  }
  return plain(environment.state === 'ready' ? 'no open poll' : environment.state, 'no poll')
}

/** What an extension is at. `now` in epoch milliseconds. */
export function extensionState(
  fn: FunctionModel | undefined,
  environment: EnvironmentModel | undefined,
  extension: ExtensionModel | undefined,
  now: number,
): LaneState {
  if (environment === undefined || extension === undefined) return plain('not started', 'none')
  const { ended, state, busyWith, polls, pollingSince, atWork } = extension
  if (ended !== undefined) {
    const failed = /^(dead|could|exited · (?!0$))/.test(ended)
    return plain(ended, failed ? 'dead' : 'gone', failed ? 'error' : '')
  }
  if (environment.frozenAt !== undefined) return frozen(environment.frozenAt, now)
  if (environment.ending !== undefined) {
    // One that lives in the runtime's process goes with it.
    const by = extension.external === false ? environment.ending.runtimeBy : environment.ending.deadline
    return atWork ? ends(by, now) : plain('to be ended', 'ends', 'init')
  }
  if (busyWith !== undefined) return busy(fn, busyWith, now)
  if (state === 'InitError' || state === 'ExitError') return plain(`reported ${state}`, 'error', 'error')
  if (polls.size > 0)
    return plain(`waiting${pollingSince === undefined ? '' : ` ${elapsed(now - pollingSince)}`}`, 'waits')
  if (state === 'Registered') return plain('registered', 'init', 'init')
  return state === 'Started' ? plain('starting', 'init', 'init') : plain('no open poll', 'no poll')
}

function busy(fn: FunctionModel | undefined, invocation: string, now: number): LaneState {
  const { dispatchedAt, deadline } = fn?.invocations.get(invocation) ?? {}
  if (dispatchedAt === undefined || deadline === undefined) return plain('busy', 'busy', 'busy')
  const spent = Math.max(0, Math.floor((now - dispatchedAt) / 1000))
  return plain(`busy ${spent} of ${Math.round((deadline - dispatchedAt) / 1000)} s`, 'busy', 'busy')
}

function frozen(since: number, now: number): LaneState {
  return plain(now - since < 1000 ? 'frozen' : `frozen ${elapsed(now - since)}`, 'frozen', 'frozen')
}

/** What is left of the time in which it has to end. */
function ends(by: number, now: number): LaneState {
  const left = Math.max(0, by - now) / 1000
  return plain(left === 0 ? 'killed now' : `killed in ${left.toFixed(1)} s`, 'ends', left === 0 ? 'error' : 'init')
}

function lambdaState(fn: FunctionModel | undefined): LaneState {
  const live = [...(fn?.occupants.values() ?? [])].filter(({ state }) => state !== 'gone')
  const waiting = fn?.places.filter((id) => {
    const invocation = id === undefined ? undefined : fn.invocations.get(id)
    return invocation !== undefined && invocation.dispatchedAt === undefined && invocation.answeredAt === undefined
  }).length
  const wait = `${waiting ?? 0} wait`
  const queued = fn?.queue.size ?? 0
  if (queued > 0) return plain(`${queued} in the queue`, `${queued} queued`)
  if (live.length > 1)
    return plain(waiting === 0 ? `${live.length} environments` : `${live.length} env · ${wait}`, wait)
  const port = live.length === 1 ? live[0]!.port : 0
  return plain(port === 0 ? 'Runtime API' : `Runtime API :${port}`, wait)
}
