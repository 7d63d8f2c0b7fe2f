// The time that is marked: where the pointer is in this view or in another, else where the focus of the keys is.
import { timeAt } from '../../model/timeline/scale.ts'
import { usePointed } from '../../pointed.ts'
import { useSight } from './sight.ts'

/** `own`: it is this view that asks what is true then. */
export function useMarked(): { at: number | undefined; own: boolean } {
  const { at, by } = usePointed()
  const pointer = useSight((sight) => sight.pointer)
  const scale = useSight((sight) => sight.scale)
  const focus = useSight((sight) => sight.focus)
  if (pointer !== undefined) return { at: timeAt(scale, pointer.x), own: true }
  if (at !== undefined && by !== 'timeline') return { at, own: false }
  if (focus === undefined) return { at: undefined, own: true }
  const { from, to } = focus.block
  return { at: to === undefined ? from : (from + to) / 2, own: true }
}
