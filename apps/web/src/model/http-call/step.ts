// One thing that Lambda does between an HTTP request and its event, or between a result and its HTTP response.
import type { How } from '../both-ends/line.ts'

/** `title`: what became of what, short; `words`: how, and why. */
export type Step = { how: How; title: string; words: string }

export type Json = Record<string, unknown>

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Undefined where it is no JSON, or of which not all is at hand. */
export function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function count(many: number, one: string, others = `${one}s`): string {
  return `${many} ${many === 1 ? one : others}`
}

/** `a, b and c`. */
export function named(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
