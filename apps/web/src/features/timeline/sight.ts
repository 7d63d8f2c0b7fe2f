// What the timeline shows and what the pointer does in it; apart from the page's store, since it changes with each movement.
import type { FunctionModel, Session, Timeline } from '@playground/protocol/model'
import { create } from 'zustand'
import { knownSpan } from '../../model/timeline/activity.ts'
import type { Item } from '../../model/timeline/items.ts'
import { fit, pan, reveal, timeAt, zoom, type Scale, type Span } from '../../model/timeline/scale.ts'
import { usePage, type Page } from '../../store.ts'

/** Where in the view something is, by what is drawn there. */
export type Zone = 'axis' | 'waiting' | 'queue' | 'tracks' | 'memory' | 'rest'

export type Sight = {
  /** The session and the function that it is about. */
  of: string
  scale: Scale
  /** `all`: everything that is known; `tail`: the newest stays at the right; `free`: as somebody left it. */
  keeps: 'all' | 'tail' | 'free'
  width: number
  /** As far as the tracks are scrolled. */
  top: number
  /** `y` from the top of the view, `down` from the top of all tracks, or of the chart of the queue. */
  pointer: { x: number; y: number; down: number; zone: Zone } | undefined
  measured: Span | undefined
  /** A brush that is being drawn. */
  brushing: Span | undefined
  focus: Item | undefined
}

const nothing: Omit<Sight, 'width'> = {
  of: '',
  scale: { from: 0, msPerPx: 1 },
  keeps: 'all',
  top: 0,
  pointer: undefined,
  measured: undefined,
  brushing: undefined,
  focus: undefined,
}

export const useSight = create<Sight>()(() => ({ ...nothing, width: 0 }))

/** What is drawn: the session as it is, with what came after the moment faded; where that does not reach back so far, the past itself. */
export function source({
  present,
  session,
  moment,
  function: name,
}: Pick<Page, 'present' | 'session' | 'moment' | 'function'>): {
  session: Session
  fn: FunctionModel | undefined
} {
  const fn = present.functions.get(name ?? '')
  const begins = fn?.timeline.from
  if (moment !== undefined && (begins === undefined || moment.at < begins))
    return { session, fn: session.functions.get(name ?? '') }
  return { session: present, fn }
}

/** The time up to which what goes on is drawn, epoch milliseconds: time passes while the page is connected. */
export function nowIn({ connection }: Pick<Page, 'connection'>, timeline: Timeline | undefined): number {
  const last = timeline?.at ?? 0
  return connection.phase === 'live' || connection.phase === 'behind' ? Math.max(last, Date.now()) : last
}

/** The same for what is drawn now. */
export function currentNow(): number {
  const page = usePage.getState()
  return nowIn(page, source(page).fn?.timeline)
}

function known(): Span {
  const page = usePage.getState()
  const { fn } = source(page)
  const now = currentNow()
  return fn === undefined ? { from: 0, to: 1 } : knownSpan(fn.timeline, now)
}

/** Brings the scale up to now, where it is to follow. */
export function keepUp(): void {
  const page = usePage.getState()
  const of = `${page.epoch ?? ''}/${page.function ?? ''}`
  if (useSight.getState().of !== of) useSight.setState({ ...nothing, of })
  const { keeps, scale, width } = useSight.getState()
  if (width === 0 || keeps === 'free') return
  const span = known()
  const next =
    keeps === 'all' ? fit(span, width) : { msPerPx: scale.msPerPx, from: span.to - (width - 24) * scale.msPerPx }
  if (next.from !== scale.from || next.msPerPx !== scale.msPerPx) useSight.setState({ scale: next })
}

/** `x`: what stays where it is; the newest, where that is followed. */
export function zoomBy(factor: number, x?: number): void {
  const { scale, width, keeps } = useSight.getState()
  const span = known()
  const tail = x === undefined && keeps === 'tail'
  useSight.setState({
    scale: zoom(scale, factor, x ?? (tail ? width - 24 : width / 2), span, width),
    keeps: tail ? 'tail' : 'free',
  })
}

export function panBy(px: number): void {
  const { scale, width } = useSight.getState()
  useSight.setState({ scale: pan(scale, px, known(), width), keeps: 'free' })
}

export function showAll(): void {
  useSight.setState({ keeps: 'all' })
  keepUp()
}

export function followTail(): void {
  useSight.setState({ keeps: 'tail' })
  keepUp()
}

/** A span fills the view. */
export function showSpan(span: Span): void {
  const { width } = useSight.getState()
  useSight.setState({ scale: fit(span, width), keeps: 'free' })
}

/** A span is moved into the view, as large as it is. */
export function bringIntoSight(span: Span): void {
  const { scale, width } = useSight.getState()
  const next = reveal(scale, span, width)
  if (next !== scale) useSight.setState({ scale: next, keeps: 'free' })
}

export function spanInSight(): Span {
  const { scale, width } = useSight.getState()
  return { from: scale.from, to: timeAt(scale, width) }
}
