// The part of the page that reads filters, once somebody has written one.
import { useEffect, useState } from 'react'
import type { filterEngine } from '../model/filter/engine.ts'

export type FilterEngine = typeof filterEngine

/** Until it is asked for again, where it could not be had, milliseconds. */
const againMs = 1000

let loaded: FilterEngine | undefined

/** Undefined as long as there is no filter, or it is not there yet. */
export function useFilterEngine(wanted: boolean): FilterEngine | undefined {
  const [engine, setEngine] = useState(loaded)
  useEffect(() => {
    if (!wanted || engine !== undefined) return
    let left = false
    const load = () =>
      void import('../model/filter/engine.ts').then(
        ({ filterEngine }) => {
          loaded = filterEngine
          if (!left) setEngine(filterEngine)
        },
        () => left || setTimeout(load, againMs),
      )
    load()
    return () => {
      left = true
    }
  }, [wanted, engine])
  return wanted ? engine : undefined
}
