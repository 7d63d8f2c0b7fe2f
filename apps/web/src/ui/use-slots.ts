// Names for the rows of a long list that are in sight, by which their elements are kept.
import { useRef } from 'react'

/**
 * A row keeps its name while the list scrolls. Rows of which none was in sight before take over the elements of those that
 * were: where thousands arrive each second, all rows are others at each drawing, and elements are cheaper to change than to make.
 */
export function useSlots(first: number, last: number): (place: number) => number {
  const shown = useRef({ first, last, base: first })
  const { first: from, last: to, base } = shown.current
  const apart = first >= to || last <= from
  shown.current = { first, last, base: apart ? first : base }
  const now = shown.current.base
  return (place) => place - now
}
