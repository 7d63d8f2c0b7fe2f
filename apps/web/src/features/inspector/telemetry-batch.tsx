// The events of a batch of telemetry, as they were sent: a table of their times, types and records.
import { bodyPreviewLimit, type EventOf } from '@playground/protocol'
import { useEffect, useState } from 'react'
import { readBody } from '../../control/body.ts'
import { eventsIn, recordLine, type SentEvent } from '../../model/telemetry.ts'
import { bytes } from '../../model/format.ts'
import { BodyView } from '../../ui/body-view.tsx'

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

/** Undefined until they are read; none where the body cannot be had, or is no telemetry. */
export function useSentEvents(delivered: EventOf<'telemetry.delivered'> | undefined): SentEvent[] | undefined {
  const [sent, setSent] = useState<SentEvent[] | undefined>()
  const body = delivered?.body
  useEffect(() => {
    let current = true
    setSent(undefined)
    if (body === undefined) return
    void readBody(body).then((found) => {
      if (current) setSent(found === undefined ? [] : eventsIn(new TextDecoder().decode(found)))
    })
    return () => {
      current = false
    }
  }, [body])
  return sent
}

export function EventTable({ events }: { events: readonly SentEvent[] }) {
  return (
    <div className="event-table" tabIndex={0} role="region" aria-label="Events of the batch">
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Type</th>
            <th scope="col">Record</th>
          </tr>
        </thead>
        <tbody>
          {events.map(({ time, type, record }, index) => (
            <tr key={index}>
              <td>{time.slice(11, 23)}</td>
              <td>{type}</td>
              <td>{recordLine(record)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function kindsWord(kinds: Readonly<Record<string, number>>): string {
  return Object.entries(kinds)
    .map(([type, count]) => (count === 1 ? type : `${count} × ${type}`))
    .join(', ')
}
