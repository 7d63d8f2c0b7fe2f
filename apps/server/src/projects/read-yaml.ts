// YAML as a tree with lines; short intrinsics of CloudFormation become the long ones.
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Alias,
  type Node,
  type YAMLMap,
} from 'yaml'
import { ProjectProblem } from './project.ts'
import type { Tree } from './tree.ts'

/** Values that aliases may repeat in one file: beyond it, a few lines would become gigabytes. */
const aliasedLimit = 20_000

/** `!Ref` and `!Condition` stand for themselves, any other tag for `Fn::` with its name. */
const shortIntrinsics = new Set(
  `Ref Sub GetAtt Join If FindInMap Select Split ImportValue Base64 Cidr GetAZs Equals And Or Not Condition Transform
  Length ToJsonString`.split(/\s+/),
)

/** Throws a ProjectProblem with file, line and column for a text that is no YAML. */
export function readYaml(text: string, file: string): Tree {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false })
  const [error] = document.errors
  if (error !== undefined) throw problemAt(error.pos[0], `this is not YAML (${withoutStop(error.message)})`)
  const inside = new Set<Node>()
  let aliased = 0
  let inAlias = 0

  function problemAt(offset: number, what: string): ProjectProblem {
    const { line, col } = lines.linePos(offset)
    return new ProjectProblem(`${file}:${line}:${col}: ${what}. Put it right.`)
  }

  function lineAt(node: Node | null, otherwise: number): number {
    return node?.range ? lines.linePos(node.range[0]).line : otherwise
  }

  function convert(node: Node | null, line: number): Tree {
    if (inAlias > 0) aliased += 1
    if (aliased > aliasedLimit)
      throw problemAt(
        node?.range?.[0] ?? 0,
        `aliases repeat more than ${aliasedLimit} values here, and no more are read`,
      )
    if (isAlias(node)) return fromAlias(node, line)
    const name = node?.tag?.startsWith('!') === true && !node.tag.startsWith('!!') ? node.tag.slice(1) : undefined
    if (name === undefined || name === '') return { value: valueOf(node, line), file, line }
    if (!shortIntrinsics.has(name)) throw problemAt(node!.range![0], `there is no tag !${name}`)
    const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`
    return { value: new Map([[key, { value: valueOf(node, line), file, line }]]), file, line }
  }

  function valueOf(node: Node | null, line: number): Tree['value'] {
    if (isMap(node)) return fromMap(node)
    if (isSeq(node)) return node.items.map((item) => convert(item as Node | null, lineAt(item as Node | null, line)))
    if (!isScalar(node)) return null
    // A number of account that begins with a zero is a text, whatever YAML makes of it.
    if (typeof node.value === 'number' && /^[-+]?0\d/.test(node.source ?? '')) return node.source!
    return typeof node.value === 'string' || typeof node.value === 'number' || typeof node.value === 'boolean'
      ? node.value
      : null
  }

  function fromMap(map: YAMLMap): Map<string, Tree> {
    const members = new Map<string, Tree>()
    const merged: Map<string, Tree>[] = []
    for (const pair of map.items) {
      if (!isPair(pair)) continue
      const key = pair.key as Node | null
      const line = lineAt(key, 1)
      const value = convert(pair.value as Node | null, line)
      if (isScalar(key) && (key.value === '<<' || typeof key.value === 'symbol'))
        for (const one of Array.isArray(value.value) ? value.value : [value])
          if (one.value instanceof Map) merged.push(one.value)
          else throw problemAt(key.range![0], 'what << names is no map')
      else members.set(isScalar(key) ? String(key.value) : String(key), value)
    }
    // What is said here goes before what is merged in, and the first of these before the next.
    for (const other of merged) for (const [key, value] of other) if (!members.has(key)) members.set(key, value)
    return members
  }

  function fromAlias(alias: Alias, line: number): Tree {
    const target = alias.resolve(document)
    if (target === undefined) throw problemAt(alias.range![0], `there is no anchor &${alias.source}`)
    if (inside.has(target)) throw problemAt(alias.range![0], `the alias *${alias.source} is within itself`)
    inside.add(target)
    inAlias += 1
    const tree = convert(target, line)
    inAlias -= 1
    inside.delete(target)
    return tree
  }

  return convert(document.contents, 1)
}

function withoutStop(message: string): string {
  return message.split('\n')[0]!.replace(/[.:]$/, '')
}
