// The runs before, as bars: how long each took, and how it went.
import type { FunctionModel, Invocation } from '@playground/protocol/model'
import { outcomeWord } from '../../model/figures.ts'
import { duration } from '../../model/format.ts'
import { invocationWord } from '../../model/invocation-words.ts'
import { commandKey, withCommand } from '../../ui/keys.ts'
import { show } from '../../url-state.ts'

/** The newest, and the ten before it. */
const most = 11

export function Runs({ fn, current }: { fn: FunctionModel; current: Invocation }) {
  const runs = fn.order.slice(-most).flatMap((id) => fn.invocations.get(id) ?? [])
  if (runs.length < 2) return null
  const longest = Math.max(1, ...runs.map((run) => run.durationMs ?? 0))
  return (
    <div className="runs" role="group" aria-label="Last runs">
      {runs.map((run) => (
        <Run
          key={run.id}
          fn={fn}
          run={run}
          share={(run.durationMs ?? 0) / longest}
          shown={current.id}
          current={run === current}
        />
      ))}
      <span>last runs</span>
    </div>
  )
}

type RunProps = { fn: FunctionModel; run: Invocation; share: number; shown: string; current: boolean }

function Run({ fn, run, share, shown, current }: RunProps) {
  const { outcome, cold, durationMs, receivedSeq } = run
  const kind = outcome !== undefined && outcome !== 'ok' ? 'failed' : cold ? 'cold' : ''
  const label = [
    invocationWord(run),
    outcome === undefined ? 'running' : outcomeWord(outcome),
    ...(cold === undefined ? [] : [cold ? 'cold' : 'warm']),
    ...(durationMs === undefined || durationMs === 0 ? [] : [duration(durationMs)]),
  ].join(', ')
  return (
    <button
      type="button"
      aria-label={label}
      title={current ? label : `${label} · ${withCommand('click')} compares it with the one that is shown`}
      className={kind}
      aria-current={current ? 'true' : undefined}
      onClick={(event) => {
        if (!commandKey(event)) return show({ selected: receivedSeq }, 'push')
        void import('../../compare-with.ts').then(({ compareRows }) => compareRows(fn, shown, run.id))
      }}
    >
      <i style={{ height: 4 + Math.round(18 * share) }} />
    </button>
  )
}
