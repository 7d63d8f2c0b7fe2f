// Why a text is no JSON, and at which character.
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser'

export type JsonProblem = { message: string; offset: number }

/** Undefined for JSON, and for a text without anything in it, which is sent as it is. */
export function jsonProblem(text: string): JsonProblem | undefined {
  if (text.trim() === '') return undefined
  try {
    JSON.parse(text)
    return undefined
  } catch {
    const errors: ParseError[] = []
    parse(text, errors, { disallowComments: true, allowTrailingComma: false })
    const [first] = errors
    const offset = Math.min(first?.offset ?? 0, text.length)
    const what = first === undefined ? '' : `: ${words(printParseErrorCode(first.error))}`
    return { message: `The event is not JSON, ${placeOf(text, offset)}${what}.`, offset }
  }
}

/** `CloseBraceExpected` as people say it. */
function words(code: string): string {
  return code.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n')
  return `line ${before.length}, character ${before.at(-1)!.length + 1}`
}
