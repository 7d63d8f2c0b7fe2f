// What is selected, in full: loaded when something first is.
import { findRow } from '@playground/protocol/model'
import { Suspense, useEffect, useRef } from 'react'
import { useParts } from '../../store.ts'
import { later } from '../../ui/later.ts'
import './inspector.css'

const ExchangeDetails = later(async () => (await import('./exchange-details.tsx')).ExchangeDetails)
const NoteDetails = later(async () => (await import('./note-details.tsx')).NoteDetails)

export function Inspector({ onReplay }: { onReplay: (invocation: string, edit: boolean) => void }) {
  const { session, function: name, selected } = useParts('session', 'function', 'selected', 'revision')
  const fn = name === undefined ? undefined : session.functions.get(name)
  const row = selected === undefined || fn === undefined ? undefined : fn.rows[findRow(fn, selected)]
  const exchange = row?.exchange === undefined ? undefined : session.exchanges.get(row.exchange)
  const start = session.startedAt ?? 0
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    // Browsers may give a promise, which is no way to clean up.
    place.current?.scrollTo({ top: 0 })
  }, [row])
  return (
    <section ref={place} className="inspector" aria-label="Inspector" tabIndex={-1}>
      {row === undefined || fn === undefined ? (
        <p className="hint">
          Select any arrow to see what it means, its headers and body, and how long each side waited.
        </p>
      ) : (
        <Suspense fallback={null}>
          {exchange === undefined ? (
            <NoteDetails key={row.seq} row={row} start={start} />
          ) : (
            <ExchangeDetails row={row} exchange={exchange} fn={fn} start={start} onReplay={onReplay} />
          )}
        </Suspense>
      )}
    </section>
  )
}
