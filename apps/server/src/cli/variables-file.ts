// Values that are given to functions from outside: variables, from a file in SAM's form, and the parameters of a template.
import { readFileSync } from 'node:fs'
import type { VariableOverrides } from '../config.ts'
import { UsageProblem } from './command.ts'

/**
 * `{"Parameters": {…}}` and scalars at the top are for every function, `{"NAME": {…}}` for that one, by its name or its id in its template.
 * Throws a UsageProblem.
 */
export function readVariables(file: string): VariableOverrides {
  const what = `--env-vars ${file}`
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (problem) {
    throw new UsageProblem(
      `${what} cannot be read as JSON (${messageOf(problem)}). Give a file such as {"NAME": {"KEY": "value"}}.`,
    )
  }
  if (!isObject(json)) throw new UsageProblem(`${what} has to hold an object, such as {"NAME": {"KEY": "value"}}.`)
  const all: Record<string, string> = {}
  const of: Record<string, Record<string, string>> = {}
  for (const [name, value] of Object.entries(json)) {
    if (name === 'Parameters' && isObject(value)) Object.assign(all, textsOf(value, what))
    else if (isObject(value)) of[name] = textsOf(value, what)
    else Object.assign(all, textsOf({ [name]: value }, what))
  }
  return { all, of }
}

function textsOf(values: Record<string, unknown>, what: string): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      throw new UsageProblem(`${what}: ${name} has to be text, a number or a boolean, as variables are.`)
    texts[name] = String(value)
  }
  return texts
}

/** `Name=value` and `ParameterKey=Name,ParameterValue=value`, several in one word, values in quotes where they hold spaces. */
export function readParameters(given: readonly string[]): Record<string, string> {
  const parameters: Record<string, string> = {}
  for (const word of given)
    for (const part of partsOf(word)) {
      const long = /^ParameterKey=([^,]+),ParameterValue=(.*)$/s.exec(part)
      const [, name, value] = long ?? /^([^=]+)=(.*)$/s.exec(part) ?? []
      if (name === undefined || value === undefined)
        throw new UsageProblem(
          `--parameter-overrides ${part} is not right: give Name=value, several separated by spaces.`,
        )
      parameters[name] = unquoted(value)
    }
  return parameters
}

/** A single pair whose value has spaces is one word of the shell already. */
function partsOf(word: string): string[] {
  const parts = word.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []
  return parts.every((part) => part.includes('=')) ? parts : [word]
}

function unquoted(text: string): string {
  return /^"(.*)"$|^'(.*)'$/s.test(text) ? text.slice(1, -1) : text
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function messageOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem)
}
