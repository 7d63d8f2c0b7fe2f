// function.json: read, checked, and every mistake named with its line; the same at both ends.
import * as v from 'valibot'
import { callingSettings } from './calling-settings.ts'
import { executionConflict, executionSettings } from './execution-settings.ts'
import { functionNamePattern } from './ids.ts'
import { functionLimits } from './limits.ts'
import { lineOf } from './line-of.ts'
import { runtimeExamples, runtimePattern } from './runtime-identifier.ts'
import { wholeWithin } from './whole-within.ts'

/** `function.json`, every member optional. `timeout` in seconds, `memory` in MB, `concurrency` in environments. */
const functionSettingsSchema = v.strictObject(
  {
    $schema: v.optional(v.string()),
    name: v.optional(
      v.pipe(
        v.string('must be a string'),
        v.regex(functionNamePattern, 'must be 1 to 64 letters, digits, hyphens or underscores'),
      ),
    ),
    description: v.optional(v.string('must be a string')),
    handler: v.optional(
      v.pipe(
        v.string('must be a string'),
        v.minLength(1, 'must not be empty'),
        v.maxLength(128, 'must be at most 128 characters'),
      ),
    ),
    /** Lambda's identifier of a runtime, such as `python3.13`; without it the folder tells. */
    runtime: v.optional(
      v.pipe(v.string('must be a string'), v.regex(runtimePattern, `must be one of ${runtimeExamples} or the like`)),
    ),
    /** A shell command that makes what is run, in the function's folder. */
    build: v.optional(v.pipe(v.string('must be a command'), v.minLength(1, 'must not be empty'))),
    /** Where the build puts what is run, relative to the folder. */
    output: v.optional(v.pipe(v.string('must be a path'), v.minLength(1, 'must not be empty'))),
    timeout: v.optional(wholeWithin(functionLimits.timeoutSeconds, 'seconds')),
    memory: v.optional(wholeWithin(functionLimits.memoryMb, 'MB')),
    concurrency: v.optional(wholeWithin(functionLimits.concurrency, 'environments')),
    ...executionSettings,
    ...callingSettings,
    variables: v.optional(
      v.record(
        v.pipe(v.string(), v.regex(/^[a-zA-Z_][a-zA-Z0-9_]+$/, 'is not a legal variable name')),
        v.string('must be a string'),
        'must be a JSON object',
      ),
    ),
  },
  (issue) => (issue.expected === 'never' ? 'is not a setting' : 'must be a JSON object'),
)
export type FunctionSettings = v.InferOutput<typeof functionSettingsSchema>

/** `path`: which setting, empty for the whole file; `message` says of it what is wrong, as `must be a string`. */
export type SettingProblem = { path: string[]; line: number; message: string }

export type CheckedSettings = {
  settings: FunctionSettings
  problems: SettingProblem[]
  /** Where the text breaks off being JSON; nothing else is known of it then. `place` is `:line:column`. */
  syntax: { line: number; place: string; message: string } | undefined
}

export type ReadSettings = { settings: FunctionSettings; problems: string[] }

/** Settings that are wrong are left out; the problems say which. */
export function checkSettings(text: string): CheckedSettings {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (problem) {
    return { settings: {}, problems: [], syntax: syntaxOf(text, problem) }
  }
  const syntax = undefined
  if (Array.isArray(json))
    return { settings: {}, problems: [{ path: [], line: 1, message: 'must be a JSON object' }], syntax }
  const result = v.safeParse(functionSettingsSchema, json)
  if (!result.success) {
    const problems = result.issues.map((issue) => {
      const path = (issue.path ?? []).map((step) => String(step.key))
      return { path, line: lineOf(text, path), message: issue.message }
    })
    return { settings: {}, problems, syntax }
  }
  const conflict = executionConflict(result.output)
  if (conflict !== undefined) {
    const path = [conflict.setting]
    return {
      settings: result.output,
      problems: [{ path, line: lineOf(text, path), message: conflict.message }],
      syntax,
    }
  }
  const bytes = variableBytes(result.output.variables ?? {})
  if (bytes <= functionLimits.variablesBytes) return { settings: result.output, problems: [], syntax }
  const message = `take ${bytes} bytes, and may take ${functionLimits.variablesBytes}`
  const line = lineOf(text, ['variables'])
  return { settings: result.output, problems: [{ path: ['variables'], line, message }], syntax }
}

/** `file` is how problems name it, each a whole sentence. */
export function readSettings(text: string, file: string): ReadSettings {
  const { settings, problems, syntax } = checkSettings(text)
  if (syntax !== undefined)
    return { settings, problems: [`${file}${syntax.place}: this is not JSON (${syntax.message}).`] }
  return {
    settings,
    problems: problems.map(({ path, line, message }) => {
      const name = path.length === 0 ? 'it' : `"${path.join('.')}"`
      return `${file}:${line}: ${name} ${message}.`
    }),
  }
}

/** What variables take of `functionLimits.variablesBytes`: names and values in UTF-8. */
export function variableBytes(variables: Record<string, string>): number {
  return Object.entries(variables).reduce((sum, [name, value]) => sum + utf8Length(name) + utf8Length(value), 0)
}

function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0)!
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/** Where the engine says that JSON breaks off: Firefox counts lines, V8 characters, and neither where the text just ends. */
function syntaxOf(text: string, problem: unknown): { line: number; place: string; message: string } {
  const message = problem instanceof Error ? problem.message : String(problem)
  const place = /line (\d+) column (\d+)/.exec(message)
  if (place !== null) return { line: Number(place[1]), place: `:${place[1]}:${place[2]}`, message }
  const position = /position (\d+)/.exec(message)?.[1]
  const offset = position === undefined ? text.trimEnd().length : Number(position)
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, place: `:${before.length}:${before.at(-1)!.length + 1}`, message }
}
