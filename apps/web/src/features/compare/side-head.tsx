// One of the two: which invocation of which function it is, and how it began and ended.
import type { Invocation } from '@playground/protocol/model'
import { outcomeWord } from '../../model/figures.ts'
import { duration, shortId } from '../../model/format.ts'
import { idWord, invocationWord } from '../../model/invocation-words.ts'
import type { Side } from '../../model/compare/address.ts'
import { useParts } from '../../store.ts'
import { Badge } from '../../ui/badge.tsx'

type Props = { letter: 'A' | 'B'; side: Side; invocation: Invocation | undefined; onChoose: (side: Side) => void }

/** The newest that can be chosen. */
const most = 200

export function SideHead({ letter, side, invocation, onChoose }: Props) {
  const { session } = useParts('session', 'revision')
  const functions = [...session.functions.values()].filter(({ order }) => order.length > 0)
  const fn = session.functions.get(side.function)
  const newest = (fn?.order ?? []).slice(-most).toReversed()
  const ids = newest.includes(side.invocation) ? newest : [side.invocation, ...newest]
  return (
    <section className="compare-side" aria-label={`Side ${letter}`}>
      <b className="letter">{letter}</b>
      <select
        aria-label={`Function of side ${letter}`}
        value={side.function}
        onChange={({ target }) => {
          const last = session.functions.get(target.value)?.order.at(-1)
          if (last !== undefined) onChoose({ function: target.value, invocation: last })
        }}
      >
        {!functions.some(({ name }) => name === side.function) && <option>{side.function}</option>}
        {functions.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <select
        aria-label={`Invocation of side ${letter}`}
        value={side.invocation}
        onChange={({ target }) => onChoose({ function: side.function, invocation: target.value })}
      >
        {ids.map((id) => (
          <option key={id} value={id}>
            {optionOf(fn?.invocations.get(id), id)}
          </option>
        ))}
      </select>
      {invocation?.cold !== undefined && (
        <span className={`chip ${invocation.cold ? 'amber' : ''}`}>{invocation.cold ? 'cold' : 'warm'}</span>
      )}
      {invocation?.outcome !== undefined && (
        <Badge tone={invocation.outcome === 'ok' ? 'ok' : 'error'}>{outcomeWord(invocation.outcome)}</Badge>
      )}
      {invocation !== undefined && invocation.outcome === undefined && <span className="chip blue">running</span>}
    </section>
  )
}

function optionOf(invocation: Invocation | undefined, id: string): string {
  if (invocation === undefined) return idWord(id)
  const { number, cold, outcome, tookMs } = invocation
  return [
    number === 0 ? `${invocationWord(invocation)} ${shortId(id)}` : invocationWord(invocation),
    ...(cold === true ? ['cold'] : []),
    ...(outcome === 'ok' ? [] : [outcome === undefined ? 'running' : outcomeWord(outcome)]),
    ...(tookMs === undefined ? [] : [duration(tookMs)]),
  ].join(' · ')
}
