// Reads a command's options, and says of one that there is not which was meant.
import { parseArgs } from 'node:util'
import { UsageProblem, type Command } from './command.ts'
import { nearest } from './nearest.ts'

/** Throws a UsageProblem. */
export function readOptions(
  command: Pick<Command, 'name' | 'options'>,
  args: readonly string[],
): { values: Record<string, unknown>; words: string[] } {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type, short, multiple = false }]) => [
      name,
      { type, multiple, ...(short === undefined ? {} : { short }) },
    ]),
  )
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    // SAM's own takes them without quotes as well.
    const overrides = values['parameter-overrides']
    if (!Array.isArray(overrides)) return { values, words: positionals }
    const isOverride = (word: string) => /^\w+=/.test(word)
    return {
      values: { ...values, 'parameter-overrides': [...overrides, ...positionals.filter(isOverride)] },
      words: positionals.filter((word) => !isOverride(word)),
    }
  } catch (problem) {
    throw new UsageProblem(`${whatIsWrong(problem, command)} ${whereHelpIs(command.name)}`)
  }
}

export function whereHelpIs(command: string): string {
  return `Run lambda-playground ${command} --help for what there is.`
}

function whatIsWrong(problem: unknown, { name, options }: Pick<Command, 'name' | 'options'>): string {
  const message = problem instanceof Error ? problem.message : String(problem)
  const unknown = /^Unknown option '(-[^']*)'/.exec(message)?.[1]
  if (unknown !== undefined)
    return `There is no option ${unknown} of ${name}.${suggestion(unknown, Object.keys(options))}`
  const bare =
    /^Option '(?:-\w, )?(--[\w-]+)[^']*' (argument missing|argument is ambiguous|does not take an argument)/.exec(
      message,
    )
  if (bare === null) return `${message.split('\n')[0]!.split('. ')[0]!.replace(/\.$/, '')}.`
  return bare[2] === 'does not take an argument' ? `${bare[1]} takes no value.` : `${bare[1]} needs a value.`
}

function suggestion(given: string, names: readonly string[]): string {
  const found = nearest(given.replace(/^-+/, '').split('=')[0]!, names)
  return found === undefined ? '' : ` Do you mean --${found}?`
}

/** Throws a UsageProblem. */
export function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value
  throw new UsageProblem(`--${flag} ${text} is not right: give a whole number from ${least} to ${most}.`)
}
