// The keys of the timeline: zoom and pan, from block to block and track to track, and over idle time.
import { useEffect, type RefObject } from 'react'
import { timeSpanOf } from '../../model/filter/time-term.ts'
import { nextActivity } from '../../model/timeline/activity.ts'
import { across, step, type Item } from '../../model/timeline/items.ts'
import { placesOf } from '../../model/timeline/places.ts'
import { usePage } from '../../store.ts'
import { inTextField } from '../../ui/in-text-field.ts'
import { brush } from './brush.ts'
import { firstItem, itemOfSelection } from './selection.ts'
import {
  bringIntoSight,
  followTail,
  nowIn,
  panBy,
  showAll,
  showSpan,
  source,
  spanInSight,
  useSight,
  zoomBy,
} from './sight.ts'
import { select, spanOf } from './use-pointer.ts'

/** Of the width, for each press. */
const panShare = 0.15
const zoomFactor = 1.5

export function useKeys(stage: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || inTextField(event.target)) return
      if (document.querySelector('dialog[open], .menu') !== null) return
      if (!usePage.getState().singleKeys && event.key.length === 1 && event.isTrusted) return
      const inStage = event.target === stage.current
      const does = anywhere[event.key] ?? (inStage ? whenFocused[event.key] : undefined)
      if (does === undefined) return
      does()
      event.preventDefault()
    }
    const scrollTo = (item: Item | undefined, before: Item | undefined) => {
      const { fn } = source(usePage.getState())
      const element = scroller.current
      if (item === undefined || item === before || element === null) return
      const place = placesOf(fn?.timeline).places.find(({ track }) => track === item.track)
      if (place === undefined) return
      if (place.top < element.scrollTop) element.scrollTop = place.top
      else if (place.top + place.height > element.scrollTop + element.clientHeight)
        element.scrollTop = place.top + place.height - element.clientHeight
    }
    addEventListener('keydown', onKey)
    const stop = useSight.subscribe(({ focus }, before) => scrollTo(focus, before.focus))
    return () => {
      removeEventListener('keydown', onKey)
      stop()
    }
  }, [stage, scroller])
}

const anywhere: Record<string, (() => void) | undefined> = {
  '+': () => zoomBy(zoomFactor),
  '=': () => zoomBy(zoomFactor),
  '-': () => zoomBy(1 / zoomFactor),
  '0': showAll,
  f: followTail,
  a: () => jump(1),
  A: () => jump(-1),
  j: () => move(1),
  k: () => move(-1),
  n: () => failure(1),
  N: () => failure(-1),
  z: () => {
    const item = current()
    if (item !== undefined) showSpan(spanOf(item))
  },
  t: () => {
    const item = current()
    if (item !== undefined) brush(spanOf(item))
  },
  Escape: () => {
    const { measured, focus } = useSight.getState()
    if (measured !== undefined) useSight.setState({ measured: undefined })
    else if (focus !== undefined) useSight.setState({ focus: undefined })
    else if (timeSpanOf(usePage.getState().filter) !== undefined) brush(undefined)
  },
}

const whenFocused: Record<string, (() => void) | undefined> = {
  ArrowLeft: () => panBy(-panShare * useSight.getState().width),
  ArrowRight: () => panBy(panShare * useSight.getState().width),
  ArrowUp: () => cross(-1),
  ArrowDown: () => cross(1),
  Enter: () => {
    const item = current()
    if (item !== undefined) select(item)
  },
}

/** What the keys are at: the focus, else what is selected on the page. */
function current(): Item | undefined {
  const page = usePage.getState()
  const { fn } = source(page)
  const { focus } = useSight.getState()
  // The session may have begun anew since.
  if (focus !== undefined && fn?.timeline.tracks.get(focus.track.name) === focus.track) return focus
  return fn === undefined ? undefined : itemOfSelection(fn, page.selected)
}

function focusOn(item: Item | undefined): void {
  if (item === undefined) return
  useSight.setState({ focus: item, pointer: undefined })
  bringIntoSight(spanOf(item))
}

function move(by: 1 | -1): void {
  const { fn } = source(usePage.getState())
  const item = current()
  if (fn !== undefined) focusOn(item === undefined ? firstItem(fn) : step(item.track, item.block, by))
}

/** To the track above or below, at about the same time. */
function cross(by: 1 | -1): void {
  const { fn } = source(usePage.getState())
  const item = current()
  if (fn === undefined) return
  if (item === undefined) return focusOn(firstItem(fn))
  const { from, to } = spanOf(item)
  const tracks = [...fn.timeline.tracks.values()]
  for (let index = tracks.indexOf(item.track) + by; tracks[index] !== undefined; index += by) {
    const next = across(tracks[index]!, (from + to) / 2)
    if (next !== undefined) return focusOn(next)
  }
}

function jump(by: 1 | -1): void {
  const page = usePage.getState()
  const { fn } = source(page)
  const span = fn && nextActivity(fn.timeline, spanInSight(), by, nowIn(page, fn.timeline))
  if (span !== undefined) showSpan({ from: span.from, to: Math.max(span.to, span.from + 1) })
}

/** To the invocation of any environment that failed next, or before. */
function failure(by: 1 | -1): void {
  const { fn } = source(usePage.getState())
  const item = current()
  const from = item?.block.from ?? (by > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)
  const all = [...(fn?.timeline.tracks.values() ?? [])].flatMap((track) =>
    track.failures.map(({ serving }) => ({ track, serving })),
  )
  const beyond = all.filter(({ serving }) => (by > 0 ? serving.from > from : serving.from < from))
  const found = beyond.toSorted((a, b) => by * (a.serving.from - b.serving.from))[0]
  if (found === undefined) return
  const { track, serving } = found
  const row = track.serving.findIndex((blocks) => blocks.includes(serving))
  select({ kind: 'serving', track, block: serving, row }, 'replace')
  bringIntoSight({ from: serving.from, to: serving.to ?? serving.from })
}
