// The program: reads the command line and does what it says.
import { runCommandLine } from './cli/run-command-line.ts'
import { terminalOf } from './cli/terminal.ts'
import { serve } from './compose.ts'

/** `home`: the folder that holds apps, examples and the built page. Resolves with the exit code. */
export function main(args: string[], home: string): Promise<number> {
  return runCommandLine(args, {
    serve: (options) => serve(options, home),
    terminal: terminalOf(process.stdout, process.stderr, process.env),
    variables: process.env,
    folder: process.cwd(),
    platform: process.platform,
  })
}
