// Makes a command whose options are read for it, with their types.
import type { Command, Context, Options, Values } from './command.ts'
import { readOptions } from './read-options.ts'

type Described<O extends Options> = Omit<Command, 'options' | 'run'> & {
  options: O
  run(given: { values: Values<O>; words: string[] }, context: Context): Promise<number>
}

export function defineCommand<const O extends Options>(described: Described<O>): Command {
  const made: Command = {
    ...described,
    async run(args, context) {
      const { values, words } = readOptions(made, args)
      return described.run({ values: values as Values<O>, words }, context)
    },
  }
  return made
}
