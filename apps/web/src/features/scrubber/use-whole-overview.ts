// Asks the server for the part of the strip that the page does not hold, where it came late to a long session.
import { parse } from '@playground/protocol'
import { overviewSchema, takeOverview, type FunctionModel, type Overview } from '@playground/protocol/model'
import { useEffect } from 'react'
import { usePage } from '../../store.ts'

export function useWholeOverview(fn: FunctionModel | undefined): void {
  const part = usePage((page) => page.present.firstSeq > 1 && page.connection.phase !== 'recorded')
  useEffect(() => {
    if (fn === undefined || !part) return
    let left = false
    void wholeOverview(fn.name).then((overview) => {
      if (left || overview === undefined || usePage.getState().present.functions.get(fn.name) !== fn) return
      fn.overview = overview
      usePage.setState(({ presentRevision }) => ({ presentRevision: presentRevision + 1 }))
    })
    return () => {
      left = true
    }
  }, [fn, part])
}

/** As far as the page has come; undefined where it cannot be had. */
async function wholeOverview(name: string): Promise<Overview | undefined> {
  const response = await fetch(`/api/overview?function=${encodeURIComponent(name)}`).catch(() => undefined)
  if (!response?.ok) return undefined
  const read = parse(overviewSchema, await response.text())
  if (!read.ok) return undefined
  const overview = read.value
  // What came since then is here already.
  for (let after = overview.lastSeq; after < usePage.getState().present.lastSeq;) {
    const entries = await usePage.getState().entries(after, 1000)
    if (entries === undefined || entries.length === 0) return undefined
    for (const entry of entries) if (entry.of.function === name) takeOverview(overview, entry)
    after = entries.at(-1)!.seq
  }
  return overview
}
