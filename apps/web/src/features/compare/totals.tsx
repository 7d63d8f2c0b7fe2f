// What the two took, as bars to one scale for each figure, with the difference in words.
import type { Invocation } from '@playground/protocol/model'
import { totalsOf } from '../../model/compare/totals.ts'

export function Totals({ a, b }: { a: Invocation; b: Invocation }) {
  const totals = totalsOf(a, b)
  if (totals.length === 0) return null
  return (
    <dl className="compare-totals">
      {totals.map(({ name, help, a: inA, b: inB, word, difference }) => {
        const most = Math.max(inA ?? 0, inB ?? 0)
        return (
          <div key={name} title={help}>
            <dt>{name}</dt>
            {(
              [
                ['A', inA],
                ['B', inB],
              ] as const
            ).map(([letter, value]) => (
              <dd key={letter}>
                <span className="letter">{letter}</span>
                <span className="track" aria-hidden="true">
                  {value !== undefined && <i style={{ width: `${most === 0 ? 0 : (100 * value) / most}%` }} />}
                </span>
                <span className="value">{value === undefined ? 'none' : word(value)}</span>
              </dd>
            ))}
            <dd className="difference">{difference}</dd>
          </div>
        )
      })}
    </dl>
  )
}
