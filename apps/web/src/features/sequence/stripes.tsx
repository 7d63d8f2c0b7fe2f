// The invocations under way at a row, at its left: a line each, dotted during Init.
import { Fragment } from 'react'
import type { FunctionModel, Row } from '@playground/protocol/model'

const height = 27
/** More than these would run into the times. */
const most = 6

export function Stripes({ row, fn }: { row: Row; fn: FunctionModel }) {
  const close = fn.mostAtOnce > 1
  return (
    <>
      {row.stripes.slice(0, most).map((id, place) => {
        if (id === undefined) return null
        const outcome = fn.invocations.get(id)?.outcome
        const begins = row.kind === 'invocation' && row.invocation === id
        const starting = (row.inits & (1 << place)) !== 0
        const classes = ['stripe', outcome !== undefined && outcome !== 'ok' ? 'failed' : '']
        if (close) classes.push(row.invocation === id || row.invocation === undefined ? 'close' : 'other')
        const x = close ? 4 + place * 3 : 4
        return (
          <Fragment key={place}>
            {(!close || !starting) && (
              <line className={classes.join(' ')} x1={x} x2={x} y1={begins ? 4 : 0} y2={height} />
            )}
            {starting && (
              <line
                className={`stripe-init ${close ? 'close' : ''}`}
                x1={close ? x : x + 5}
                x2={close ? x : x + 5}
                y1={row.kind === 'init' ? 6 : 0}
                y2={height}
              />
            )}
          </Fragment>
        )
      })}
    </>
  )
}
