// A pane of a size that one sets by its edge, beside one that takes what is left: resized, folded away, and remembered.
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'

/** Pixels of an arrow key, and with Shift. */
const step = 10
const bigStep = 50

export type PaneSize = {
  /** Pixels, or what the stylesheet gives it at first; 0 is folded away. */
  size: number | string
  setSize: (size: number | string) => void
  folded: boolean
  toggle: () => void
  unfold: () => void
}

/** `initial`: pixels, or a length of CSS; remembered under `id` by this browser. */
export function usePaneSize(id: string, initial: number | string): PaneSize {
  const key = `pane:${id}`
  const [set, setSet] = useState<{ id: string; size: number | string } | undefined>()
  const size = set?.id === id ? set.size : (read(key) ?? initial)
  const before = useRef<number | string>(initial)
  const setSize = (next: number | string) => {
    if (next !== 0) before.current = next
    setSet({ id, size: next })
    localStorage.setItem(key, String(next))
  }
  const folded = size === 0
  const fold = () => {
    before.current = size
    setSize(0)
  }
  const unfold = () => {
    if (folded) setSize(before.current)
  }
  return { size, setSize, folded, toggle: () => (folded ? unfold() : fold()), unfold }
}

function read(key: string): number | undefined {
  const kept = Number(localStorage.getItem(key) ?? Number.NaN)
  return Number.isFinite(kept) && kept >= 0 ? kept : undefined
}

type Props = {
  pane: PaneSize
  /** What its edge is called for who cannot see it. */
  label: string
  direction: 'row' | 'column'
  /** Where its edge is. */
  edge: 'before' | 'after'
  /** Pixels that it keeps, and that the pane beside it keeps. */
  min: number
  minBeside: number
  folds?: boolean
  children: ReactNode
}

export function SizedPane({ pane, label, direction, edge, min, minBeside, folds = false, children }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const [most, setMost] = useState(0)
  const [now, setNow] = useState(0)
  const along = direction === 'row' ? 'offsetWidth' : 'offsetHeight'
  const sizeNow = () => place.current?.[along] ?? 0
  useEffect(() => {
    const { current } = place
    if (current === null) return
    const look = () => {
      setNow(current[along])
      setMost(mostOf(current, along, minBeside))
    }
    const observer = new ResizeObserver(look)
    observer.observe(current)
    look()
    return () => observer.disconnect()
  }, [along, minBeside])
  const mostNow = () => (place.current === null ? 0 : mostOf(place.current, along, minBeside))
  /** Below half of the least it folds away. */
  const take = (wanted: number) => {
    if (folds && wanted < min / 2) return pane.setSize(0)
    pane.setSize(Math.round(Math.min(Math.max(wanted, min), mostNow())))
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault()
    const { currentTarget: handle, pointerId } = event
    const from = direction === 'row' ? event.clientX : event.clientY
    const began = sizeNow()
    const move = (moved: globalThis.PointerEvent) => {
      const by = (direction === 'row' ? moved.clientX : moved.clientY) - from
      take(edge === 'after' ? began + by : began - by)
    }
    handle.setPointerCapture(pointerId)
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const grows = direction === 'row' ? 'ArrowRight' : 'ArrowDown'
    const shrinks = direction === 'row' ? 'ArrowLeft' : 'ArrowUp'
    const by = event.shiftKey ? bigStep : step
    const sign = edge === 'after' ? 1 : -1
    if (event.key === grows) take(sizeNow() + sign * by)
    else if (event.key === shrinks) take(sizeNow() - sign * by)
    else if (event.key === 'Home') take(min)
    else if (event.key === 'End') take(mostNow())
    else if (event.key === 'Enter' && folds) pane.toggle()
    else return
    event.preventDefault()
  }
  const handle = (
    <div
      role="separator"
      tabIndex={0}
      className={direction === 'row' ? 'separator-column' : 'separator-row'}
      aria-label={label}
      aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
      aria-valuenow={now}
      aria-valuemin={folds ? 0 : min}
      aria-valuemax={Math.max(most, now)}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  )
  const kept = pane.folded ? 0 : min
  const style = direction === 'row' ? { width: pane.size, minWidth: kept } : { height: pane.size, minHeight: kept }
  return (
    <>
      {edge === 'before' && handle}
      <div ref={place} className="pane sized" style={style} inert={pane.folded}>
        {children}
      </div>
      {edge === 'after' && handle}
    </>
  )
}

/** As much as leaves its neighbour what that keeps, pixels. */
function mostOf(place: HTMLElement, along: 'offsetWidth' | 'offsetHeight', minBeside: number): number {
  const beside = place.parentElement?.querySelector<HTMLElement>(':scope > .stretches')
  return place[along] + Math.max(0, (beside?.[along] ?? 0) - minBeside)
}
