// The invocations under way at a row, at its left: a line each, dotted during Init.
import type { FunctionModel, Row } from '@playground/protocol/model'

const height = 27
/** More than these would run into the times. */
const most = 6

export function Stripes({ row, fn }: { row: Row; fn: FunctionModel }) {
  const close = fn.mostAtOnce > 1
  // What looks alike is one element.
  const lines = new Map<string, string>()
  const add = (look: string, x: number, from: number) =>
    lines.set(look, `${lines.get(look) ?? ''}M${x} ${from}V${height}`)
  for (const [place, id] of row.stripes.slice(0, most).entries()) {
    if (id === undefined) continue
    const outcome = fn.invocations.get(id)?.outcome
    const begins = row.kind === 'invocation' && row.invocation === id
    const starting = (row.inits & (1 << place)) !== 0
    const failed = outcome !== undefined && outcome !== 'ok' ? ' failed' : ''
    const whose = !close ? '' : row.invocation === id || row.invocation === undefined ? ' close' : ' other'
    const x = close ? 4 + place * 3 : 4
    if (!close || !starting) add(`stripe${failed}${whose}`, x, begins ? 4 : 0)
    if (starting) add(close ? 'stripe-init close' : 'stripe-init', close ? x : x + 5, row.kind === 'init' ? 6 : 0)
  }
  return [...lines].map(([look, d]) => <path key={look} className={look} d={d} />)
}
