// The keys of the diagram: moving, errors, following, explaining.
import { useEffect } from 'react'
import { findRow, type FunctionModel } from '@playground/protocol/model'
import { usePage } from '../../store.ts'
import { inTextField } from '../../ui/in-text-field.ts'
import { show } from '../../url-state.ts'
import type { RowView } from './use-rows.ts'

type Parts = { fn: FunctionModel | undefined; view: RowView; reveal: (place: number) => void }

export function useKeys({ fn, view, reveal }: Parts): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || inTextField(event.target)) return
      if (fn === undefined || document.querySelector('dialog[open]') !== null) return
      const { selected, explain } = usePage.getState()
      const current = selected === undefined ? view.count : view.toView(findRow(fn, selected))
      const go = (place: number | undefined) => {
        const row = place === undefined ? undefined : view.row(place)
        if (row === undefined || place === undefined) return
        show({ selected: row.seq }, 'replace')
        reveal(place)
      }
      const inGrid = (event.target as Element | null)?.closest?.('[role=treegrid]') !== null
      if (event.key === 'j' || (inGrid && event.key === 'ArrowDown')) go(step(view, current, 1))
      else if (event.key === 'k' || (inGrid && event.key === 'ArrowUp')) go(step(view, current, -1))
      else if (event.key === 'n' || event.key === 'N') go(nextFailure(fn, view, current, event.key === 'n' ? 1 : -1))
      else if (event.key === 'f' || event.key === 'End') usePage.setState({ follow: true })
      else if (event.key === 'x') usePage.setState({ explain: !explain })
      else if (event.key === 'Enter' && inGrid) document.querySelector<HTMLElement>('[aria-label=Inspector]')?.focus()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [fn, view, reveal])
}

const stops = new Set(['request', 'answer', 'note', 'output'])

function step(view: RowView, from: number, by: 1 | -1): number | undefined {
  for (let place = from + by; place >= 0 && place < view.count; place += by)
    if (stops.has(view.row(place)?.kind ?? '')) return place
  return undefined
}

function nextFailure(fn: FunctionModel, view: RowView, from: number, by: 1 | -1): number | undefined {
  const places = fn.failures.map((row) => view.toView(findRow(fn, row.seq)))
  return by > 0 ? places.find((place) => place > from) : places.findLast((place) => place < from)
}
