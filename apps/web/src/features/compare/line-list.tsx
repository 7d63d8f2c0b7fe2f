// Lines of a difference: those that differ, each with a sign, and what is the same between them folded.
import { useState } from 'react'

export type Line = {
  how: 'same' | 'usual' | 'changed' | 'only-a' | 'only-b'
  path?: string | undefined
  a?: string | undefined
  b?: string | undefined
}

/** Lines that are drawn at first, and with each press. */
const some = 200

const signs = { same: '=', usual: '≈', changed: '≠', 'only-a': '−', 'only-b': '+' } as const
const meanings = {
  same: 'the same',
  usual: 'differs as ids and times do',
  changed: 'differs',
  'only-a': 'only in A',
  'only-b': 'only in B',
} as const

export function LineList({ label, lines }: { label: string; lines: readonly Line[] }) {
  const [most, setMost] = useState(some)
  const runs = runsOf(lines.slice(0, most))
  return (
    <section className="lines" aria-label={label}>
      <h3>{label}</h3>
      {runs.map(({ same, lines: run }, index) =>
        same ? (
          <details key={index}>
            <summary>
              {run.length === 1 ? '1 is the same' : `${run.length} are the same`}
              {run.some(({ how }) => how === 'usual') && ', but for ids and times'}
            </summary>
            <Lines lines={run} />
          </details>
        ) : (
          <Lines key={index} lines={run} />
        ),
      )}
      {lines.length > most && (
        <button type="button" className="link" onClick={() => setMost(most + some)}>
          {(lines.length - most).toLocaleString('en')} more
        </button>
      )}
    </section>
  )
}

function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <ul>
      {lines.map(({ how, path, a, b }, index) => (
        <li key={index} className={`diff-line ${how} ${path === undefined || path === '' ? 'bare' : ''}`}>
          <span className="sign" title={meanings[how]} aria-hidden="true">
            {signs[how]}
          </span>
          <span className="visually-hidden">{meanings[how]}: </span>
          {path !== undefined && path !== '' && <span className="path">{path}</span>}
          <code className="in-a">{a ?? ''}</code>
          <span className="visually-hidden"> against </span>
          <code className="in-b">{b ?? ''}</code>
        </li>
      ))}
    </ul>
  )
}

/** What is the same goes together, and so does what differs. */
function runsOf(lines: readonly Line[]): { same: boolean; lines: Line[] }[] {
  const runs: { same: boolean; lines: Line[] }[] = []
  for (const line of lines) {
    const same = line.how === 'same' || line.how === 'usual'
    const last = runs.at(-1)
    if (last?.same === same) last.lines.push(line)
    else runs.push({ same, lines: [line] })
  }
  return runs
}
