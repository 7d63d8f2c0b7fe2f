// The keys of the diagram: moving, errors, folding, following, isolating, grouping, explaining.
import { attemptOf } from '@playground/protocol'
import { useEffect } from 'react'
import { findRow, type FunctionModel, type Row } from '@playground/protocol/model'
import { foldOfInit, type RowList } from '../../model/row-list.ts'
import { type Grouping } from '../../model/row-list-options.ts'
import { toggled } from '../../model/toggled.ts'
import { usePage } from '../../store.ts'
import { inTextField } from '../../ui/in-text-field.ts'
import { show } from '../../url-state.ts'

type Parts = {
  fn: FunctionModel | undefined
  list: RowList | undefined
  reveal: (place: number) => void
  openMenu: (seq: number) => void
}

const groupings: readonly Grouping[] = ['time', 'invocation', 'environment']

export function useKeys({ fn, list, reveal, openMenu }: Parts): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || inTextField(event.target)) return
      if (fn === undefined || list === undefined) return
      if (document.querySelector('dialog[open], .menu') !== null) return
      const { selected, hidden, group, singleKeys, moment } = usePage.getState()
      if (!singleKeys && event.key.length === 1 && event.isTrusted) return
      const index = selected === undefined ? -1 : findRow(fn, selected)
      const current = index < 0 ? list.count : list.toView(index)
      const row = fn.rows[index]
      const go = (place: number | undefined) => {
        const next = place === undefined ? undefined : list.row(place)
        if (next === undefined || place === undefined) return
        show({ selected: next.seq }, 'replace')
        reveal(place)
      }
      const inGrid = (event.target as Element | null)?.closest?.('[role=treegrid]') !== null
      const { key } = event
      if (key === 'j' || (inGrid && key === 'ArrowDown')) go(step(list, current, 1, isStop))
      else if (key === 'k' || (inGrid && key === 'ArrowUp')) go(step(list, current, -1, isStop))
      else if (key === 'J') go(step(list, current, 1, isHead))
      else if (key === 'K') go(previousBand(fn, list, current, row))
      // At a moment that was, what is still to come is not among the rows: the page goes there.
      else if ((key === 'n' || key === 'N') && moment === undefined)
        go(nextFailure(fn, list, current, key === 'n' ? 1 : -1))
      else if (key === 'f' || key === 'End') usePage.setState({ follow: true })
      else if (key === 'Home' && inGrid) go(step(list, -1, 1, isStop))
      else if (key === 'x') usePage.setState({ hidden: toggled(hidden, 'explanations') })
      else if (key === 'g') usePage.setState({ group: groupings[(groupings.indexOf(group) + 1) % groupings.length]! })
      else if (key === 'i' && row?.invocation !== undefined) void isolate(row.invocation)
      else if (key === 'd')
        void import('../../compare-with.ts').then(({ compareShown }) => compareShown(row?.invocation))
      else if (inGrid && (key === 'ArrowLeft' || key === 'ArrowRight')) fold(fn, row, key === 'ArrowLeft')
      else if (inGrid && (key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) && row !== undefined)
        openMenu(row.seq)
      else if (key === 'Enter' && inGrid) document.querySelector<HTMLElement>('[aria-label=Inspector]')?.focus()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [fn, list, reveal, openMenu])
}

async function isolate(invocation: string): Promise<void> {
  const { toggleTerm } = await import('../../model/filter/toggle-term.ts')
  show({ filter: toggleTerm(usePage.getState().filter, `id:${attemptOf(invocation).requestId}`) }, 'replace')
}

const stops = new Set(['request', 'answer', 'telemetry', 'note', 'output', 'init'])
const isStop = (row: Row) => stops.has(row.kind)
const isHead = (row: Row) => row.kind === 'invocation'

function step(list: RowList, from: number, by: 1 | -1, is: (row: Row) => boolean): number | undefined {
  for (let place = from + by; place >= 0 && place < list.count; place += by) {
    const row = list.row(place)
    if (row !== undefined && is(row)) return place
  }
  return undefined
}

/** From within a band to its beginning, from there to the band before. */
function previousBand(fn: FunctionModel, list: RowList, current: number, row: Row | undefined): number | undefined {
  const head = row?.invocation === undefined ? undefined : fn.heads.get(row.invocation)
  const own = head === undefined ? current : step(list, current + 1, -1, (one) => one === head)
  const place = step(list, own ?? current, -1, isHead)
  return head !== undefined && row !== undefined && row.seq !== head.seq ? (own ?? place) : place
}

function nextFailure(fn: FunctionModel, list: RowList, from: number, by: 1 | -1): number | undefined {
  const places = fn.failures.map((row) => list.toView(findRow(fn, row.seq))).filter((place) => place >= 0)
  return by > 0 ? places.find((place) => place > from) : places.findLast((place) => place < from)
}

/** Folds what a row is in, or unfolds what it heads: the Init first, then the band. */
export function fold(fn: FunctionModel, row: Row | undefined, close: boolean): void {
  if (row === undefined) return
  const { folded } = usePage.getState()
  const init = row.init ?? row.during
  const names = [
    ...(init === undefined ? [] : [foldOfInit(init)]),
    ...(row.invocation === undefined ? [] : [row.invocation, attemptOf(row.invocation).requestId]),
  ]
  const name = close ? names.find((one) => !folded.has(one)) : names.findLast((one) => folded.has(one))
  if (name === undefined) return
  usePage.setState({ folded: toggled(folded, name) })
  const head = fn.heads.get(name)
  if (close && head !== undefined) show({ selected: head.seq }, 'replace')
}
