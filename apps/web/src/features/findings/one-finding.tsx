// One finding: what was seen, what was expected, where it belongs, and the way to its exchange.
import { findRow, messageOf, type FunctionModel, type Session } from '@playground/protocol/model'
import type { ReactNode } from 'react'
import { rowOf, type Found } from '../../model/findings.ts'
import { environmentWord, since } from '../../model/format.ts'
import { idWord, invocationWord } from '../../model/invocation-words.ts'
import { point } from '../../pointed.ts'
import { usePage } from '../../store.ts'
import { show } from '../../url-state.ts'

export function OneFinding({ found, session, fn }: { found: Found; session: Session; fn: FunctionModel }) {
  const { at, seen, expected, environment, extension, invocation } = found
  const row = rowOf(session, fn, found)
  const selected = usePage((page) => page.selected !== undefined && page.selected === row)
  const start = session.startedAt ?? 0
  const select = () => row !== undefined && show({ selected: row }, 'push')
  const known = invocation === undefined ? undefined : fn.invocations.get(invocation)
  const also = (found.also ?? []).map((seq) => fn.rows[findRow(fn, seq)]).filter((one) => one !== undefined)
  return (
    <li
      className={`finding ${selected ? 'selected' : ''}`}
      aria-current={selected}
      onClick={select}
      onPointerEnter={() => point('findings', at)}
      onPointerLeave={() => point('findings', undefined)}
    >
      <button
        type="button"
        className="finding-at"
        aria-label={`At ${since(at, start)}: select it`}
        disabled={row === undefined}
      >
        {since(at, start)}
      </button>
      <div>
        <p>{seen}</p>
        <p className="expected">
          <span>Expected:</span> {expected}
        </p>
        <p className="belongs">
          {extension !== undefined && <span className="extension">{extension}</span>}
          {environment !== undefined && <span>{environmentWord(environment)}</span>}
          {invocation !== undefined && <span>{known?.number ? invocationWord(known) : idWord(invocation)}</span>}
          {row === undefined ? <ThatMoment found={found} /> : <InDiagram seq={row}>in the diagram</InDiagram>}
          {also.map((one) => (
            <InDiagram key={one.seq} seq={one.seq}>
              also: {clipped(messageOf(one.label))} at {since(one.at, start)}
            </InDiagram>
          ))}
        </p>
      </div>
    </li>
  )
}

/** What was printed may be long. */
function clipped(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** The page does not hold it any more, or not yet: the session as it was then does. */
function ThatMoment({ found: { seq, points } }: { found: Found }) {
  const go = async () => {
    const { travelTo } = await import('../../moment/travel.ts')
    show({ view: 'Sequence' }, 'push')
    await travelTo(seq)
    show({ selected: points }, 'replace')
  }
  return <Way onGo={() => void go()}>at that moment</Way>
}

function InDiagram({ seq, children }: { seq: number; children: ReactNode }) {
  return <Way onGo={() => show({ selected: seq, view: 'Sequence' }, 'push')}>{children}</Way>
}

/** A link within a finding, which is itself something to press. */
function Way({ onGo, children }: { onGo: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      className="link"
      onClick={(event) => {
        event.stopPropagation()
        onGo()
      }}
    >
      {children}
    </button>
  )
}
