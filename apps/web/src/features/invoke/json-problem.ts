// Why a text is no JSON, and at which character; engines say it in different ways, so it is looked for here.

export type JsonProblem = { message: string; offset: number | undefined }

/** Undefined for JSON, and for a text without anything in it, which is sent as it is. */
export function jsonProblem(text: string): JsonProblem | undefined {
  if (text.trim() === '') return undefined
  try {
    JSON.parse(text)
    return undefined
  } catch (problem) {
    const said = problem instanceof Error ? problem.message : String(problem)
    const offset = offsetIn(said, text)
    const where = offset === undefined ? '' : ` at ${placeOf(text, offset)}`
    return { message: `The event is not JSON${where}.`, offset }
  }
}

function offsetIn(said: string, text: string): number | undefined {
  const position = /position (\d+)/.exec(said)
  if (position !== null) return Number(position[1])
  const line = /line (\d+) column (\d+)/.exec(said)
  if (line !== null) {
    const before = text.split('\n').slice(0, Number(line[1]) - 1)
    return before.reduce((sum, one) => sum + one.length + 1, 0) + Number(line[2]) - 1
  }
  if (/end of/i.test(said)) return text.length
  // Chromium quotes what follows the character when the text is short.
  const token = /Unexpected token '(.)', (?:\.\.\.)?"(.*?)"(?:\.\.\.)? is not valid/s.exec(said)
  if (token === null) return undefined
  const start = text.indexOf(token[2]!)
  const within = token[2]!.indexOf(token[1]!)
  return start < 0 || within < 0 ? undefined : start + within
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n')
  return `line ${before.length}, character ${before.at(-1)!.length + 1}`
}
