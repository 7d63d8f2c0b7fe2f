// The participants, over their lanes: who they are, and in words what they are at.
import { latestVersion, versionOfEnvironment } from '@playground/protocol'
import type { EnvironmentModel, FunctionModel } from '@playground/protocol/model'
import { X } from 'lucide-react'
import { Suspense } from 'react'
import { extensionState, laneState, restState } from '../../model/lane-state.ts'
import { headWidth, others, type Layout } from '../../model/layout.ts'
import { usePage } from '../../store.ts'
import { useNow } from '../../ui/use-now.ts'
import { later } from '../../ui/later.ts'
import { TimeHead } from './time-head.tsx'

const ExtensionHead = later(async () => (await import('./extension-head.tsx')).ExtensionHead)

export function LaneHeads({ fn, layout }: { fn: FunctionModel | undefined; layout: Layout }) {
  const now = useNow(fn)
  const session = usePage((page) => page.session)
  const opened = usePage((page) => page.opened)
  const rails = layout.text !== undefined
  const several = hasSeveral(layout)
  return (
    <div className={`heads ${rails ? 'rails' : ''}`}>
      <TimeHead />
      {opened !== undefined && fn?.occupants.has(opened) && (
        <button type="button" className="all-environments" onClick={() => usePage.setState({ opened: undefined })}>
          <X size={11} /> All environments
        </button>
      )}
      {layout.lanes.map(({ lane, x, environment: own, extension }) => {
        const environment = fn?.occupants.get(own ?? lane)
        if (extension !== undefined)
          return rails ? null : (
            <Suspense key={lane} fallback={null}>
              <ExtensionHead
                name={several || layout.hidden > 0 ? `${extension} ${environment?.number ?? ''}` : extension}
                x={x}
                environment={environment}
                extension={environment?.extensions.get(extension)}
                state={extensionState(fn, environment, environment?.extensions.get(extension), now)}
              />
            </Suspense>
          )
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
              title={`Environment ${environment.number}: ${text}.${extensionsOf(environment)} Open it alone.`}
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
  const version = versionOfEnvironment(environment.name)
  const which = version === latestVersion ? '' : ` · v${version}`
  return several || layout.hidden > 0 ? `Runtime ${environment.number}${which}` : `Runtime${which}`
}

/** Whether environments have to be told apart. */
function hasSeveral({ lanes }: Layout): boolean {
  return new Set(lanes.flatMap(({ environment }) => environment ?? [])).size > 1
}

function extensionsOf({ extensions }: EnvironmentModel): string {
  const names = [...extensions.keys()]
  return names.length === 0 ? '' : ` Extensions: ${names.join(', ')}.`
}
