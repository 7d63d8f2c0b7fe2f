// JSON text as a tree whose numbers and strings are as they were written: a number keeps all its digits.
import { parseTree, type Node } from 'jsonc-parser'
import { isNestedJson } from './is-json.ts'

export type JsonNode =
  | { kind: 'object'; children: JsonMember[] }
  | { kind: 'array'; children: JsonMember[] }
  | { kind: 'string' | 'number' | 'word'; text: string }
/** Members of an array have no name. */
export type JsonMember = { name: string | undefined; node: JsonNode }

/** Undefined for what is no JSON object or array. */
export function jsonNodes(text: string): JsonNode | undefined {
  if (!isNestedJson(text)) return undefined
  const tree = parseTree(text)
  return tree === undefined ? undefined : nodeOf(tree, text)
}

function nodeOf({ type, offset, length, children = [] }: Node, text: string): JsonNode {
  switch (type) {
    case 'object':
      return {
        kind: 'object',
        children: children.flatMap(({ children: [name, value] = [] }) =>
          name === undefined || value === undefined ? [] : [{ name: String(name.value), node: nodeOf(value, text) }],
        ),
      }
    case 'array':
      return { kind: 'array', children: children.map((child) => ({ name: undefined, node: nodeOf(child, text) })) }
    default: {
      const kind = type === 'string' || type === 'number' ? type : 'word'
      return { kind, text: text.slice(offset, offset + length) }
    }
  }
}

/** What a folded object or array shows: its first members, as far as they go. */
export function summary(node: JsonNode, length = 60): string {
  if (node.kind !== 'object' && node.kind !== 'array') return node.text
  const parts: string[] = []
  let size = 0
  for (const { name, node: child } of node.children) {
    const inner =
      child.kind === 'object' ? '{…}' : child.kind === 'array' ? `[${child.children.length}]` : clip(child.text, 24)
    const part = name === undefined ? inner : `${name}: ${inner}`
    size += part.length + 2
    if (size > length) {
      parts.push('…')
      break
    }
    parts.push(part)
  }
  return node.kind === 'object' ? `{ ${parts.join(', ')} }` : `[ ${parts.join(', ')} ]`
}

function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}
