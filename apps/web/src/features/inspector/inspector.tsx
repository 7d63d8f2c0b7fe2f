// What is selected, in full: loaded when something first is.
import { findRow } from '@playground/protocol/model'
import { Suspense, useEffect, useRef } from 'react'
import { knownUntil, useParts, usePage } from '../../store.ts'
import { later } from '../../ui/later.ts'
import './inspector.css'

const AboutFindings = later(async () => (await import('./about-findings.tsx')).AboutFindings)
const ExchangeDetails = later(async () => (await import('./exchange-details.tsx')).ExchangeDetails)
const NoteDetails = later(async () => (await import('./note-details.tsx')).NoteDetails)

export function Inspector({ onReplay }: { onReplay: (invocation: string, edit: boolean) => void }) {
  const {
    session,
    function: name,
    selected,
    findings,
  } = useParts('session', 'function', 'selected', 'revision', 'findings', 'findingsRevision')
  const until = usePage(knownUntil)
  const fn = name === undefined ? undefined : session.functions.get(name)
  const row = selected === undefined || fn === undefined ? undefined : fn.rows[findRow(fn, selected)]
  const exchange = row?.exchange === undefined ? undefined : session.exchanges.get(row.exchange)
  const about = row === undefined ? [] : (findings.of(name)?.about(row, exchange, until) ?? [])
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
          {about.length > 0 && <AboutFindings key={row.seq} findings={about} />}
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
