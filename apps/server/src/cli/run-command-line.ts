// Runs a command line: finds the command, helps where it is asked to, and turns what is wrong with it into a line and an exit code.
import { version } from '../config.ts'
import { exits, UsageProblem, type Command, type Context } from './command.ts'
import { completionCommand } from './commands/completion.ts'
import { generateEventCommand } from './commands/generate-event.ts'
import { invokeCommand } from './commands/invoke.ts'
import { rieCommand } from './commands/rie.ts'
import { startCommand } from './commands/start.ts'
import { helpOf, helpOfAll } from './help.ts'
import { nearest } from './nearest.ts'

/** In the order in which help has them. */
export const commands: readonly Command[] = [
  startCommand,
  invokeCommand,
  generateEventCommand,
  rieCommand,
  completionCommand(() => commands),
]

/** Resolves with the exit code. */
export async function runCommandLine(args: readonly string[], context: Context): Promise<number> {
  const { out, err } = context.terminal
  try {
    return await run(args, context)
  } catch (problem) {
    if (!(problem instanceof UsageProblem)) throw problem
    err.write(`${problem.message}\n`)
    return exits.usage
  } finally {
    await Promise.all([out.drained(), err.drained()])
  }
}

async function run(args: readonly string[], context: Context): Promise<number> {
  const { out } = context.terminal
  const found = commandOf(args)
  if (found === 'help') {
    out.write(helpOfAll(commands, out.paint))
    return exits.ok
  }
  const { command, rest } = found
  if (command.readsItself !== true) {
    const own = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : rest.length)
    if (own.includes('--help') || own.includes('-h')) {
      out.write(helpOf(command, out.paint))
      return exits.ok
    }
    if (own.includes('--version') || own.includes('-v')) {
      out.write(`${version}\n`)
      return exits.ok
    }
  }
  return command.run(rest, context)
}

function commandOf(args: readonly string[]): 'help' | { command: Command; rest: readonly string[] } {
  const [first, ...rest] = args
  if (first === '--help' || first === '-h') return 'help'
  if (first === 'help') return rest[0] === undefined ? 'help' : { command: named(rest[0]), rest: ['--help'] }
  // Options and folders alone are for start.
  if (first === undefined || /^-|\/|^\.{1,2}$/.test(first)) return { command: startCommand, rest: args }
  return { command: named(first), rest }
}

function named(name: string): Command {
  const found = commands.find((command) => command.name === name)
  if (found !== undefined) return found
  const meant = nearest(
    name,
    commands.map((command) => command.name),
  )
  throw new UsageProblem(
    `There is no command ${JSON.stringify(name)}.${meant === undefined ? '' : ` Do you mean ${meant}?`} Run lambda-playground --help for what there is.`,
  )
}
