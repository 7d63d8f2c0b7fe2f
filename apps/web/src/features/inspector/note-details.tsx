// What a note in a lane is about: the entry that made it, in words and with its facts.
import type { Entry } from '@playground/protocol'
import type { Row } from '@playground/protocol/model'
import { useEffect, useState } from 'react'
import { duration, environmentWord, since } from '../../model/format.ts'
import { idWord } from '../../model/invocation-words.ts'
import { usePage } from '../../store.ts'
import { BodyView } from '../../ui/body-view.tsx'
import { CopyLine } from '../../ui/copy-line.tsx'
import { Share } from './budget.tsx'
import { factsOf, meaningOf } from './note-words.ts'
import { TelemetryBatch } from './telemetry-batch.tsx'
import './details.css'

export function NoteDetails({ row, start }: { row: Row; start: number }) {
  const read = usePage((page) => page.entry)
  const [entry, setEntry] = useState<Entry | undefined>()
  useEffect(() => {
    let current = true
    void read(row.seq).then((found) => current && setEntry(found))
    return () => {
      current = false
    }
  }, [row.seq, read])
  const event = entry?.event
  const facts = event === undefined ? [] : factsOf(event, row)
  const { init } = row
  return (
    <>
      <header className="inspector-head">
        <h2>
          <span>{row.kind === 'output' ? 'Output' : row.label}</span>
        </h2>
        <p>{event === undefined ? '' : meaningOf(event, row.extension)}</p>
        {event?.type === 'environment.debuggable' && <CopyLine text={event.attach} />}
        <div className="chips">
          <span className="chip">at {since(row.at, start)}</span>
          {row.extension !== undefined && <span className="chip violet">{row.extension}</span>}
          {entry?.of.invocation !== undefined && /^(event\.|invocation\.received)/.test(event?.type ?? '') && (
            <span className="chip mono">{idWord(entry.of.invocation)}</span>
          )}
          {row.environment !== undefined && <span className="chip">{environmentWord(row.environment)}</span>}
          {init?.durationMs !== undefined && <span className="chip">{duration(init.durationMs)}</span>}
        </div>
      </header>
      <div className="inspector-body">
        {init?.limitMs !== undefined && init.durationMs !== undefined && (
          <Share
            of={
              init.phase === 'restore' ? 'limit of a restore' : init.phase === 'invoke' ? 'time-out' : 'limit of Init'
            }
            parts={[[init.phase, init.durationMs]]}
            limitMs={init.limitMs}
          />
        )}
        {facts.length > 0 && (
          <dl className="heads-list">
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <span className="value">{value}</span>
                </dd>
              </div>
            ))}
          </dl>
        )}
        {event?.type === 'event.destined' && <BodyView body={event.record} />}
        {event?.type === 'telemetry.delivered' && <TelemetryBatch delivered={event} />}
      </div>
    </>
  )
}
