// The program: reads the command line and does what it says.
import { parseOptions } from './cli/options.ts'
import { help } from './cli/help.ts'
import { rie } from './cli/rie.ts'
import { start } from './cli/start.ts'
import { serve } from './compose.ts'
import { version } from './config.ts'

/** `home`: the folder that holds apps, examples and the built page. Resolves with the exit code. */
export async function main(args: string[], home: string): Promise<number> {
  if (args[0] === 'rie') return rie(args.slice(1), (given) => serve(given, home))
  const options = parseOptions(args)
  if ('problem' in options) {
    process.stderr.write(`${options.problem}\n`)
    return 2
  }
  if (options.command === 'help') {
    process.stdout.write(help)
    return 0
  }
  if (options.command === 'version') {
    process.stdout.write(`${version}\n`)
    return 0
  }
  return start(options, (given) => serve(given, home))
}
