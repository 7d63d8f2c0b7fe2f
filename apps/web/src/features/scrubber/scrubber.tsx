// The whole session as a strip under the view: where much happened, what failed, what started cold; a click goes to that moment.
import { columnOfTime, entryAt, marked, type Overview } from '@playground/protocol/model'
import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { duration, since } from '../../model/format.ts'
import { backToNow, leap, step, togglePlaying, travelTo } from '../../moment/travel.ts'
import { point, usePointed } from '../../pointed.ts'
import { useParts, usePage } from '../../store.ts'
import { useSize } from '../../ui/use-size.ts'
import type { Dot } from './finding-dots.ts'
import { PastPill } from './past-pill.tsx'
import { useStrip } from './use-strip.ts'
import './scrubber.css'

export function Scrubber() {
  const name = usePage((page) => page.function)
  usePage((page) => page.presentRevision)
  const overview = usePage((page) => page.present.functions.get(name ?? '')?.overview)
  return overview === undefined || overview.exchanges === 0 ? null : <Strip overview={overview} />
}

/** Apart from what asks whether there is anything to show: what it measures is there from its beginning. */
function Strip({ overview }: { overview: Overview }) {
  const { present, moment, playing } = useParts('present', 'moment', 'playing', 'presentRevision')
  const canvas = useRef<HTMLCanvasElement>(null)
  const place = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(place)
  const [hover, setHover] = useState<number | undefined>()
  const dots = useStrip(canvas, overview, { width, height })

  const start = present.startedAt ?? 0
  const columns = Math.max(1, overview.counts.length)
  const at = (x: number) => entryAt(overview, (Math.max(0, Math.min(width, x)) / Math.max(1, width)) * columns)
  const xOf = (event: PointerEvent<HTMLElement>) => event.clientX - event.currentTarget.getBoundingClientRect().left
  const go = (event: PointerEvent<HTMLElement>) => {
    const x = xOf(event)
    if (x >= width - 3) backToNow()
    else void travelTo(at(x).seq)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    if (event.key === 'ArrowLeft') void step(-1)
    else if (event.key === 'ArrowRight') void step(1)
    else if (event.key === 'PageUp') leap(-5)
    else if (event.key === 'PageDown') leap(5)
    else if (event.key === 'Home') void travelTo(overview.seqs.find((seq) => seq > 0) ?? 1)
    else if (event.key === 'End') backToNow()
    else if (event.key === ' ') togglePlaying()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="scrubber">
      {moment !== undefined && <PastPill moment={moment} start={start} overview={overview} />}
      <div className="steps">
        <button
          type="button"
          className="icon"
          aria-label="Step back"
          title="Step back  <"
          onClick={() => void step(-1)}
        >
          <ChevronLeft size={14} />
        </button>
        <button
          type="button"
          className="icon"
          aria-label={playing ? 'Pause' : 'Play'}
          title={playing ? 'Pause  p' : 'Play what happened  p'}
          onClick={togglePlaying}
        >
          {playing ? <Pause size={13} /> : <Play size={13} />}
        </button>
        <button
          type="button"
          className="icon"
          aria-label="Step forward"
          title="Step forward  >"
          disabled={moment === undefined}
          onClick={() => void step(1)}
        >
          <ChevronRight size={14} />
        </button>
      </div>
      <div
        ref={place}
        className="strip"
        role="slider"
        tabIndex={0}
        aria-label="Moment of the session"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={overview.lastSeq}
        aria-valuenow={moment?.seq ?? overview.lastSeq}
        aria-valuetext={moment === undefined ? 'now' : `at ${since(moment.at, start)} s`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          if (!event.shiftKey) go(event)
        }}
        onPointerMove={(event) => {
          const x = xOf(event)
          setHover(x)
          point('scrubber', at(x).at)
          if (event.buttons === 1 && !event.shiftKey) go(event)
        }}
        onPointerLeave={() => {
          setHover(undefined)
          point('scrubber', undefined)
        }}
        onKeyDown={onKeyDown}
      >
        <canvas ref={canvas} aria-hidden="true" />
        <PointedLine overview={overview} width={width} />
        {hover !== undefined && (
          <span className="scrub-hint" style={{ left: Math.max(70, Math.min(width - 70, hover)) }}>
            {since(at(hover).at, start)} s{nearMark(overview, hover, width)}
            {nearFindings(dots(), (hover / width) * columns, (5 / width) * columns)}
          </span>
        )}
      </div>
      <span
        className="figure"
        title="Bars: exchanges. ◆ a cold start, ▲ an error, ● a finding. Long idle times are cut."
      >
        {duration((overview.lastAt ?? start) - start)} · {overview.exchanges.toLocaleString('en')}{' '}
        {overview.exchanges === 1 ? 'exchange' : 'exchanges'}
      </span>
    </div>
  )
}

/** The time that the pointer is at in another view. */
function PointedLine({ overview, width }: { overview: Overview; width: number }) {
  const { at, by } = usePointed()
  if (at === undefined || by === 'scrubber') return null
  const left = (columnOfTime(overview, at) / Math.max(1, overview.counts.length)) * width
  return <i className="pointed" style={{ left }} />
}

function nearFindings(dots: readonly Dot[], column: number, within: number): string {
  const titles = new Set(dots.filter((dot) => Math.abs(dot.column - column) <= within).flatMap((dot) => dot.titles))
  return titles.size === 0 ? '' : ` · finding: ${[...titles].join(', ')}`
}

function nearMark({ marks }: Overview, x: number, width: number): string {
  const from = Math.floor(((x - 4) / width) * marks.length)
  const to = Math.ceil(((x + 4) / width) * marks.length)
  let bits = 0
  for (let column = Math.max(0, from); column <= Math.min(marks.length - 1, to); column += 1) bits |= marks[column]!
  const words = [
    ...(bits & marked.error ? ['error'] : []),
    ...(bits & marked.cold ? ['cold start'] : []),
    ...(bits & marked.cut ? ['idle time cut'] : []),
  ]
  return words.length === 0 ? '' : ` · ${words.join(', ')}`
}
