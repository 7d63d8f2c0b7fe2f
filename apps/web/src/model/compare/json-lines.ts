// How two JSON values differ, by paths; where members of an object stand does not matter, where those of a list do.
import type { JsonNode } from '../json-nodes.ts'
import { compareText, mostLines, type BodyLine } from './line.ts'
import { common, gaps } from './common.ts'

export function jsonLines(a: JsonNode, b: JsonNode, path = ''): BodyLine[] {
  if (a.kind === 'object' && b.kind === 'object') return membersOf(a, b, path)
  if (a.kind === 'array' && b.kind === 'array') return itemsOf(a, b, path)
  const [textA, textB] = [textOf(a), textOf(b)]
  const how = a.kind === b.kind ? compareText(textA, textB) : 'changed'
  return [{ how, path, a: textA, b: textB }]
}

type Nested = Extract<JsonNode, { kind: 'object' | 'array' }>

function membersOf(a: Nested, b: Nested, path: string): BodyLine[] {
  if (a.children.length === 0 && b.children.length === 0) return [{ how: 'same', path, a: '{}', b: '{}' }]
  const inB = new Map(b.children.map(({ name, node }) => [name, node]))
  const inA = new Map(a.children.map(({ name, node }) => [name, node]))
  return [
    ...[...inA].flatMap(([name, node]): BodyLine[] => {
      const other = inB.get(name)
      const at = memberPath(path, name ?? '')
      return other === undefined ? [{ how: 'only-a', path: at, a: textOf(node) }] : jsonLines(node, other, at)
    }),
    ...[...inB].flatMap(([name, node]): BodyLine[] =>
      inA.has(name) ? [] : [{ how: 'only-b', path: memberPath(path, name ?? ''), b: textOf(node) }],
    ),
  ]
}

function itemsOf(a: Nested, b: Nested, path: string): BodyLine[] {
  const [itemsA, itemsB] = [a.children.map(({ node }) => node), b.children.map(({ node }) => node)]
  if (itemsA.length === 0 && itemsB.length === 0) return [{ how: 'same', path, a: '[]', b: '[]' }]
  const many = Math.max(itemsA.length, itemsB.length) > mostLines
  const pairs = many ? [] : common(itemsA.map(textOf), itemsB.map(textOf))
  return gaps(pairs, itemsA.length, itemsB.length).flatMap(({ a: [fromA, toA], b: [fromB, toB], pair }) => {
    const both = Math.min(toA - fromA, toB - fromB)
    return [
      ...Array.from({ length: both }, (_, index) =>
        jsonLines(itemsA[fromA + index]!, itemsB[fromB + index]!, `${path}[${fromA + index}]`),
      ).flat(),
      ...itemsA
        .slice(fromA + both, toA)
        .map((node, at): BodyLine => ({ how: 'only-a', path: `${path}[${fromA + both + at}]`, a: textOf(node) })),
      ...itemsB
        .slice(fromB + both, toB)
        .map((node, at): BodyLine => ({ how: 'only-b', path: `${path}[${fromB + both + at}]`, b: textOf(node) })),
      ...(pair === undefined ? [] : jsonLines(itemsA[pair[0]]!, itemsB[pair[1]]!, `${path}[${pair[0]}]`)),
    ]
  })
}

function memberPath(path: string, name: string): string {
  const word = /^[A-Za-z_$][\w$-]*$/.test(name)
  return word ? (path === '' ? name : `${path}.${name}`) : `${path}[${JSON.stringify(name)}]`
}

/** As JSON again, without spaces; the digits of numbers are as they were written. */
function textOf(node: JsonNode): string {
  if (node.kind === 'object')
    return `{${node.children.map(({ name, node: child }) => `${JSON.stringify(name ?? '')}:${textOf(child)}`).join(',')}}`
  return node.kind === 'array' ? `[${node.children.map(({ node: child }) => textOf(child)).join(',')}]` : node.text
}
