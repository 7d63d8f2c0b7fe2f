// What the rules found in the session: each breach or smell with what was seen, what was expected, and why it matters.
import { rules } from '@playground/protocol/findings'
import { useMemo } from 'react'
import { levelWords } from '../../model/finding-words.ts'
import { groupFindings } from '../../model/finding-groups.ts'
import { mostFound } from '../../model/findings.ts'
import { knownUntil, useParts, usePage } from '../../store.ts'
import { FindingsBar } from './findings-bar.tsx'
import { useFindingsView } from './findings-view.ts'
import { NothingFound } from './nothing-found.tsx'
import { RuleFindings } from './rule-findings.tsx'
import './findings.css'

const order = rules.map(({ id }) => id)

export function Findings() {
  const {
    session,
    findings,
    function: name,
    findingsRevision,
  } = useParts('session', 'findings', 'function', 'findingsRevision', 'selected')
  const until = usePage(knownUntil)
  const { hidden, environment } = useFindingsView()
  const fn = name === undefined ? undefined : session.functions.get(name)
  const known = useMemo(
    () => findings.of(name)?.until(until) ?? [],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- findings change in place; `findingsRevision` says when they did
    [findings, name, until, findingsRevision],
  )
  const environments = useMemo(
    () => [...new Set(known.flatMap((found) => (found.environment === undefined ? [] : [found.environment])))],
    [known],
  )
  const chosen = environment !== undefined && environments.includes(environment) ? environment : undefined
  const there = chosen === undefined ? known : known.filter((found) => found.environment === chosen)
  const groups = useMemo(
    () =>
      groupFindings(
        there.filter(({ level }) => !hidden.has(level)),
        order,
      ),
    [there, hidden],
  )
  return (
    <section className="view findings" aria-label="Findings" tabIndex={-1}>
      <FindingsBar findings={there} environments={environments} environment={chosen} />
      <div className="findings-list">
        {known.length === 0 && <NothingFound fn={fn} />}
        {known.length > 0 && groups.length === 0 && (
          <div className="hint">
            Nothing of what is chosen above was found.{' '}
            <button
              type="button"
              className="link"
              onClick={() => useFindingsView.setState({ hidden: new Set(), environment: undefined })}
            >
              Show all findings
            </button>
          </div>
        )}
        {fn !== undefined &&
          groups.map(({ level, rules: ofLevel }) => (
            <section key={level} aria-label={levelWords[level].many}>
              <h2>
                {levelWords[level].many} <span>{levelWords[level].meaning}</span>
              </h2>
              {ofLevel.map((group) => (
                <RuleFindings key={group.rule} group={group} session={session} fn={fn} />
              ))}
            </section>
          ))}
        {findings.count >= mostFound && (
          <p className="hint">
            Only the first {mostFound.toLocaleString('en')} findings of the session are kept: what comes beyond is not
            listed.
          </p>
        )}
      </div>
    </section>
  )
}
