// The runs before, as bars: how long each took, and how it went.
import type { FunctionModel, Invocation } from '@playground/protocol/model'
import { outcomeWord } from '../../model/figures.ts'
import { duration } from '../../model/format.ts'
import { show } from '../../url-state.ts'

/** The newest, and the ten before it. */
const shown = 11

export function Runs({ fn, current }: { fn: FunctionModel; current: Invocation }) {
  const runs = fn.order.slice(-shown).flatMap((id) => fn.invocations.get(id) ?? [])
  if (runs.length < 2) return null
  const longest = Math.max(1, ...runs.map((run) => run.durationMs ?? 0))
  return (
    <div className="runs" role="group" aria-label="Last runs">
      {runs.map((run) => (
        <Run key={run.id} run={run} share={(run.durationMs ?? 0) / longest} current={run === current} />
      ))}
      <span>last runs</span>
    </div>
  )
}

function Run({ run, share, current }: { run: Invocation; share: number; current: boolean }) {
  const { number, outcome, cold, durationMs, receivedSeq } = run
  const kind = outcome !== undefined && outcome !== 'ok' ? 'failed' : cold ? 'cold' : ''
  const label = [
    number === 0 ? 'Call' : `Invoke ${number}`,
    outcome === undefined ? 'running' : outcomeWord(outcome),
    ...(cold === undefined ? [] : [cold ? 'cold' : 'warm']),
    ...(durationMs === undefined || durationMs === 0 ? [] : [duration(durationMs)]),
  ].join(', ')
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={kind}
      aria-current={current ? 'true' : undefined}
      onClick={() => show({ selected: receivedSeq }, 'push')}
    >
      <i style={{ height: 4 + Math.round(18 * share) }} />
    </button>
  )
}
