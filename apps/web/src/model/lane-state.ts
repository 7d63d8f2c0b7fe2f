// What a participant is at, in words: whole for a lane's head, in one for a rail's.
import type { EnvironmentModel, FunctionModel, Session } from '@playground/protocol/model'
import { elapsed } from './format.ts'
import type { Layout } from './layout.ts'

export type LaneState = { text: string; short: string; tone: '' | 'busy' | 'init' | 'error' }

const plain = (text: string, short = text, tone: LaneState['tone'] = ''): LaneState => ({ text, short, tone })

/** What the environments are at that have no lane of their own. */
export function restState(fn: FunctionModel | undefined, layout: Layout): LaneState {
  const shown = new Set(layout.lanes.map(({ lane }) => lane))
  const rest = [...(fn?.occupants.values() ?? [])].filter(({ lane }) => !shown.has(lane))
  const busy = rest.filter(({ busyWith }) => busyWith !== undefined).length
  if (busy > 0) return plain(`${busy} busy`, 'busy', 'busy')
  const starting = rest.filter(({ state }) => state === 'init').length
  if (starting > 0) return plain(`${starting} starting`, 'init', 'init')
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
    return plain(open > 1 ? `${open} wait` : `waiting ${elapsed(now - opened)}`, `${open} open`, 'busy')
  }
  if (lane === 'lambda') return lambdaState(fn)
  if (environment === undefined) return plain('not started', 'none')
  if (environment.attached && environment.state === 'gone') return plain('not attached', 'gone')
  if (environment.ended !== undefined && environment.pid === undefined && !environment.attached) {
    const failed = /^(dead|could|exited · (?!0$))/.test(environment.ended)
    return plain(environment.ended, failed ? 'dead' : 'gone', failed ? 'error' : '')
  }
  if (environment.busyWith !== undefined) {
    const { dispatchedAt, deadline } = fn?.invocations.get(environment.busyWith) ?? {}
    if (dispatchedAt === undefined || deadline === undefined) return plain('busy', 'busy', 'busy')
    const spent = Math.max(0, Math.floor((now - dispatchedAt) / 1000))
    return plain(`busy ${spent} of ${Math.round((deadline - dispatchedAt) / 1000)} s`, 'busy', 'busy')
  }
  if (environment.state === 'init') return plain('starting', 'init', 'init')
  if (environment.polls.size > 0) {
    const { pollingSince } = environment
    return plain(`waiting${pollingSince === undefined ? '' : ` ${elapsed(now - pollingSince)}`}`, 'waits')
  }
  return plain(environment.state === 'ready' ? 'no open poll' : environment.state, 'no poll')
}

function lambdaState(fn: FunctionModel | undefined): LaneState {
  const live = [...(fn?.occupants.values() ?? [])].filter(({ state }) => state !== 'gone')
  const waiting = fn?.places.filter((id) => {
    const invocation = id === undefined ? undefined : fn.invocations.get(id)
    return invocation !== undefined && invocation.dispatchedAt === undefined && invocation.answeredAt === undefined
  }).length
  const wait = `${waiting ?? 0} wait`
  if (live.length > 1)
    return plain(waiting === 0 ? `${live.length} environments` : `${live.length} env · ${wait}`, wait)
  const port = live.length === 1 ? live[0]!.port : 0
  return plain(port === 0 ? 'Runtime API' : `Runtime API :${port}`, wait)
}
