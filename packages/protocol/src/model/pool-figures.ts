// The figures of all environments of one function so far, folded alike for the state at any moment and for what a page draws.
import * as v from 'valibot'
import type { Entry } from '../journal.ts'

/** `live`: what counts against the limit of concurrency; `most`: as many as ever were live at once; `coldStarts`: of all. */
export const poolFiguresSchema = v.object({
  live: v.number(),
  most: v.number(),
  gone: v.number(),
  coldStarts: v.number(),
  throttled: v.number(),
})
export type PoolFigures = v.InferOutput<typeof poolFiguresSchema>

export function noPool(): PoolFigures {
  return { live: 0, most: 0, gone: 0, coldStarts: 0, throttled: 0 }
}

/** Applies an entry of the function in place. */
export function applyToPool(pool: PoolFigures, { event }: Entry): void {
  switch (event.type) {
    case 'environment.created':
      pool.live += 1
      pool.most = Math.max(pool.most, pool.live)
      return
    case 'environment.changed':
      if (event.to === 'shutdown') pool.live -= 1
      if (event.to === 'gone') pool.gone += 1
      return
    case 'environment.init-started':
      pool.coldStarts += 1
      return
    case 'invocation.settled':
      if (event.outcome === 'throttled') pool.throttled += 1
      return
    default:
      return
  }
}
