// Findings: what a runtime, an extension, a function or a caller did wrong, by rules over the journal.
import type { Entry } from '../journal.ts'
import type { Finding } from './finding.ts'
import { FindingsFold } from './findings-fold.ts'
import type { Rule } from './rule.ts'
import { rules } from './rules.ts'

export { findingLevels, type Finding, type FindingLevel } from './finding.ts'
export { FindingsFold, mostForOne } from './findings-fold.ts'
export type { Rule } from './rule.ts'
export { rules } from './rules.ts'

const byId = new Map(rules.map((rule) => [rule.id, rule]))

export function ruleOf(id: string): Rule | undefined {
  return byId.get(id)
}

/** Everything that the entries of a session show, in their order. */
export function findingsIn(entries: Iterable<Entry>): Finding[] {
  const fold = new FindingsFold()
  const findings: Finding[] = []
  for (const entry of entries) findings.push(...fold.take(entry))
  return findings
}
