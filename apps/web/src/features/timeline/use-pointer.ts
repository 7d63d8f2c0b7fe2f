// The pointer and the wheel: zoom, pan, measure, brush, select, and going to a time.
import { useEffect, useRef, type PointerEvent, type RefObject } from 'react'
import { itemAt, type Item } from '../../model/timeline/items.ts'
import { placeAt, placesOf } from '../../model/timeline/places.ts'
import { timeAt, type Span } from '../../model/timeline/scale.ts'
import { point } from '../../pointed.ts'
import { usePage } from '../../store.ts'
import { show } from '../../url-state.ts'
import { brush } from './brush.ts'
import { goTo } from './go-to.ts'
import { queuedUnder, rowOfItem, rowOfQueued } from './selection.ts'
import { panBy, showAll, showSpan, source, useSight, zoomBy, type Zone } from './sight.ts'

/** Where each zone begins, pixels from the top of the stage. */
export type Zones = { waiting: number; queue: number; tracks: number; memory: number; rest: number }

type Drag = { does: 'pan' | 'measure' | 'brush'; zone: Zone; x: number; y: number; at: number; moved: boolean }

/** A press that moves no farther is a click, pixels. */
const still = 3
const wheelFactor = 0.0018
const pinchFactor = 0.011
const linePx = 18

export function usePointer(
  stage: RefObject<HTMLElement | null>,
  scroller: RefObject<HTMLElement | null>,
  zones: Zones,
) {
  const drag = useRef<Drag | undefined>(undefined)
  const where = (event: { clientX: number; clientY: number }) => {
    const box = stage.current!.getBoundingClientRect()
    const [x, y] = [event.clientX - box.left, event.clientY - box.top]
    const zone: Zone =
      y < zones.waiting
        ? 'axis'
        : y < zones.queue
          ? 'waiting'
          : y < zones.tracks
            ? 'queue'
            : y < zones.memory
              ? 'tracks'
              : y < zones.rest
                ? 'memory'
                : 'rest'
    const top = zone === 'queue' ? -zones.queue : useSight.getState().top - zones.tracks
    return { x, y, down: y + top, zone }
  }
  const timeOf = (x: number) => timeAt(useSight.getState().scale, x)

  useEffect(() => {
    const element = stage.current
    if (element === null) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const unit = event.deltaMode === 1 ? linePx : 1
      const [dx, dy] = [event.deltaX * unit, event.deltaY * unit]
      const x = event.clientX - element.getBoundingClientRect().left
      if (event.shiftKey) panBy(dx === 0 ? dy : dx)
      else if (Math.abs(dx) > Math.abs(dy)) panBy(dx)
      else zoomBy(Math.exp(-dy * (event.ctrlKey || event.metaKey ? pinchFactor : wheelFactor)), x)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [stage])

  return {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return
      const there = where(event)
      const { x, zone } = there
      stage.current?.setPointerCapture(event.pointerId)
      const does = event.shiftKey ? 'measure' : event.altKey || zone === 'axis' ? 'brush' : 'pan'
      drag.current = { does, zone, x: event.clientX, y: event.clientY, at: timeOf(x), moved: false }
      useSight.setState({ pointer: there })
    },
    onPointerMove(event: PointerEvent) {
      const there = where(event)
      const { x } = there
      const one = drag.current
      if (one !== undefined) {
        one.moved ||= Math.hypot(event.clientX - one.x, event.clientY - one.y) > still
        if (one.moved && one.does === 'pan') {
          panBy(one.x - event.clientX)
          scroller.current?.scrollBy({ top: one.y - event.clientY })
          Object.assign(one, { x: event.clientX, y: event.clientY })
        } else if (one.moved) {
          const span = ordered(one.at, timeOf(x))
          useSight.setState(one.does === 'measure' ? { measured: span } : { brushing: span })
        }
      }
      useSight.setState({ pointer: there })
      point('timeline', timeOf(x))
    },
    onPointerUp(event: PointerEvent) {
      const one = drag.current
      drag.current = undefined
      if (one === undefined) return
      const { x, zone } = where(event)
      if (one.moved && one.does === 'brush') {
        useSight.setState({ brushing: undefined })
        brush(ordered(one.at, timeOf(x)))
      }
      if (one.moved) return
      if (zone === 'axis') return void goTo(timeOf(x))
      if (one.does !== 'measure') useSight.setState({ measured: undefined })
      const { fn } = source(usePage.getState())
      const there = where(event)
      const queued =
        fn === undefined || zone !== 'queue' ? undefined : queuedUnder(fn, there, useSight.getState().scale)
      if (fn !== undefined && queued !== undefined) return show({ selected: rowOfQueued(fn, queued) }, 'push')
      const item = itemUnder(there)
      if (item !== undefined) select(item)
    },
    onPointerCancel() {
      drag.current = undefined
      useSight.setState({ brushing: undefined })
    },
    onPointerLeave() {
      useSight.setState({ pointer: undefined })
      point('timeline', undefined)
    },
    onDoubleClick(event: { clientX: number; clientY: number }) {
      const there = where(event)
      if (there.zone === 'axis') return
      const item = itemUnder(there)
      if (item === undefined) showAll()
      else showSpan(spanOf(item))
    },
  }
}

/** Selects on the page what stands for it, and puts the focus of the keys there. */
export function select(item: Item, how: 'push' | 'replace' = 'push'): void {
  const { fn } = source(usePage.getState())
  const seq = fn === undefined ? undefined : rowOfItem(fn, item)
  useSight.setState({ focus: item })
  if (seq !== undefined) show({ selected: seq }, how)
}

/** From its beginning to its end; what goes on ends where it is drawn to. */
export function spanOf({ block }: Item): Span {
  const { scale, width } = useSight.getState()
  return { from: block.from, to: block.to ?? Math.max(block.from + 1, Math.min(Date.now(), timeAt(scale, width))) }
}

function itemUnder({ x, down, zone }: { x: number; down: number; zone: Zone }): Item | undefined {
  const { fn } = source(usePage.getState())
  if (zone !== 'tracks' || fn === undefined) return undefined
  const { scale } = useSight.getState()
  const place = placeAt(placesOf(fn.timeline).places, down)
  return place === undefined ? undefined : itemAt(place, down - place.top, timeAt(scale, x), 4 * scale.msPerPx)
}

function ordered(a: number, b: number): Span {
  return a < b ? { from: a, to: b } : { from: b, to: a }
}
