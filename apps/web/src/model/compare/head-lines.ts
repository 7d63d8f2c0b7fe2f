// How the heads of two messages differ, by name; their order and case mean nothing.
import type { Heads } from '@playground/protocol'
import { compareText } from './line.ts'
import { isUsualHead } from './usual.ts'

/** `usual`: it names one call, its time, its connection or its function, and differs with them. */
export type HeadLine = { how: 'same' | 'usual' | 'changed' | 'only-a' | 'only-b'; name: string; a?: string; b?: string }

/** `functions`: the names of both, which heads may carry. */
export function headLines(a: Heads, b: Heads, functions: readonly [string, string]): HeadLine[] {
  const [inA, inB] = [byName(a), byName(b)]
  const names = [...new Set([...inA.keys(), ...inB.keys()])].toSorted()
  return names.map((name): HeadLine => {
    const [valueA, valueB] = [inA.get(name), inB.get(name)]
    if (valueA === undefined || valueB === undefined) {
      const how = isUsualHead(name) ? 'usual' : valueA === undefined ? 'only-b' : 'only-a'
      return {
        how,
        name,
        ...(valueA === undefined ? {} : { a: valueA }),
        ...(valueB === undefined ? {} : { b: valueB }),
      }
    }
    const how = compareText(valueA, valueB)
    const same = how === 'changed' && nameless(valueA, functions[0]) === nameless(valueB, functions[1])
    return { how: how === 'changed' && (same || isUsualHead(name)) ? 'usual' : how, name, a: valueA, b: valueB }
  })
}

function byName(heads: Heads): Map<string, string> {
  const found = new Map<string, string>()
  for (const [name, value] of heads) {
    const known = name.toLowerCase()
    found.set(known, found.has(known) ? `${found.get(known)}, ${value}` : value)
  }
  return found
}

function nameless(value: string, name: string): string {
  return value.replaceAll(name, 'NAME')
}
