// The heads of one half of an exchange: each Lambda header explained, and each a filter.
import { headerMeanings, type Heads } from '@playground/protocol'
import { Minus, Plus } from 'lucide-react'
import { termOfHead } from '../../model/filter/head-term.ts'
import { toggleTerm } from '../../model/filter/toggle-term.ts'
import { utc } from '../../model/format.ts'
import { usePage } from '../../store.ts'
import { show } from '../../url-state.ts'

/** `at`: when the half that they belong to was sent, epoch milliseconds. */
export function HeadsList({ heads, at }: { heads: Heads; at: number | undefined }) {
  return (
    <dl className="heads-list">
      {heads.map(([name, value], index) => {
        const known = name.toLowerCase()
        const term = termOfHead(known, value)
        return (
          <div key={`${name}-${index}`}>
            <dt>
              {known}
              <span className="by-head">
                <ByHead term={term} label={`Show only ${term}`}>
                  <Plus size={11} />
                </ByHead>
                <ByHead term={`-${term}`} label={`Leave out ${term}`}>
                  <Minus size={11} />
                </ByHead>
              </span>
            </dt>
            <dd>
              <span className="value">{value}</span>
              {headerMeanings[known] !== undefined && (
                <span className="meaning">{deadlineIn(known, value, at) ?? headerMeanings[known]}</span>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function ByHead({ term, label, children }: { term: string; label: string; children: React.ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => show({ filter: toggleTerm(usePage.getState().filter, term) }, 'push')}
    >
      {children}
    </button>
  )
}

function deadlineIn(name: string, value: string, sentAt: number | undefined): string | undefined {
  if (name !== 'lambda-runtime-deadline-ms') return undefined
  const deadline = Number(value)
  if (!Number.isFinite(deadline) || deadline <= 0) return undefined
  const after = sentAt === undefined ? '' : `, ${((deadline - sentAt) / 1000).toFixed(1)} s after this event was sent`
  return `When Lambda stops waiting: at ${utc(deadline)}${after}. In milliseconds since 1970.`
}
