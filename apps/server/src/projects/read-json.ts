// JSON as a tree with lines.
import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import { ProjectProblem } from './project.ts'
import type { Tree } from './tree.ts'

/** Throws a ProjectProblem with file, line and column for a text that is no JSON. */
export function readJson(text: string, file: string): Tree {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)

  function lineOf(offset: number): number {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }

  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true })
  if (errors[0] !== undefined || root === undefined) {
    const { offset = 0, error } = errors[0] ?? {}
    const line = lineOf(offset)
    // `PropertyNameExpected` as `property name expected`.
    const what = (error === undefined ? 'ValueExpected' : printParseErrorCode(error))
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
    throw new ProjectProblem(
      `${file}:${line}:${offset - starts[line - 1]! + 1}: this is not JSON (${what}). Put it right.`,
    )
  }

  function convert(node: Node, line: number): Tree {
    if (node.type === 'object') {
      const members = new Map<string, Tree>()
      for (const { children: [key, value] = [] } of node.children ?? [])
        if (key !== undefined && value !== undefined) members.set(String(key.value), convert(value, lineOf(key.offset)))
      return { value: members, file, line }
    }
    if (node.type === 'array')
      return { value: (node.children ?? []).map((item) => convert(item, lineOf(item.offset))), file, line }
    return { value: node.value as string | number | boolean | null, file, line }
  }
  return convert(root, lineOf(root.offset))
}
