// The events of a batch as they were sent: read whole, and as a table of their times, types and records.
import type { EventOf } from '@playground/protocol'
import { useEffect, useState } from 'react'
import { readBody } from '../control/body.ts'
import { eventsIn, recordLine, type SentEvent } from '../model/telemetry.ts'
import './sent-events.css'

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
    <div className="event-table" tabIndex={0} role="group" aria-label="Events of the batch">
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
