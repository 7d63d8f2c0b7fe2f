// What a filter asks of headers: some part of one as the inspector shows it, or a name with its whole value.
import { quoted, unquoted } from './quotation.ts'

/** All in lower case. `part`: of `name: value`. */
export type HeadQuestion = { part: string } | { name: string; value: string }

/** A name as HTTP allows it. */
const name = /^[\w!#$%&'*+.^`|~-]+$/

/** Reads what stands behind `header:`; else says why it cannot be read. */
export function headQuestion(text: string): HeadQuestion | { problem: string } {
  const equals = text.startsWith('"') ? -1 : text.indexOf('=')
  if (equals < 0) return { part: spaced(unquoted(text).toLowerCase()) }
  const asked = text.slice(0, equals)
  const value = text.slice(equals + 1)
  if (!name.test(asked))
    return { problem: `header: wants a name before the =, such as header:content-type=application/json.` }
  if (value === '')
    return {
      problem: `header:${asked}= needs the whole value; header:${asked} finds any, and header:${asked}="" an empty one.`,
    }
  return { name: asked.toLowerCase(), value: unquoted(value).toLowerCase() }
}

export function answersQuestion(question: HeadQuestion, [name, value]: readonly [string, string]): boolean {
  if ('part' in question) return `${name}: ${value}`.toLowerCase().includes(question.part)
  return name.toLowerCase() === question.name && value.toLowerCase() === question.value
}

/** The term that asks for just this header. */
export function termForHead(name: string, value: string): string {
  return `header:${name.toLowerCase()}=${quoted(value)}`
}

/** `name:value` is meant as `name: value`. */
function spaced(part: string): string {
  return part.replace(/^([\w-]+): */, '$1: ').replace(/: $/, ':')
}
