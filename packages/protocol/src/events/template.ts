// What a template is: fields one can set, and the event made from them.
import type { EventId, Events } from './types.ts'

/** `initial` is what a field holds until it is changed; it is text whatever the kind, as a form and a command line have it. */
export type Field = {
  label: string
  /** `lines`: text, of which each line counts by itself. */
  kind: 'text' | 'lines' | 'number' | 'json' | 'choice'
  initial: string
  help?: string
  choices?: readonly string[]
  /** Bounds of a number, and whether it has no fraction. */
  min?: number
  max?: number
  whole?: boolean
}

type Fields = Readonly<Record<string, Field>>

type ValueOf<F extends Field> = F extends { kind: 'number' }
  ? number
  : F extends { kind: 'json' }
    ? Record<string, unknown>
    : F extends { choices: readonly (infer C extends string)[] }
      ? C
      : string

export type EventGroup =
  | 'Plain'
  | 'HTTP'
  | 'Queues and topics'
  | 'Streams'
  | 'Storage'
  | 'EventBridge and schedules'
  | 'Operations'
  | 'Build and deploy'
  | 'Identity'
  | 'Devices, mail and conversation'

/** Where values come from that differ with each event. */
export type Make = {
  /** Epoch milliseconds. */
  now: number
  /** The time as ISO 8601, so many milliseconds later. */
  iso: (later?: number) => string
  /** A UUID. */
  id: () => string
  /** So many hexadecimal digits. */
  hex: (digits: number) => string
  /** So many decimal digits. */
  digits: (digits: number) => string
}

export type EventTemplate = {
  id: EventId
  group: EventGroup
  title: string
  /** When Lambda gets such an event, in a sentence. */
  summary: string
  /** The files of the typings that describe it, within `trigger`; none where they leave it out. */
  triggers: readonly string[]
  fields: Fields
  build: (values: Readonly<Record<string, unknown>>, make: Make) => unknown
}

type Description<Id extends EventId, F extends Fields> = {
  group: EventGroup
  title: string
  summary: string
  triggers?: readonly string[]
  fields: F
  build: (values: { [K in keyof F]: ValueOf<F[K]> }, make: Make) => Events[Id]
}

/** A template whose event is checked against the typings by the compiler. */
export function template<Id extends EventId, const F extends Fields>(
  id: Id,
  { triggers = [], build, ...rest }: Description<Id, F>,
): EventTemplate {
  return { id, triggers, ...rest, build: (values, make) => build(values as { [K in keyof F]: ValueOf<F[K]> }, make) }
}

export const text = <const I extends string>(label: string, initial: I, help?: string) =>
  ({ label, kind: 'text', initial, ...(help === undefined ? {} : { help }) }) as const

export const lines = <const I extends string>(label: string, initial: I, help: string) =>
  ({ label, kind: 'lines', initial, help }) as const

export const number = (label: string, initial: number, rest: Pick<Field, 'min' | 'max' | 'whole' | 'help'> = {}) =>
  ({ label, kind: 'number', initial: String(initial), ...rest }) as const

export const json = (label: string, initial: Record<string, unknown>, help?: string) =>
  ({ label, kind: 'json', initial: JSON.stringify(initial), ...(help === undefined ? {} : { help }) }) as const

export const choice = <const C extends readonly [string, ...string[]]>(label: string, choices: C, help?: string) =>
  ({ label, kind: 'choice', initial: choices[0], choices, ...(help === undefined ? {} : { help }) }) as const

/** The account and region of everything that is made here. */
export const account = '123456789012'
export const region = 'us-east-1'

export function arn(service: string, resource: string, place = `${region}:${account}`): string {
  return `arn:aws:${service}:${place}:${resource}`
}

/** Text as base64 of its UTF-8, in browsers and in Node.js. */
export function base64(value: string | Uint8Array): string {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value
  let letters = ''
  for (const byte of bytes) letters += String.fromCharCode(byte)
  return btoa(letters)
}
