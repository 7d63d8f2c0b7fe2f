// The whole session as a strip under the rows: where much happened, what failed, what started cold; a click goes there.
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { FunctionModel } from '@playground/protocol/model'
import { duration, since } from '../../model/format.ts'
import { marked, OverviewFold } from '../../model/overview.ts'
import type { RowList } from '../../model/row-list.ts'
import { useParts, usePage } from '../../store.ts'
import { useSize } from '../../ui/use-size.ts'
import { drawScrubber, drawStrip, type Strip } from './draw-scrubber.ts'

/** While the tail is followed the strip is drawn no more often, milliseconds: thousands of rows a second move it by a pixel. */
const restMs = 250

type Props = {
  fn: FunctionModel
  list: RowList
  /** Rows of the model in sight. */
  from: number
  to: number
  onGo: (place: number) => void
}

export function Scrubber({ fn, list, from, to, onGo }: Props) {
  const { session, theme, follow, revision } = useParts('session', 'theme', 'follow', 'revision')
  const fold = useMemo(() => new OverviewFold(fn), [fn])
  const canvas = useRef<HTMLCanvasElement>(null)
  const place = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(place)
  const [hover, setHover] = useState<number | undefined>()
  const drawn = useRef<{ at: number; fold: OverviewFold; look: string; rows: string; strip: Strip } | undefined>(
    undefined,
  )
  useEffect(() => {
    const look = [width, height, devicePixelRatio, theme].join()
    const known = drawn.current?.fold === fold && drawn.current.look === look ? drawn.current : undefined
    const draw = () => {
      const overview = fold.update()
      const element = canvas.current
      if (element === null || width === 0) return
      const rows = `${fn.rows.length} ${fn.failures.length}`
      const strip = known?.rows === rows ? known.strip : drawStrip(element, overview, { width, height })
      drawn.current = { at: performance.now(), fold, look, rows, strip }
      drawScrubber(element, strip, fold.columnOf(from), Math.max(fold.columnOf(to), fold.columnOf(from)))
    }
    let frame = 0
    const next = () => (frame = requestAnimationFrame(draw))
    const rest = follow && known !== undefined ? known.at + restMs - performance.now() : 0
    const timer = rest > 0 ? setTimeout(next, rest) : undefined
    if (timer === undefined) next()
    return () => {
      clearTimeout(timer)
      cancelAnimationFrame(frame)
    }
  }, [fn, fold, width, height, from, to, theme, follow, revision])

  const columns = Math.max(1, fold.overview.counts.length)
  const rowAtX = (x: number) => fold.rowAt((Math.max(0, Math.min(width, x)) / Math.max(1, width)) * columns)
  const go = (event: PointerEvent<HTMLDivElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect()
    onGo(list.toView(rowAtX(event.clientX - left)))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }
    const step = by[event.key]
    if (step !== undefined) onGo(list.toView(fold.rowAt(fold.columnOf(from) + (step * columns) / 100)))
    else if (event.key === 'Home') onGo(0)
    else if (event.key === 'End') usePage.setState({ follow: true })
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const start = session.startedAt ?? 0
  const at = hover === undefined ? undefined : fn.rows[rowAtX(hover)]
  const last = fn.rows.at(-1)
  return (
    <div className="scrubber">
      <div
        ref={place}
        className="strip"
        role="slider"
        tabIndex={0}
        aria-label="Moment of the session"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={Math.max(1, fn.rows.length - 1)}
        aria-valuenow={Math.max(0, Math.min(from, fn.rows.length - 1))}
        aria-valuetext={follow ? 'live' : `at ${since(fn.rows[from]?.at ?? start, start)} s`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          go(event)
        }}
        onPointerMove={(event) => {
          setHover(event.clientX - event.currentTarget.getBoundingClientRect().left)
          if (event.buttons === 1) go(event)
        }}
        onPointerLeave={() => setHover(undefined)}
        onKeyDown={onKeyDown}
      >
        <canvas ref={canvas} aria-hidden="true" />
        {hover !== undefined && at !== undefined && (
          <span className="scrub-hint" style={{ left: Math.max(70, Math.min(width - 70, hover)) }}>
            {since(at.at, start)} s{nearMark(fold, hover, width, columns)}
          </span>
        )}
      </div>
      <span className="figure" title="Bars: how many rows. ◆ a cold start, ▲ an error. Long idle times are cut.">
        {duration((last?.at ?? start) - start)} · {fn.rows.length.toLocaleString('en')} rows
      </span>
    </div>
  )
}

function nearMark(fold: OverviewFold, x: number, width: number, columns: number): string {
  const { marks } = fold.overview
  const from = Math.floor(((x - 4) / width) * columns)
  const to = Math.ceil(((x + 4) / width) * columns)
  let bits = 0
  for (let column = Math.max(0, from); column <= Math.min(marks.length - 1, to); column += 1) bits |= marks[column]!
  const words = [
    ...(bits & marked.error ? ['error'] : []),
    ...(bits & marked.cold ? ['cold start'] : []),
    ...(bits & marked.cut ? ['idle time cut'] : []),
  ]
  return words.length === 0 ? '' : ` · ${words.join(', ')}`
}
