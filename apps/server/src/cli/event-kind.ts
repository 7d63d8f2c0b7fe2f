// Which event a command line asks for, and the options that it has.
import { eventTemplates, type EventTemplate, type Field } from '@playground/protocol/events'
import { UsageProblem, type Option } from './command.ts'
import { nearest } from './nearest.ts'
import { otherNames, samEvents, type SamEvent } from './sam-events.ts'

export type Kind = {
  template: EventTemplate
  /** As it was asked for. */
  name: string
  /** Values that come with the name. */
  values: Readonly<Record<string, string>>
  options: Readonly<Record<string, Option>>
  /** The field behind each option. */
  fieldOf: Readonly<Record<string, string>>
}

/** Words that begin a command line for one kind; throws a UsageProblem. */
export function kindFor([first = '', second]: readonly string[]): { kind: Kind; wordsUsed: number } {
  const ofService = samEvents[first]
  const sam = second === undefined ? undefined : ofService?.[second]
  if (sam !== undefined) return { kind: kindOf(templateOf(sam.id), `${first} ${second}`, sam), wordsUsed: 2 }
  const template = eventTemplates.find(({ id }) => id === first)
  if (second !== undefined && ofService !== undefined)
    throw new UsageProblem(
      `${first} has no event ${second} here. There ${Object.keys(ofService).length === 1 ? 'is' : 'are'} ${Object.keys(ofService).join(', ')}${template === undefined ? '' : `, and ${first} alone`}.`,
    )
  if (template !== undefined) return { kind: kindOf(template, first), wordsUsed: 1 }
  if (ofService !== undefined)
    throw new UsageProblem(`Say which event of ${first}: ${Object.keys(ofService).join(', ')}.`)
  const meant = nearest(first, [...eventTemplates.map(({ id }) => id), ...Object.keys(samEvents)])
  throw new UsageProblem(
    `There is no kind of event ${JSON.stringify(first)}.${meant === undefined ? '' : ` Do you mean ${meant}?`} lambda-playground generate-event lists them.`,
  )
}

function templateOf(id: string): EventTemplate {
  return eventTemplates.find((template) => template.id === id)!
}

function kindOf(template: EventTemplate, name: string, sam?: SamEvent): Kind {
  const fieldOf: Record<string, string> = {}
  const options: Record<string, Option> = {}
  for (const [field, described] of Object.entries(template.fields)) {
    const flag = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    fieldOf[flag] = field
    options[flag] = optionOf(described)
  }
  for (const [flag, field] of Object.entries({ ...otherNames[template.id], ...sam?.options })) {
    if (Object.hasOwn(fieldOf, flag)) continue
    fieldOf[flag] = field
    options[flag] = { ...optionOf(template.fields[field]!), help: `the same as --${field}` }
  }
  return { template, name, values: sam?.values ?? {}, options, fieldOf }
}

function optionOf({ label, kind, initial, help, choices }: Field): Option {
  const more = kind === 'lines' ? 'give it again for another' : help
  return {
    type: 'string',
    value: { text: 'TEXT', lines: 'TEXT', number: 'N', json: 'JSON', choice: 'CHOICE' }[kind],
    help: [
      `${label}${more === undefined ? '' : `: ${more}`}${choices === undefined ? ` (${initial})` : ''}`,
      ...(choices === undefined ? [] : [choices.join(', ')]),
    ].join('\n'),
    ...(kind === 'lines' ? { multiple: true } : {}),
    ...(choices === undefined ? {} : { complete: choices }),
  }
}
