// A line at the time that is marked, and a card that says what was true then.
import { findRow, type FunctionModel, type Queued, type Track } from '@playground/protocol/model'
import { shortId } from '../../model/format.ts'
import { aboutOf, itemAt, type Item } from '../../model/timeline/items.ts'
import { placeAt, placesOf } from '../../model/timeline/places.ts'
import { xOf } from '../../model/timeline/scale.ts'
import { spanWord } from '../../model/timeline/ticks.ts'
import { countsAt, linesAt } from '../../model/timeline/truth.ts'
import { queuedUnder } from './selection.ts'
import { useSight } from './sight.ts'
import { useMarked } from './use-marked.ts'

const cardWidth = 250
/** From the line, pixels. */
const beside = 10
/** As tall as it may be, with what it keeps clear. */
const footPx = 150

export function Crosshair({ fn, now, height }: { fn: FunctionModel; now: number; height: number }) {
  const { at, own } = useMarked()
  const scale = useSight((sight) => sight.scale)
  const width = useSight((sight) => sight.width)
  const pointer = useSight((sight) => sight.pointer)
  const focus = useSight((sight) => sight.focus)
  const dragging = useSight((sight) => sight.brushing !== undefined)
  if (at === undefined) return null
  const x = xOf(scale, at)
  if (x < 0 || x > width) return null
  const line = <i className={`crosshair ${own ? '' : 'there'}`} style={{ left: x }} aria-hidden="true" />
  const { from, at: last } = fn.timeline
  if (!own || dragging || from === undefined || at < from || at > Math.max(now, last ?? now)) return line
  const place = pointer?.zone === 'tracks' ? placeAt(placesOf(fn.timeline).places, pointer.down) : undefined
  const item =
    pointer === undefined
      ? focus
      : place === undefined
        ? undefined
        : itemAt(place, pointer.down - place.top, at, 4 * scale.msPerPx)
  const track = place?.track ?? (pointer === undefined ? focus?.track : undefined)
  const queued = pointer?.zone === 'queue' ? queuedUnder(fn, pointer, scale) : undefined
  const turned = pointer?.zone === 'waiting' ? turnedAwayAt(fn, at, 5 * scale.msPerPx) : undefined
  const left = x + beside + cardWidth > width ? Math.max(4, x - beside - cardWidth) : x + beside
  // At the foot of the view, unless that is what is looked at.
  const low = pointer !== undefined && pointer.y > height - footPx
  return (
    <>
      {line}
      <div
        className={`truth ${low ? 'high' : ''}`}
        style={{ left, width: cardWidth }}
        role="note"
        aria-label="What is true at this moment"
      >
        <b>{countsAt(fn.timeline, at)}</b>
        {turned !== undefined && <span className="error">{turned}</span>}
        {queued !== undefined && <span>{queuedWords(queued, at)}</span>}
        <Lines track={track} at={at} />
        {pointer?.zone === 'axis' && <span className="item">Click to see this moment, drag to filter by a span</span>}
        <Detail fn={fn} item={item} now={now} />
      </div>
    </>
  )
}

function Lines({ track, at }: { track: Track | undefined; at: number }) {
  return track === undefined ? null : linesAt(track, at).map((line) => <span key={line}>{line}</span>)
}

/** What the lines do not say already of what the pointer is at. */
function Detail({ fn, item, now }: { fn: FunctionModel; item: Item | undefined; now: number }) {
  if (item === undefined || item.kind === 'poll' || item.kind === 'freeze') return null
  if (item.kind === 'output') {
    const row = fn.rows[findRow(fn, item.tick.seq)]
    return row === undefined ? null : <code className={item.tick.bad ? 'error' : ''}>{row.label}</code>
  }
  const failed = item.kind === 'serving' && item.block.outcome !== undefined && item.block.outcome !== 'ok'
  return <span className={`item ${failed ? 'error' : ''}`}>{aboutOf(item, now)}</span>
}

function queuedWords({ id, attempt, from, dueAt }: Queued, at: number): string {
  const due = dueAt === undefined || dueAt < at ? `for ${spanWord(at - from)}` : `due in ${spanWord(dueAt - at)}`
  return `event ${shortId(id)} waits for attempt ${attempt}, ${due}`
}

function turnedAwayAt({ timeline }: FunctionModel, at: number, near: number): string | undefined {
  const found = timeline.turnedAway.find((call) => Math.abs(call.at - at) <= near)
  return found === undefined ? undefined : `Invoke ${found.number} got no environment: ${found.outcome}`
}
