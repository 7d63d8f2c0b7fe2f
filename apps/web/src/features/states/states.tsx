// The states view: the machines of an environment, its runtime and its extensions, with the path that they have taken.
import type { FunctionModel } from '@playground/protocol/model'
import { Play } from 'lucide-react'
import { useRef, useState } from 'react'
import { environmentWord } from '../../model/format.ts'
import { blankViews, foldsNeeded, machineViews } from '../../model/states/machine-views.ts'
import { environmentPlaces, extensionPlaces, runtimePlaces } from '../../model/states/places.ts'
import { attemptOf, ruleOf } from '../../model/states/refusals.ts'
import { useParts, usePage } from '../../store.ts'
import { invokeKeys } from '../../ui/keys.ts'
import { useNow } from '../../ui/use-now.ts'
import { useSize } from '../../ui/use-size.ts'
import { laneState } from '../../model/lane-state.ts'
import { MachineBlock } from './machine-block.tsx'
import { chooseEnvironment, useEnvironment } from './use-environment.ts'
import './states.css'

const everyFold = new Set(
  [runtimePlaces, extensionPlaces, environmentPlaces].flatMap(({ cells }) =>
    Object.values(cells(new Set())).flatMap(({ fold }) => fold ?? []),
  ),
)

/** Left and right of a drawing, and what a scrollbar takes, px. */
const beside = 40

export function States({ onInvoke }: { onInvoke: () => void }) {
  const { session } = useParts('session', 'revision')
  const name = usePage((page) => page.function)
  const definition = session.state.functions[name ?? '']
  const fn = name === undefined ? undefined : session.functions.get(name)
  const environment = useEnvironment(fn)
  const now = useNow(fn)
  const [all, setAll] = useState(false)
  const place = useRef<HTMLElement>(null)
  const { width } = useSize(place)
  const views =
    fn === undefined || environment === undefined
      ? blankViews(definition)
      : machineViews(fn, environment, definition, now)
  const snapStart = definition?.execution.snapStart === true
  const loose = environment?.path.refused.filter((one) => one.state === undefined || isNobodys(one, views)) ?? []
  return (
    <section ref={place} className="states-view" aria-label="States" tabIndex={-1}>
      <div className="states-bar">
        {fn !== undefined && environment !== undefined && fn.environments.size > 1 && (
          <Picker fn={fn} chosen={environment.name} now={now} />
        )}
        <span className="states-key" aria-hidden="true">
          <i className="is-now" /> now <i className="is-taken" /> taken, ×&thinsp;how often <i className="is-never" />{' '}
          never <i className="is-refused" /> refused
        </span>
        <button
          type="button"
          className="outline"
          aria-pressed={all}
          title="Also what has no part in this function: restores, launches that fail, unusual ways"
          onClick={() => setAll(!all)}
        >
          {all ? 'Only what matters here' : 'All states'}
        </button>
      </div>
      {environment === undefined && <Teaching onInvoke={onInvoke} attached={definition?.origin === 'attached'} />}
      {width > 0 &&
        views.map((view) => (
          <MachineBlock
            key={`${view.kind} ${view.title}`}
            view={view}
            fn={fn}
            environment={environment}
            session={session}
            width={width - beside}
            open={all ? everyFold : foldsNeeded(view, snapStart)}
            all={all}
          />
        ))}
      {loose.length > 0 && (
        <div className="machine">
          <h2>
            Refused, and in no machine <span>who called is not known</span>
          </h2>
          <ul className="loose">
            {loose.map((one) => (
              <li key={one.seq}>
                <b>{attemptOf(session, one)}</b> {ruleOf(one)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

/** A refused call of an extension that is none of those that are drawn. */
function isNobodys(
  { from, extension }: { from: string; extension?: string | undefined },
  views: readonly { kind: string; title: string }[],
): boolean {
  return from === 'extension' && !views.some(({ kind, title }) => kind === 'extension' && title === extension)
}

function Picker({ fn, chosen, now }: { fn: FunctionModel; chosen: string; now: number }) {
  const session = usePage((page) => page.session)
  const all = [...fn.environments.values()].toSorted((a, b) => b.number - a.number)
  return (
    <select aria-label="Environment" value={chosen} onChange={({ target }) => chooseEnvironment(fn, target.value)}>
      {all.map((environment) => (
        <option key={environment.name} value={environment.name}>
          {environmentWord(environment.name)} ·{' '}
          {environment.state === 'gone' ? 'gone' : laneState(environment.lane, fn, environment, session, now).text}
        </option>
      ))}
    </select>
  )
}

function Teaching({ onInvoke, attached }: { onInvoke: () => void; attached: boolean }) {
  return (
    <div className="states-teaching">
      <p>
        Everything here is in one state at a time, and these are all ways from one to the next: a call of the runtime,
        or an act of Lambda’s. <b>The state that holds will light up</b>, the way that was taken is traced and counted,
        and a call that is not allowed where it was made is drawn in red, with the rule that forbids it.
      </p>
      {attached ? (
        <p>Start your runtime and press Invoke.</p>
      ) : (
        <button type="button" className="primary" onClick={onInvoke}>
          <Play size={11} fill="currentColor" /> Invoke <kbd>{invokeKeys}</kbd>
        </button>
      )}
    </div>
  )
}
