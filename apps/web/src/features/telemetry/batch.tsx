// One batch of telemetry: how it was taken, after which tries, and its events.
import { useState } from 'react'
import { bytes, environmentMark, since } from '../../model/format.ts'
import type { Delivery } from '../../model/deliveries.ts'
import { useEntry } from '../../ui/use-entry.ts'
import { show } from '../../url-state.ts'
import { EventTable, useSentEvents } from '../../ui/sent-events.tsx'

type Props = { delivery: Delivery; start: number; opened: boolean }

export function Batch({ delivery: { row, tries }, start, opened }: Props) {
  const [open, setOpen] = useState<boolean | undefined>()
  const isOpen = open ?? opened
  const { delivered } = row
  if (delivered === undefined)
    return (
      <p className="batch-line error">
        <time>{since(row.at, start)}</time>
        <button type="button" className="link" onClick={() => show({ selected: row.seq }, 'push')}>
          {row.label}
        </button>
      </p>
    )
  const failed = row.tone === 'error'
  const how = failed
    ? (delivered.problem ?? `answered with ${delivered.status}`)
    : `taken · ${delivered.status ?? 'TCP'}`
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className={`batch-line ${failed ? 'error' : ''}`}>
        <time>{since(row.at, start)}</time>
        {row.environment !== undefined && <span className="quiet">{environmentMark(row.environment)}</span>}
        <b>
          {delivered.events} {delivered.events === 1 ? 'event' : 'events'}
        </b>
        <span>
          {bytes(delivered.bytes)} · {how}
          {tries.length > 0 && ` · after ${tries.length} ${tries.length === 1 ? 'try' : 'tries'} that failed`}
        </span>
      </summary>
      {isOpen && (
        <>
          <button type="button" className="link in-diagram" onClick={() => show({ selected: row.seq }, 'push')}>
            Show in the diagram
          </button>
          <Events seq={row.seq} />
        </>
      )}
    </details>
  )
}

function Events({ seq }: { seq: number }) {
  const delivered = useEntry(seq, 'telemetry.delivered')
  const sent = useSentEvents(delivered)
  if (sent === undefined) return null
  return sent.length === 0 ? <p className="hint">Its events are no longer kept.</p> : <EventTable events={sent} />
}
