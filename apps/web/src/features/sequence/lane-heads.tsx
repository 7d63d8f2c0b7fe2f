// The participants, over their lanes: who they are, and in words what they are at.
import type { EnvironmentModel, FunctionModel, Session } from '@playground/protocol/model'
import { usePage } from '../../store.ts'
import { elapsed } from '../../model/format.ts'
import { headWidth, others, type Layout } from '../../model/layout.ts'
import { useSecond } from '../../ui/use-second.ts'

export function LaneHeads({ fn, layout }: { fn: FunctionModel | undefined; layout: Layout }) {
  const now = useSecond()
  const session = usePage((page) => page.session)
  const several = layout.lanes.length > 3
  return (
    <div className="heads">
      {layout.lanes.map(({ lane, x }) => {
        const environment = fn?.occupants.get(lane)
        const [state, tone] = lane === others ? restOf(fn, layout) : stateOf(lane, fn, environment, session, now)
        return (
          <div key={lane} className={`head ${tone}`} style={{ left: x - headWidth / 2, width: headWidth }}>
            <b>
              {lane === 'caller'
                ? 'Caller'
                : lane === 'lambda'
                  ? 'Lambda'
                  : lane === others
                    ? `${layout.hidden} more`
                    : several && environment !== undefined
                      ? `Runtime ${environment.number}`
                      : 'Runtime'}
            </b>
            <span>{state}</span>
          </div>
        )
      })}
    </div>
  )
}

/** What the environments are at that have no lane of their own. */
function restOf(fn: FunctionModel | undefined, layout: Layout): [string, string] {
  const shown = new Set(layout.lanes.map(({ lane }) => lane))
  const rest = [...(fn?.occupants.values() ?? [])].filter(({ lane }) => !shown.has(lane))
  const busy = rest.filter(({ busyWith }) => busyWith !== undefined).length
  if (busy > 0) return [`${busy} busy`, 'busy']
  const starting = rest.filter(({ state }) => state === 'init').length
  if (starting > 0) return [`${starting} starting`, 'init']
  return rest.some(({ polls }) => polls.size > 0) ? ['waiting', ''] : ['shut down', '']
}

function stateOf(
  lane: string,
  fn: FunctionModel | undefined,
  environment: EnvironmentModel | undefined,
  session: Session,
  now: number,
): [string, string] {
  if (lane === 'caller') {
    const oldest = fn === undefined ? undefined : [...fn.callers][0]
    const opened = oldest === undefined ? undefined : session.exchanges.get(oldest)?.openedAt
    return opened === undefined ? ['idle', ''] : [`waiting ${elapsed(now - opened)}`, 'busy']
  }
  if (lane === 'lambda') {
    const live = [...(fn?.occupants.values() ?? [])].filter(({ state }) => state !== 'gone')
    const port = live.length === 1 ? live[0]!.port : 0
    if (live.length > 1) return [`${live.length} environments`, '']
    return [port === 0 ? 'Runtime API' : `Runtime API :${port}`, '']
  }
  if (environment === undefined) return ['not started', '']
  if (environment.attached && environment.state === 'gone') return ['not attached', '']
  if (environment.ended !== undefined && environment.pid === undefined && !environment.attached)
    return [environment.ended, /^(dead|could|exited · (?!0$))/.test(environment.ended) ? 'error' : '']
  if (environment.busyWith !== undefined) {
    const invocation = fn?.invocations.get(environment.busyWith)
    const { dispatchedAt, deadline } = invocation ?? {}
    if (dispatchedAt === undefined || deadline === undefined) return ['busy', 'busy']
    return [
      `busy ${Math.max(0, Math.floor((now - dispatchedAt) / 1000))} of ${Math.round((deadline - dispatchedAt) / 1000)} s`,
      'busy',
    ]
  }
  if (environment.state === 'init') return ['starting', 'init']
  if (environment.polls.size > 0)
    return [`waiting${environment.pollingSince === undefined ? '' : ` ${elapsed(now - environment.pollingSince)}`}`, '']
  return [environment.state === 'ready' ? 'no open poll' : environment.state, '']
}
