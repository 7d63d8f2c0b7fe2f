// Where on the strip findings are: one dot for those that would lie on each other, of the gravest.
import { columnOf, type Overview } from '@playground/protocol/model'
import type { Found } from '../../model/findings.ts'

/** `titles`: of different rules, at most a few. */
export type Dot = { column: number; level: Found['level']; titles: string[] }

/** Pixels between the middles of two dots. */
const apart = 5
const mostTitles = 3
const order: readonly Found['level'][] = ['note', 'smell', 'breach']

export function findingDots(overview: Overview, findings: readonly Found[], width: number): Dot[] {
  const dots = new Map<number, Dot>()
  const columns = Math.max(1, overview.counts.length)
  for (const { points, level, title } of findings) {
    if (level === 'note') continue
    const column = columnOf(overview, points)
    const cell = Math.floor(((column / columns) * width) / apart)
    const dot = dots.get(cell)
    if (dot === undefined) {
      dots.set(cell, { column, level, titles: [title] })
      continue
    }
    if (order.indexOf(level) > order.indexOf(dot.level)) dot.level = level
    if (dot.titles.length < mostTitles && !dot.titles.includes(title)) dot.titles.push(title)
  }
  return [...dots.values()]
}
