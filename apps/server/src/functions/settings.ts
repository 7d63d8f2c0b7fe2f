// function.json: read, checked, and every mistake named with its line.
import { functionLimits, functionSettingsSchema, type FunctionSettings } from '@playground/protocol'
import * as v from 'valibot'
import { lineOf } from './line-of.ts'

export type ReadSettings = { settings: FunctionSettings; problems: string[] }

/** `file` is how problems name it. Settings that are wrong are left out; the problems say which. */
export function readSettings(text: string, file: string): ReadSettings {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (problem) {
    return {
      settings: {},
      problems: [
        `${file}${syntaxLine(text, problem)}: this is not JSON (${problem instanceof Error ? problem.message : String(problem)}).`,
      ],
    }
  }
  if (Array.isArray(json)) return { settings: {}, problems: [`${file}:1: it must be a JSON object.`] }
  const result = v.safeParse(functionSettingsSchema, json)
  if (!result.success) {
    const problems = result.issues.map((issue) => {
      const path = (issue.path ?? []).map((step) => String(step.key))
      const name = path.length === 0 ? 'it' : `"${path.join('.')}"`
      return `${file}:${lineOf(text, path)}: ${name} ${issue.message}.`
    })
    return { settings: {}, problems }
  }
  const bytes = Object.entries(result.output.variables ?? {}).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  )
  if (bytes <= functionLimits.variablesBytes) return { settings: result.output, problems: [] }
  const problem = `${file}:${lineOf(text, ['variables'])}: the variables take ${bytes} bytes, and may take ${functionLimits.variablesBytes}.`
  return { settings: result.output, problems: [problem] }
}

/** Where V8 says that JSON breaks off, as `:line:column`. */
function syntaxLine(text: string, problem: unknown): string {
  const message = problem instanceof Error ? problem.message : ''
  const position = /position (\d+)/.exec(message)?.[1]
  const offset = position === undefined ? text.trimEnd().length : Number(position)
  const before = text.slice(0, offset).split('\n')
  return `:${before.length}:${before.at(-1)!.length + 1}`
}
