// The participants, over their lanes: who they are, and in words what they are at.
import type { EnvironmentModel, FunctionModel } from '@playground/protocol/model'
import { X } from 'lucide-react'
import { laneState, restState } from '../../model/lane-state.ts'
import { headWidth, others, type Layout } from '../../model/layout.ts'
import { usePage } from '../../store.ts'
import { useNow } from '../../ui/use-now.ts'
import { TimeHead } from './time-head.tsx'

export function LaneHeads({ fn, layout }: { fn: FunctionModel | undefined; layout: Layout }) {
  const now = useNow(fn)
  const session = usePage((page) => page.session)
  const opened = usePage((page) => page.opened)
  const rails = layout.text !== undefined
  const several = layout.lanes.length > 3
  return (
    <div className={`heads ${rails ? 'rails' : ''}`}>
      <TimeHead />
      {opened !== undefined && fn?.occupants.has(opened) && (
        <button type="button" className="all-environments" onClick={() => usePage.setState({ opened: undefined })}>
          <X size={11} /> All environments
        </button>
      )}
      {layout.lanes.map(({ lane, x }) => {
        const environment = fn?.occupants.get(lane)
        const { text, short, tone } =
          lane === others ? restState(fn, layout) : laneState(lane, fn, environment, session, now)
        const name = nameOf(lane, environment, layout, several)
        const wide = rails ? (lane === 'caller' || lane === 'lambda' ? 54 : 45) : headWidth
        const place = { left: x - wide / 2, width: wide }
        if (rails && environment !== undefined)
          return (
            <button
              key={lane}
              type="button"
              className={`head ${tone}`}
              style={place}
              title={`Environment ${environment.number}: ${text}. Open it alone.`}
              onClick={() => usePage.setState({ opened: lane })}
            >
              <b>{name}</b>
              <span>{short}</span>
            </button>
          )
        return (
          <div
            key={lane}
            className={`head ${tone}`}
            style={place}
            title={
              rails ? text : lane === 'lambda' ? 'Each environment has its own address of the Runtime API' : undefined
            }
          >
            <b>{name}</b>
            <span>{rails ? short : text}</span>
          </div>
        )
      })}
    </div>
  )
}

function nameOf(lane: string, environment: EnvironmentModel | undefined, layout: Layout, several: boolean): string {
  if (lane === 'caller') return 'Caller'
  if (lane === 'lambda') return 'Lambda'
  if (lane === others) return layout.text === undefined ? `${layout.hidden} more` : `+${layout.hidden}`
  if (environment === undefined) return 'Runtime'
  if (layout.text !== undefined) return `E${environment.number}`
  return several || layout.hidden > 0 ? `Runtime ${environment.number}` : 'Runtime'
}
