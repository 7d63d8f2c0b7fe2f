// Goes from finding to finding: in their list from one to the next, elsewhere from row to row.
import { rowOf } from '../model/findings.ts'
import { knownUntil, usePage } from '../store.ts'
import { announce } from '../ui/announce.ts'
import { show } from '../url-state.ts'

export function stepFinding(by: 1 | -1): void {
  const page = usePage.getState()
  const next = page.view === 'Findings' ? inList(by) : undefined
  if (next !== undefined) {
    next.focus()
    next.click()
    next.scrollIntoView({ block: 'nearest' })
    return
  }
  const seq = page.view === 'Findings' ? undefined : byRow(by)
  if (seq !== undefined) show({ selected: seq }, 'replace')
  else announce(by > 0 ? 'There is no finding after this one.' : 'There is no finding before this one.')
}

function inList(by: 1 | -1): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLElement>('.finding-at:enabled')]
  const focused = all.findIndex((one) => one === document.activeElement)
  const isSelected = (one: HTMLElement) => one.closest('.selected') !== null
  const current = focused >= 0 ? focused : by > 0 ? all.findLastIndex(isSelected) : all.findIndex(isSelected)
  return current < 0 ? all.at(by > 0 ? 0 : -1) : all[current + by]
}

function byRow(by: 1 | -1): number | undefined {
  const page = usePage.getState()
  const { session, function: name, findings, selected } = page
  const fn = session.functions.get(name ?? '')
  if (fn === undefined) return undefined
  const rows = new Set((findings.of(name)?.until(knownUntil(page)) ?? []).map((found) => rowOf(session, fn, found)))
  const seqs = [...rows].filter((seq) => seq !== undefined).sort((a, b) => a - b)
  if (selected === undefined) return seqs.at(by > 0 ? 0 : -1)
  return by > 0 ? seqs.find((seq) => seq > selected) : seqs.findLast((seq) => seq < selected)
}
