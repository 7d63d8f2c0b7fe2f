// How two bodies differ: JSON by paths, other text by lines.
import { jsonNodes } from '../json-nodes.ts'
import { jsonLines } from './json-lines.ts'
import { common, gaps } from './common.ts'
import { compareText, mostLines, type BodyLine } from './line.ts'
import { withoutUsual } from './usual.ts'

export function bodyLines(a: string, b: string): BodyLine[] {
  const [nodeA, nodeB] = [jsonNodes(a), jsonNodes(b)]
  if (nodeA !== undefined && nodeB !== undefined) return jsonLines(nodeA, nodeB)
  if (a === b) return a === '' ? [] : [{ how: 'same', a, b }]
  return textLines(a === '' ? [] : a.split('\n'), b === '' ? [] : b.split('\n'))
}

/** Whether anything differs; `everything`: ids, dates and times as well. */
export function differ(lines: readonly BodyLine[], everything: boolean): boolean {
  return lines.some(({ how }) => how !== 'same' && (how !== 'usual' || everything))
}

function textLines(a: readonly string[], b: readonly string[]): BodyLine[] {
  const pairs = Math.max(a.length, b.length) > mostLines ? [] : common(a.map(withoutUsual), b.map(withoutUsual))
  return gaps(pairs, a.length, b.length).flatMap(({ a: inA, b: inB, pair }) => [
    ...placeByPlace(a.slice(...inA), b.slice(...inB)),
    ...(pair === undefined ? [] : placeByPlace([a[pair[0]]!], [b[pair[1]]!])),
  ])
}

function placeByPlace(a: readonly string[], b: readonly string[]): BodyLine[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index): BodyLine => {
    const [inA, inB] = [a[index], b[index]]
    if (inA === undefined) return { how: 'only-b', b: inB! }
    if (inB === undefined) return { how: 'only-a', a: inA }
    return { how: compareText(inA, inB), a: inA, b: inB }
  })
}
