// `generate-event`: prints an event as Lambda gets it from one of AWS's services.
import { buildEvent, eventTemplates } from '@playground/protocol/events'
import { exits, UsageProblem, type Command, type Context, type Option } from '../command.ts'
import { kindFor, type Kind } from '../event-kind.ts'
import { helpOf, listOf } from '../help.ts'
import { placeEvent } from '../place-event.ts'
import { readOptions } from '../read-options.ts'
import { samEvents } from '../sam-events.ts'
import type { Paint } from '../terminal.ts'

const place: Readonly<Record<string, Option>> = {
  region: {
    type: 'string',
    value: 'REGION',
    help: 'the region of ARNs and the like (us-east-1)',
    under: 'Every event',
  },
  'account-id': {
    type: 'string',
    value: 'ID',
    help: 'the account of ARNs and the like (123456789012)',
    under: 'Every event',
  },
}

export const generateEventCommand: Command = {
  name: 'generate-event',
  summary: "print an event as one of AWS's services sends it",
  usage: 'KIND [options]',
  about: [
    'Without KIND it lists the kinds; KIND --help tells the options of one. Kinds may also be named as the SAM CLI\nnames them, such as sqs receive-message, and have its options where they mean the same.',
  ],
  options: { list: { type: 'boolean', help: 'list the kinds' }, ...place },
  words: [...new Set([...eventTemplates.map(({ id }) => id), ...Object.keys(samEvents)])],
  examples: [
    'lambda-playground generate-event sqs --body \'{"order":42}\'',
    'lambda-playground generate-event s3 put --bucket photos --key cats/ada.jpg',
    'lambda-playground generate-event http-api --method POST --path /orders | lambda-playground invoke orders -e -',
  ],
  readsItself: true,
  async run(args, context) {
    const at = args.findIndex((arg) => arg.startsWith('-'))
    const leading = at < 0 ? args : args.slice(0, at)
    return leading[0] === undefined ? withoutKind(args, context) : ofKind(leading, args, context)
  },
}

function withoutKind(args: readonly string[], { terminal: { out } }: Context): number {
  if (args.includes('--help') || args.includes('-h')) {
    out.write(helpOf(generateEventCommand, out.paint))
    return exits.ok
  }
  const { words } = readOptions(generateEventCommand, args)
  if (words.length > 0)
    throw new UsageProblem(`Name the kind first, and its options after it: generate-event ${words[0]} ….`)
  out.write(list(out.paint))
  return exits.ok
}

function ofKind(leading: readonly string[], args: readonly string[], { terminal: { out } }: Context): number {
  const { kind, wordsUsed } = kindFor(leading)
  const command = {
    ...generateEventCommand,
    name: `generate-event ${kind.name}`,
    summary: kind.template.title,
    usage: '[options]',
    about: [kind.template.summary],
    options: { ...kind.options, ...place },
    examples: [`lambda-playground generate-event ${kind.name}`],
  }
  const rest = args.slice(wordsUsed)
  if (rest.includes('--help') || rest.includes('-h')) {
    out.write(helpOf(command, out.paint))
    return exits.ok
  }
  const { values, words } = readOptions(command, rest)
  if (words.length > 0)
    throw new UsageProblem(`${JSON.stringify(words[0])} is too much: ${kind.name} takes options alone.`)
  const event = placeEvent(eventOf(kind, values as Record<string, string | string[]>), {
    region: values['region'] as string | undefined,
    account: values['account-id'] as string | undefined,
  })
  out.write(`${JSON.stringify(event, undefined, 2)}\n`)
  return exits.ok
}

/** Throws a UsageProblem. */
function eventOf({ template, values, fieldOf }: Kind, given: Record<string, string | string[]>): unknown {
  const flagOf: Record<string, string> = {}
  const all: Record<string, string> = { ...values }
  for (const [flag, value] of Object.entries(given)) {
    const field = fieldOf[flag]
    if (field === undefined) continue
    flagOf[field] = flag
    all[field] = typeof value === 'string' ? value : value.join('\n')
  }
  const built = buildEvent(template, all)
  if (built.ok) return built.event
  throw new UsageProblem(
    built.problems.map(({ field, message }) => `--${flagOf[field] ?? field}: ${message}`).join('\n'),
  )
}

function list(paint: Paint): string {
  const groups = [...new Set(eventTemplates.map(({ group }) => group))]
  const ours = groups.map((group) =>
    listOf(
      group,
      eventTemplates.filter((template) => template.group === group).map(({ id, summary }) => [id, summary]),
      paint,
    ),
  )
  const theirs = Object.entries(samEvents).map(
    ([service, events]) => [service, Object.keys(events).join(', ')] as const,
  )
  return `${[...ours, listOf("The SAM CLI's names", theirs, paint)].join('\n')}
lambda-playground generate-event KIND --help tells the options of one.
`
}
