// The part of the page that reads filters, once somebody has written one.
import { useEffect, useState } from 'react'
import type { filterEngine } from '../model/filter/engine.ts'
import { untilThere } from './later.ts'

export type FilterEngine = typeof filterEngine

let loaded: FilterEngine | undefined

/** Undefined as long as there is no filter, or it is not there yet. */
export function useFilterEngine(wanted: boolean): FilterEngine | undefined {
  const [engine, setEngine] = useState(loaded)
  useEffect(() => {
    if (!wanted || engine !== undefined) return
    let left = false
    void untilThere(() => import('../model/filter/engine.ts')).then((part) => {
      loaded = part.filterEngine
      if (!left) setEngine(loaded)
    })
    return () => {
      left = true
    }
  }, [wanted, engine])
  return wanted ? engine : undefined
}
