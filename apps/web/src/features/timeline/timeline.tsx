// A waterfall to scale: what waits, each environment as a track, memory; and what is true at any moment of it.
import { useMemo, useRef, useState, type CSSProperties } from 'react'
import { placesOf } from '../../model/timeline/places.ts'
import { sentenceOf } from '../../model/timeline/items.ts'
import { useParts } from '../../store.ts'
import { useNow } from '../../ui/use-now.ts'
import { useSize } from '../../ui/use-size.ts'
import { Axis } from './axis.tsx'
import { Controls } from './controls.tsx'
import { Crosshair } from './crosshair.tsx'
import { memoryScale } from './draw-charts.ts'
import { queueHeight } from './draw-queue.ts'
import { Heads } from './heads.tsx'
import { BrushBar, BrushGround, Overlays } from './overlays.tsx'
import { nowIn, source, useSight } from './sight.ts'
import { useDrawing } from './use-drawing.ts'
import { useKeys } from './use-keys.ts'
import { usePointer } from './use-pointer.ts'
import './timeline.css'

/** Pixels; the stylesheet has the same. */
const axisHeight = 30
const waitingHeight = 58
const memoryHeight = 60
/** Below this there is no room for memory. */
const leastHeight = 250

export function Timeline() {
  const page = useParts('session', 'present', 'moment', 'function', 'connection', 'presentRevision')
  const { session, moment, function: name } = page
  const { session: drawn, fn } = source(page)
  const place = useRef<HTMLElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const column = useRef<HTMLDivElement>(null)
  const waiting = useRef<HTMLCanvasElement>(null)
  const queue = useRef<HTMLCanvasElement>(null)
  const tracks = useRef<HTMLCanvasElement>(null)
  const memory = useRef<HTMLCanvasElement>(null)
  const canvases = useMemo(() => ({ waiting, queue, tracks, memory }), [])
  const { height, width: whole } = useSize(place)
  const { height: seen, width: beside } = useSize(scroller)
  const { width } = useSize(column)
  const withMemory = height >= leastHeight
  const heights = useMemo(
    () => ({ waiting: waitingHeight, tracks: seen, memory: withMemory ? memoryHeight : 0 }),
    [seen, withMemory],
  )
  const queued = fn?.timeline.mostQueued ?? 0
  const above = axisHeight + waitingHeight + (queued > 0 ? queueHeight : 0)
  const zones = {
    waiting: axisHeight,
    queue: axisHeight + waitingHeight,
    tracks: above,
    memory: above + seen,
    rest: above + seen + heights.memory,
  }
  const pointer = usePointer(stage, scroller, zones)
  useDrawing(canvases, heights, width)
  useKeys(stage, scroller)
  const focus = useSight((sight) => sight.focus)
  const second = useNow(fn)
  const [spoken, speak] = useState(false)
  const now = Math.max(second, nowIn(page, fn?.timeline))
  const start = drawn.startedAt ?? 0
  const { places, height: tall } = placesOf(fn?.timeline)
  const limitMb = drawn.state.functions[name ?? '']?.memoryMb
  const empty = fn?.timeline.from === undefined || (places.length === 0 && fn.timeline.waiting.at.length === 0)
  return (
    <section
      ref={place}
      // A scrollbar that takes room stays free.
      style={{ '--gutter': `${Math.max(0, whole - beside)}px` } as CSSProperties}
      className={`view timeline ${empty ? 'nothing-yet' : ''}`}
      aria-label="Timeline"
      tabIndex={-1}
    >
      <div className="corner">
        <Controls />
      </div>
      <div className="ground" ref={column}>
        <BrushGround start={start} />
        <Axis start={start} moment={moment?.at} />
      </div>
      <div className="chart" style={{ height: waitingHeight }}>
        <div className="chart-head">
          <b>Waiting</b>
          <span>
            {fn === undefined || fn.timeline.mostWaiting === 0 ? 'no call so far' : `peak ${fn.timeline.mostWaiting}`}
          </span>
        </div>
        <canvas ref={waiting} aria-hidden="true" />
      </div>
      {queued > 0 && (
        <div className="chart" style={{ height: queueHeight }}>
          <div className="chart-head">
            <b>Queue</b>
            <span title="Asynchronous events, before their first attempt and between attempts">
              {queued === 1 ? 'one event at a time' : `peak ${queued} events`}
            </span>
          </div>
          <canvas ref={queue} aria-hidden="true" />
        </div>
      )}
      <div
        ref={scroller}
        className="tracks"
        onScroll={({ currentTarget }) => useSight.setState({ top: currentTarget.scrollTop })}
      >
        <div className="tall" style={{ height: tall }}>
          <div className="seen" style={{ height: seen }}>
            <canvas ref={tracks} aria-hidden="true" />
          </div>
          <Heads
            places={places}
            height={seen}
            fn={session.functions.get(name ?? '')}
            session={session}
            now={moment?.at ?? second}
          />
        </div>
      </div>
      {withMemory && (
        <div className="chart memory" style={{ height: memoryHeight }}>
          <div className="chart-head">
            <b>Memory</b>
            <span>{memoryWords(fn?.timeline, limitMb)}</span>
          </div>
          <canvas ref={memory} aria-hidden="true" />
        </div>
      )}
      {empty && (
        <div className="timeline-empty">
          <p>
            <b>Nothing has happened yet.</b> Invoke the function: each environment becomes a track here, to scale, with
            its Init, its invocations, and the ice between them.
          </p>
        </div>
      )}
      <div
        ref={stage}
        className="stage"
        role="application"
        aria-label="Tracks of the environments"
        aria-roledescription="timeline"
        aria-describedby="timeline-keys"
        tabIndex={0}
        onFocus={() => speak(true)}
        onBlur={() => speak(false)}
        {...pointer}
      >
        <Overlays moment={moment?.at} />
        {fn !== undefined && <Crosshair fn={fn} now={now} height={height} />}
      </div>
      <div className="over-stage">
        <BrushBar start={start} />
      </div>
      <p id="timeline-keys" className="visually-hidden">
        Plus, minus and 0 zoom. The arrows to the left and right pan, up and down change the track. j and k go from
        block to block, Enter selects, a goes to the next activity.
      </p>
      <p className="visually-hidden" role="status" aria-label="Block in focus">
        {spoken && focus !== undefined ? sentenceOf(focus, now) : ''}
      </p>
    </section>
  )
}

function memoryWords(timeline: Parameters<typeof memoryScale>[0] | undefined, limitMb: number | undefined): string {
  if (timeline === undefined || timeline.mostMemory === 0)
    return limitMb === undefined ? 'no sample' : `of ${limitMb} MB each`
  const most = timeline.mostMemory.toFixed(timeline.mostMemory < 10 ? 1 : 0)
  return limitMb === undefined ? `most ${most} MB` : `most ${most} of ${limitMb} MB`
}
