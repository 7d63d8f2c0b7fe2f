// What the pointer is at and what is in sight, the same for every view; apart from the page's store, since they change with each movement.
import { create } from 'zustand'

type Pointed = {
  /** The time that the pointer is at, epoch milliseconds; every view marks it. */
  at: number | undefined
  /** Where the pointer is, so that a view does not mark what it is itself asked about. */
  by: string | undefined
  /** The first and the last entry that the view shows, where it shows a part. */
  sight: { from: number; to: number } | undefined
}

export const usePointed = create<Pointed>()(() => ({ at: undefined, by: undefined, sight: undefined }))

/** Marks a time in every view; without one, none. `by`: the view that the pointer is in. */
export function point(by: string, at: number | undefined): void {
  const now = usePointed.getState()
  if (now.at === at && now.by === by) return
  // Whoever left it late takes away only its own mark.
  if (at === undefined && now.by !== by) return
  usePointed.setState({ at, by: at === undefined ? undefined : by })
}
