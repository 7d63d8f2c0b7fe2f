// How far the rules are with the session.
import { rules } from '@playground/protocol/findings'
import { usePage } from '../../store.ts'

/** Fewer entries than these are looked at before anybody could read that they are not. */
const soon = 4000

export function isLooking({ seq, of }: { seq: number; of: number }): boolean {
  return of - seq > soon || (seq === 0 && of > 0)
}

export function Progress() {
  const looked = usePage((page) => page.looked)
  const { seq, of } = looked
  if (!isLooking(looked))
    return (
      <p className="figure progress">
        {rules.length} rules · {seq.toLocaleString('en')} entries
      </p>
    )
  return (
    <p className="figure progress" role="status">
      <progress max={of} value={seq} aria-label="Entries looked at" />
      {seq.toLocaleString('en')} of {of.toLocaleString('en')} entries looked at
    </p>
  )
}
