// Opens two invocations side by side, or says why there is nothing to compare.
import type { FunctionModel, Invocation } from '@playground/protocol/model'
import type { Side } from './model/compare/address.ts'
import { invocationWord } from './model/invocation-words.ts'
import { usePage } from './store.ts'
import { announce } from './ui/announce.ts'
import { show } from './url-state.ts'

/** Those of two rows, which a row without an invocation has none of. */
export function compareRows(fn: FunctionModel, one: string | undefined, other: string | undefined): void {
  if (one === undefined) return announce('Select a row of an invocation first; then this compares it with another.')
  if (other === undefined) return announce('This row belongs to no invocation, so that there is nothing to compare.')
  if (one === other)
    return announce(
      `Both rows are of ${wordOf(fn.invocations.get(one))}: there is nothing to compare. Choose a row of another one.`,
    )
  open(sideOf(fn, one), sideOf(fn, other))
}

/** With the one before it of the same function; where there is none, with the one after it, or the newest of another function. */
export function compareWithNeighbour(fn: FunctionModel, invocation: string | undefined): void {
  if (invocation === undefined)
    return announce('This row belongs to no invocation. Select one that does to compare it.')
  const at = fn.order.indexOf(invocation)
  const before = fn.order[at - 1]
  if (before !== undefined) return open(sideOf(fn, before), sideOf(fn, invocation))
  const other = fn.order[at + 1] === undefined ? ofAnother(fn) : sideOf(fn, fn.order[at + 1]!)
  if (other !== undefined) return open(sideOf(fn, invocation), other)
  announce(`${wordOf(fn.invocations.get(invocation))} is the only one so far: invoke once more to compare the two.`)
}

/** The newest of the function that is shown, or the one that is selected, with its neighbour. */
export function compareShown(invocation: string | undefined): void {
  const { session, function: name } = usePage.getState()
  const fn = session.functions.get(name ?? '')
  const chosen = invocation ?? fn?.order.at(-1)
  if (fn === undefined || chosen === undefined) return announce('There is no invocation yet. Invoke twice to compare.')
  compareWithNeighbour(fn, chosen)
}

function open(a: Side, b: Side): void {
  show({ compared: [[a, b]] }, 'push')
}

function sideOf({ name }: FunctionModel, invocation: string): Side {
  return { function: name, invocation }
}

function ofAnother(fn: FunctionModel): Side | undefined {
  const others = [...usePage.getState().session.functions.values()].filter((one) => one !== fn && one.order.length > 0)
  const newest = others.map((one) => ({ one, at: one.invocations.get(one.order.at(-1)!)?.receivedAt ?? 0 }))
  const [found] = newest.toSorted((a, b) => b.at - a.at)
  return found === undefined ? undefined : sideOf(found.one, found.one.order.at(-1)!)
}

function wordOf(invocation: Invocation | undefined): string {
  return invocation === undefined || invocation.number === 0 ? 'one call' : invocationWord(invocation)
}
