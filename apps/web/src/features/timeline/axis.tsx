// The axis: round times since the session began, and the times of what is marked, each in a pill.
import { ticksOf, timeWord } from '../../model/timeline/ticks.ts'
import { xOf } from '../../model/timeline/scale.ts'
import { usePage } from '../../store.ts'
import { currentNow, useSight } from './sight.ts'
import { useMarked } from './use-marked.ts'

export function Axis({ start, moment }: { start: number; moment: number | undefined }) {
  const scale = useSight((sight) => sight.scale)
  const width = useSight((sight) => sight.width)
  const live = usePage((page) => page.connection.phase === 'live')
  const { at, own } = useMarked()
  const now = currentNow()
  const ticks = ticksOf(scale, width, start)
  const pill = (className: string, time: number, word: string) => {
    const x = xOf(scale, time)
    if (x < -1 || x > width + 1) return null
    return (
      <span className={`axis-pill ${className}`} style={{ left: Math.max(30, Math.min(width - 30, x)) }}>
        {word}
      </span>
    )
  }
  return (
    <>
      <div className="grid-lines" aria-hidden="true">
        {ticks.map(({ x, label }) => (
          <i key={label} style={{ transform: `translateX(${x}px)` }} />
        ))}
      </div>
      <div className="axis" aria-label="Time since the session began" role="group">
        {ticks.map(({ x, label }) => (
          <span key={label} style={{ transform: `translateX(${x}px)` }}>
            {label}
          </span>
        ))}
        {live && moment === undefined && xOf(scale, now) <= width && pill('at-now', now, 'now')}
        {live && moment === undefined && xOf(scale, now) > width && (
          <span className="axis-pill at-now later">now ›</span>
        )}
        {moment !== undefined && pill('at-moment', moment, `shown: ${timeWord(moment, start, scale.msPerPx)}`)}
        {at !== undefined && pill(own ? 'here' : 'there', at, timeWord(at, start, scale.msPerPx))}
      </div>
    </>
  )
}
