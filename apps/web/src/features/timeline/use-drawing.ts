// Draws the canvases once per frame, and only when something of what they show has changed or time has passed.
import { useEffect, useRef, type RefObject } from 'react'
import { placesBetween, placesOf } from '../../model/timeline/places.ts'
import { useParts, usePage } from '../../store.ts'
import { beginCanvas } from '../../ui/canvas.ts'
import { drawMemory, drawWaiting } from './draw-charts.ts'
import { drawQueue, queueHeight } from './draw-queue.ts'
import { drawTracks } from './draw-tracks.ts'
import { lookOf, type Look } from './look.ts'
import { itemOfSelection } from './selection.ts'
import { keepUp, nowIn, source, useSight } from './sight.ts'

export type Canvases = Record<'waiting' | 'queue' | 'tracks' | 'memory', RefObject<HTMLCanvasElement | null>>
export type Heights = { waiting: number; tracks: number; memory: number }

/** While time passes it is drawn as often as it moves by a pixel, but no more often than this, milliseconds. */
const leastMs = 33
const mostMs = 1000

export function useDrawing(canvases: Canvases, heights: Heights, width: number): void {
  const page = useParts('presentRevision', 'moment', 'selected', 'theme', 'function', 'connection')
  const look = useRef<Look | undefined>(undefined)
  useEffect(() => {
    useSight.setState({ width })
    let frame = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(draw)
    }
    const draw = () => {
      frame = 0
      keepUp()
      drawAll(canvases, heights, look)
      clearTimeout(timer)
      const { scale, keeps } = useSight.getState()
      if (usePage.getState().connection.phase === 'live' && (keeps !== 'free' || nowInSight()))
        timer = setTimeout(soon, Math.min(mostMs, Math.max(leastMs, scale.msPerPx)))
    }
    soon()
    const stop = useSight.subscribe((sight, before) => {
      const { scale, top, focus, pointer, of } = sight
      const changed = scale !== before.scale || top !== before.top || focus !== before.focus || of !== before.of
      if (changed || pointer?.y !== before.pointer?.y) soon()
    })
    return () => {
      stop()
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [canvases, heights, width, page])
}

function nowInSight(): boolean {
  const { scale, width } = useSight.getState()
  const { fn } = source(usePage.getState())
  return nowIn(usePage.getState(), fn?.timeline) < scale.from + width * scale.msPerPx
}

function drawAll(canvases: Canvases, heights: Heights, look: RefObject<Look | undefined>): void {
  const page = usePage.getState()
  const { scale, width, top, focus, pointer } = useSight.getState()
  const { session, fn } = source(page)
  if (fn === undefined) return
  const { timeline } = fn
  const moment = page.moment?.at
  const sight = { ...scale, width, now: nowIn(page, timeline) }
  const places = placesBetween(placesOf(timeline).places, top, top + heights.tracks)
  const waiting = beginCanvas(canvases.waiting.current, { width, height: heights.waiting })
  if (waiting === undefined) return
  look.current = lookOf(canvases.waiting.current!, waiting, page.theme, look.current)
  drawWaiting(waiting, look.current, timeline, { sight, height: heights.waiting, moment })
  // There are none before the first environment, though calls wait by then.
  const tracks = beginCanvas(canvases.tracks.current, { width, height: heights.tracks })
  const selected = itemOfSelection(fn, page.selected)
  if (tracks !== undefined)
    drawTracks(tracks, look.current, { sight, places, top, height: heights.tracks, moment, selected, focus })
  const queue = beginCanvas(canvases.queue.current, { width, height: queueHeight })
  if (queue !== undefined) drawQueue(queue, look.current, timeline, { sight, moment, selected: page.selected })
  const memory = beginCanvas(canvases.memory.current, { width, height: heights.memory })
  const pointed = pointer?.zone === 'tracks' ? places.find((place) => isAt(place, pointer.down)) : undefined
  if (memory !== undefined)
    drawMemory(memory, look.current, timeline, {
      sight,
      height: heights.memory,
      moment,
      tracks: places.map(({ track }) => track),
      strong: pointed?.track ?? focus?.track ?? selected?.track,
      limitMb: session.state.functions[fn.name]?.memoryMb,
    })
}

function isAt({ top, height }: { top: number; height: number }, y: number): boolean {
  return y >= top && y < top + height
}
