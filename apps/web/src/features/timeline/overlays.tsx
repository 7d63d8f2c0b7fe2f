// What lies over the tracks: the moment that is shown, a span that is measured, and the span that the filter keeps to.
import { X } from 'lucide-react'
import { timeSpanOf } from '../../model/filter/time-term.ts'
import { xOf, type Span } from '../../model/timeline/scale.ts'
import { spanWord, timeWord } from '../../model/timeline/ticks.ts'
import { usePage } from '../../store.ts'
import { show } from '../../url-state.ts'
import { brush } from './brush.ts'
import { currentNow, showSpan, useSight } from './sight.ts'

export function Overlays({ moment }: { moment: number | undefined }) {
  const { scale, width, measured } = useSight()
  const live = usePage((page) => page.connection.phase === 'live')
  const now = currentNow()
  const line = (className: string, at: number) => {
    const x = xOf(scale, at)
    return x < -1 || x > width ? null : <i className={`playhead ${className}`} style={{ left: x }} />
  }
  return (
    <div className="overlays">
      {live && moment === undefined && line('at-now', now)}
      {moment !== undefined && line('at-moment', moment)}
      {measured !== undefined && (
        <div className="measured" role="status" style={place(measured)}>
          <span>{spanWord(measured.to - measured.from)}</span>
        </div>
      )}
    </div>
  )

  function place({ from, to }: Span) {
    const left = Math.max(-2, xOf(scale, from))
    return { left, width: Math.max(1, Math.min(width + 2, xOf(scale, to)) - left) }
  }
}

/** The span that the filter keeps to, behind the tracks. */
export function BrushGround({ start }: { start: number }) {
  const { scale, width } = useSight()
  const span = useBrush(start)
  if (span === undefined) return null
  const left = Math.max(-2, xOf(scale, span.from))
  const right = Math.min(width + 2, xOf(scale, span.to))
  return right < 0 || left > width ? null : (
    <div className="brush-ground" style={{ left, width: Math.max(1, right - left) }} />
  )
}

/** What can be done with it. */
export function BrushBar({ start }: { start: number }) {
  const { scale, width, brushing } = useSight()
  const span = useBrush(start)
  if (span === undefined || brushing !== undefined) return null
  const middle = (Math.max(0, xOf(scale, span.from)) + Math.min(width, xOf(scale, span.to))) / 2
  const left = Math.max(168, Math.min(width - 168, middle))
  const known = Number.isFinite(span.from) && Number.isFinite(span.to)
  return (
    <div className="brush-bar" style={{ left }} role="group" aria-label="Span of the filter">
      <span>{wordsOf(span, start, scale.msPerPx)}</span>
      <button type="button" onClick={() => show({ view: 'Sequence' }, 'push')}>
        Show in the sequence
      </button>
      {known && (
        <button type="button" onClick={() => showSpan(span)}>
          Zoom
        </button>
      )}
      <button
        type="button"
        className="clear"
        aria-label="Clear the span"
        title="Clear the span  Esc"
        onClick={() => brush(undefined)}
      >
        <X size={12} />
      </button>
    </div>
  )
}

function useBrush(start: number): Span | undefined {
  const filter = usePage((page) => page.filter)
  const brushing = useSight((sight) => sight.brushing)
  const span = timeSpanOf(filter)
  if (brushing !== undefined) return brushing
  return span === undefined ? undefined : { from: start + span.from * 1000, to: start + span.to * 1000 }
}

function wordsOf({ from, to }: Span, start: number, msPerPx: number): string {
  if (!Number.isFinite(from)) return `until ${timeWord(to, start, msPerPx)}`
  if (!Number.isFinite(to)) return `from ${timeWord(from, start, msPerPx)}`
  return `${timeWord(from, start, msPerPx).replace(' s', '')}–${timeWord(to, start, msPerPx)} · ${spanWord(to - from)}`
}
