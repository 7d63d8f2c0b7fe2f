// Opens the selected row's invocation from both its ends.
import { findRow } from '@playground/protocol/model'
import { usePage } from './store.ts'
import { announce } from './ui/announce.ts'
import { show } from './url-state.ts'

/** Closes it where it is open. */
export function bothEndsOfSelected(): void {
  const { session, function: name, selected, both } = usePage.getState()
  if (both !== undefined) return show({ both: undefined }, 'push')
  const fn = session.functions.get(name ?? '')
  const row = selected === undefined || fn === undefined ? undefined : fn.rows[findRow(fn, selected)]
  if (row?.invocation === undefined)
    return announce('Select a row of an invocation first: both of its ends are shown then.')
  show({ both: row.invocation }, 'push')
}
