// Members of a JSON object set, removed and renamed in its text, in the manner in which the text is written.
import { applyEdits, findNodeAtLocation, parseTree, type Edit, type Node } from 'jsonc-parser'

/** `object`: where the object is, empty for the outermost. `value` undefined removes the member. */
export function setMember(text: string, object: string[], name: string, value: unknown): string {
  const root = parseTree(text)
  const parent = root === undefined ? undefined : findNodeAtLocation(root, object)
  if (parent?.type !== 'object') return text
  const members = parent.children ?? []
  const at = members.findIndex(({ children }) => children?.[0]?.value === name)
  if (value === undefined) return at < 0 ? text : applyEdits(text, [removal(parent, members, at)])
  const old = members[at]?.children?.[1]
  if (old !== undefined) {
    const content = written(value, text, indentAt(text, members[at]!.offset))
    return applyEdits(text, [{ offset: old.offset, length: old.length, content }])
  }
  return applyEdits(text, [addition(text, parent, members, name, value)])
}

/** New names and values where the old ones stand, all at once: two members may have changed names. */
export function renameMembers(
  text: string,
  object: string[],
  changes: readonly { from: string; to: string; value: unknown }[],
): string {
  const root = parseTree(text)
  const edits: Edit[] = []
  for (const { from, to, value } of changes) {
    const node = root === undefined ? undefined : findNodeAtLocation(root, [...object, from])
    const key = node?.parent?.children?.[0]
    if (node === undefined || key === undefined) continue
    if (to !== from) edits.push({ offset: key.offset, length: key.length, content: JSON.stringify(to) })
    if (value !== node.value) edits.push({ offset: node.offset, length: node.length, content: JSON.stringify(value) })
  }
  return applyEdits(text, edits)
}

function removal(parent: Node, members: readonly Node[], at: number): Edit {
  const [before, here, after] = [members[at - 1], members[at]!, members[at + 1]]
  const from = before !== undefined ? endOf(before) : after !== undefined ? here.offset : parent.offset + 1
  const to = before !== undefined ? endOf(here) : after !== undefined ? after.offset : endOf(parent) - 1
  return { offset: from, length: to - from, content: '' }
}

/** With the same space before it as the last member has. */
function addition(text: string, parent: Node, members: readonly Node[], name: string, value: unknown): Edit {
  const last = members.at(-1)
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  if (last === undefined) {
    const indent = indentAt(text, parent.offset)
    const inner = indent + unitOf(text)
    const content = `{${lineEnd}${inner}${JSON.stringify(name)}: ${written(value, text, inner)}${lineEnd}${indent}}`
    return { offset: parent.offset, length: parent.length, content }
  }
  const space = /\s*$/.exec(text.slice(parent.offset + 1, last.offset))![0]
  const content = written(value, text, space.includes('\n') ? indentAt(text, last.offset) : undefined)
  return { offset: endOf(last), length: 0, content: `,${space}${JSON.stringify(name)}: ${content}` }
}

/** Over several lines where there is an indent to begin them with. */
function written(value: unknown, text: string, indent: string | undefined): string {
  if (indent === undefined) return JSON.stringify(value)
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  return JSON.stringify(value, null, unitOf(text)).replaceAll('\n', `${lineEnd}${indent}`)
}

/** The space that the line of this character begins with. */
function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))![0]
}

function unitOf(text: string): string {
  return /^([ \t]+)"/m.exec(text)?.[1] ?? '  '
}

function endOf({ offset, length }: Node): number {
  return offset + length
}
