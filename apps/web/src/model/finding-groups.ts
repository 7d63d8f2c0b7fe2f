// Findings as a list shows them: by level, the gravest first, then by rule, the newest of each first.
import type { FindingLevel } from '@playground/protocol/findings'
import type { Found } from './findings.ts'

export type RuleGroup = { rule: string; title: string; level: FindingLevel; findings: readonly Found[] }
export type LevelGroup = { level: FindingLevel; count: number; rules: readonly RuleGroup[] }

export const levels = ['breach', 'smell', 'note'] as const satisfies readonly FindingLevel[]

/** `order`: rules by id; those that it does not name come last. */
export function groupFindings(findings: readonly Found[], order: readonly string[]): LevelGroup[] {
  const rules = new Map<string, Found[]>()
  for (const found of findings) {
    const own = rules.get(found.rule)
    if (own === undefined) rules.set(found.rule, [found])
    else own.push(found)
  }
  const place = (rule: string) => (order.includes(rule) ? order.indexOf(rule) : order.length)
  const groups = [...rules]
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([rule, own]): RuleGroup => ({ rule, title: own[0]!.title, level: own[0]!.level, findings: own.toReversed() }))
  return levels
    .map((level) => ({ level, rules: groups.filter((group) => group.level === level) }))
    .filter((group) => group.rules.length > 0)
    .map((group) => ({ ...group, count: group.rules.reduce((sum, rule) => sum + rule.findings.length, 0) }))
}
