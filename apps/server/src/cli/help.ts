// Help, from the tables of the commands.
import type { Command, Option } from './command.ts'
import type { Paint } from './terminal.ts'

/** Of the program as a whole. */
export function helpOfAll(commands: readonly Command[], paint: Paint): string {
  const start = commands.find(({ name }) => name === 'start')!
  return `Lambda Runtime Playground: watch a Lambda runtime talk to the Runtime API.

${paint('bold', 'Usage:')}
  lambda-playground COMMAND [options]
  lambda-playground [options] [FOLDER...]     the same as start; from a clone: npm start -- [options] [FOLDER...]

${listOf(
  'Commands',
  commands.map(({ name, summary }) => [name, summary]),
  paint,
)}
lambda-playground COMMAND --help tells of one of them.

${optionsOf(start.options, paint, 'Options of start')}${everywhere(paint)}
${examplesOf(
  commands.flatMap(({ examples }) => examples.slice(0, 2)),
  paint,
)}`
}

/** Of one command. */
export function helpOf(command: Command, paint: Paint): string {
  const about = (command.about ?? []).map((paragraph) => `${paragraph}\n\n`).join('')
  return `lambda-playground ${command.name}: ${command.summary}.

${paint('bold', 'Usage:')}
  lambda-playground ${command.name} ${command.usage}

${about}${optionsOf(command.options, paint)}${everywhere(paint)}
${examplesOf(command.examples, paint)}`
}

export function examplesOf(examples: readonly string[], paint: Paint): string {
  return `${paint('bold', 'Examples:')}\n${examples.map((line) => `  ${line}\n`).join('')}`
}

/** Names and what they are, below a head. */
export function listOf(head: string, lines: readonly (readonly [name: string, what: string])[], paint: Paint): string {
  const width = Math.max(...lines.map(([name]) => name.length))
  return `${paint('bold', `${head}:`)}\n${lines.map(([name, what]) => `  ${paint('cyan', name.padEnd(width))}  ${what}\n`).join('')}`
}

/** The column in which what an option does begins. */
const column = 30

export function optionsOf(options: Readonly<Record<string, Option>>, paint: Paint, first = 'Options'): string {
  const heads = [...new Set(Object.values(options).map(({ under = first }) => under))]
  return heads
    .map((head) => {
      const lines = Object.entries(options)
        .filter(([, { under = first }]) => under === head)
        .map(([name, option]) => lineOf(name, option))
      return `${paint('bold', `${head}:`)}\n${lines.join('')}\n`
    })
    .join('')
}

function lineOf(name: string, { short, value, type, help }: Option): string {
  const flag = `${short === undefined ? '' : `-${short}, `}--${name}${type === 'string' ? ` ${value ?? 'VALUE'}` : ''}`
  const room = flag.length + 2 <= column ? flag.padEnd(column) : `${flag}\n${' '.repeat(column + 2)}`
  return `  ${room}${help.replaceAll('\n', `\n${' '.repeat(column + 2)}`)}\n`
}

function everywhere(paint: Paint): string {
  return `${paint('bold', 'Everywhere:')}
  ${'-h, --help'.padEnd(column)}this text
  ${'-v, --version'.padEnd(column)}the version
`
}
