// Which environment the view shows: the one that was chosen, the selected row's where that came later, else the latest active.
import { findRow, type EnvironmentModel, type FunctionModel } from '@playground/protocol/model'
import { create } from 'zustand'
import { usePage } from '../../store.ts'

/** By function: the chosen environment, and when it was chosen, epoch milliseconds. It stays while other views are shown. */
const useChosen = create<Record<string, { name: string; at: number }>>()(() => ({}))

export function useEnvironment(fn: FunctionModel | undefined): EnvironmentModel | undefined {
  const chosen = useChosen((all) => all[fn?.name ?? ''])
  const selected = usePage((page) => page.selected)
  const selectedAt = usePage((page) => page.selectedAt)
  if (fn === undefined) return undefined
  const ofSelected = selected === undefined ? undefined : fn.rows[findRow(fn, selected)]?.environment
  const names = selectedAt > (chosen?.at ?? 0) ? [ofSelected, chosen?.name] : [chosen?.name, ofSelected]
  for (const name of names) {
    const found = name === undefined ? undefined : fn.environments.get(name)
    if (found !== undefined) return found
  }
  return latest(fn)
}

export function chooseEnvironment(fn: FunctionModel, name: string): void {
  useChosen.setState({ [fn.name]: { name, at: Date.now() } })
}

/** What is busy comes before what rests, and that before what is gone. */
function latest({ environments }: FunctionModel): EnvironmentModel | undefined {
  const rank = ({ state, busyWith }: EnvironmentModel) => (state === 'gone' ? 0 : busyWith === undefined ? 1 : 2)
  return [...environments.values()].toSorted((a, b) => rank(b) - rank(a) || b.activeAt - a.activeAt)[0]
}
