// Reading what came off a wire or a disk: checked against its schema, never cast.
import * as v from 'valibot'

export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string }

/** Parses JSON text and checks it; `problem` names the member that is wrong. */
export function parse<const S extends v.GenericSchema>(schema: S, text: string): Parsed<v.InferOutput<S>> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : 'not JSON' }
  }
  const result = v.safeParse(schema, json)
  if (result.success) return { ok: true, value: result.output }
  const issue = result.issues[0]
  return { ok: false, problem: `${v.getDotPath(issue) ?? 'message'}: ${issue.message}` }
}
