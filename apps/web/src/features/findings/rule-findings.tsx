// What one rule found: how often, each time with what was seen and expected, and the reasons once for all of them.
import { mostForOne } from '@playground/protocol/findings'
import type { FunctionModel, Session } from '@playground/protocol/model'
import { useState } from 'react'
import type { RuleGroup } from '../../model/finding-groups.ts'
import { since } from '../../model/format.ts'
import { toggled } from '../../model/toggled.ts'
import { Chevron } from '../../ui/chevron.tsx'
import { FindingMark } from '../../ui/finding-mark.tsx'
import { FindingReasons } from '../../ui/finding-reasons.tsx'
import { useFindingsView } from './findings-view.ts'
import { OneFinding } from './one-finding.tsx'

const firstShown = 4
const more = 50

export function RuleFindings({ group, session, fn }: { group: RuleGroup; session: Session; fn: FunctionModel }) {
  const { rule, title, level, findings } = group
  const { folded } = useFindingsView()
  const [most, setMost] = useState(firstShown)
  const open = !folded.has(rule)
  const left = findings.length - most
  return (
    <section className={`rule-findings ${level}`} aria-label={title}>
      <h3>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => useFindingsView.setState({ folded: toggled(folded, rule) })}
        >
          <Chevron open={open} size={12} />
          <FindingMark level={level} />
          {title}
          <span className="figure">{howOften(findings.length, findings[0]!.at, session.startedAt ?? 0)}</span>
        </button>
      </h3>
      {open && (
        <>
          <ol>
            {findings.slice(0, most).map((found, index) => (
              <OneFinding key={`${found.seq} ${findings.length - index}`} found={found} session={session} fn={fn} />
            ))}
          </ol>
          {left > 0 && (
            <button type="button" className="link more" onClick={() => setMost(most + more)}>
              Show {Math.min(more, left)} more{left > more ? ` of ${left}` : ''}
            </button>
          )}
          {left <= 0 && findings.length >= mostForOne && (
            <p className="figure more">The first {mostForOne} are kept: what comes beyond says nothing new.</p>
          )}
          <FindingReasons rule={rule} />
        </>
      )}
    </section>
  )
}

function howOften(count: number, newest: number, start: number): string {
  if (count === 1) return `once, at ${since(newest, start)}`
  const words = count >= mostForOne ? `${mostForOne} times and more` : `${count} times`
  return `${words}, the newest at ${since(newest, start)}`
}
