// The events of a batch of telemetry, as they were sent: a table of their times, types and records.
import { bodyPreviewLimit, type EventOf } from '@playground/protocol'
import { bytes } from '../../model/format.ts'
import { BodyView } from '../../ui/body-view.tsx'
import { EventTable, useSentEvents } from '../../ui/sent-events.tsx'

/** More of them are read in their own view, or as the body. */
const most = 200

export function TelemetryBatch({ delivered }: { delivered: EventOf<'telemetry.delivered'> }) {
  const { body, events, kinds } = delivered
  const sent = useSentEvents(delivered)
  return (
    <>
      <p className="sub-head">
        <span>
          {events} {events === 1 ? 'event' : 'events'} · {bytes(body.bytes)}
        </span>
        <span>{kindsWord(kinds)}</span>
      </p>
      {sent !== undefined && sent.length > 0 && <EventTable events={sent.slice(0, most)} />}
      {sent !== undefined && sent.length > most && <p className="hint">The first {most} are shown.</p>}
      {sent !== undefined && sent.length === 0 && body.bytes > bodyPreviewLimit && (
        <p className="hint">The batch is no longer kept whole.</p>
      )}
      <p className="sub-head">Body</p>
      <BodyView body={body} />
    </>
  )
}

function kindsWord(kinds: Readonly<Record<string, number>>): string {
  return Object.entries(kinds)
    .map(([type, count]) => (count === 1 ? type : `${count} × ${type}`))
    .join(', ')
}
