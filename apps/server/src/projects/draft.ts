// A function of a project while it is being read: what is known of it so far, and what has to be said of it.
import { languageOf, type ProjectNote, type Route } from '@playground/protocol'
import { legalSettings, type Given, type SettingName } from './legal-settings.ts'
import type { ProjectFunction } from './project.ts'
import type { Place } from './tree.ts'

/** As function.json has it: what is not said is left to its defaults. */
export type GivenRoute = { [Key in keyof Route]?: Route[Key] | undefined } & { path: string }

export class Draft {
  id: string
  readonly name: string
  readonly place: Place
  readonly notes: ProjectNote[] = []
  readonly problems: ProjectNote[] = []
  folder = ''
  inline: { path: string; text: string } | undefined
  readonly #single = new Map<SettingName, Given>()
  readonly #variables = new Map<string, Given>()
  readonly #routes: Given[] = []

  constructor(id: string, name: string, place: Place) {
    this.id = id
    this.name = name
    this.place = { file: place.file, ...(place.line === undefined ? {} : { line: place.line }) }
  }

  set(setting: SettingName, value: unknown, place: Place, called: string): void {
    this.#single.set(setting, { value, place, called })
  }

  valueOf(setting: SettingName): unknown {
    return this.#single.get(setting)?.value
  }

  textOf(setting: 'handler' | 'runtime'): string | undefined {
    const value = this.valueOf(setting)
    return typeof value === 'string' ? value : undefined
  }

  variable(name: string, value: unknown, place: Place): void {
    this.#variables.set(name, { value, place, called: `The variable ${name}` })
  }

  route(route: GivenRoute, place: Place): void {
    const given = Object.fromEntries(Object.entries(route).filter(([, value]) => value !== undefined))
    this.#routes.push({ value: given, place, called: `The route ${route.method ?? 'ANY'} ${route.path}:` })
  }

  /** The same is said once. */
  note(place: Place, message: string): void {
    if (!this.notes.some((note) => note.message === message)) this.notes.push(noteAt(place, message))
  }

  problem(place: Place, message: string): void {
    this.problems.push(noteAt(place, message))
  }

  /** Lambda's own runtimes run what the handler names; `called` is the project's word for it. */
  needHandler(called: string): void {
    const runtime = this.textOf('runtime')
    const language = runtime === undefined ? undefined : languageOf(runtime)
    if (language === undefined || language === 'provided' || this.valueOf('handler') !== undefined) return
    this.problem(this.place, `It has no ${called}, which ${runtime} needs. Give it one, as index.handler.`)
  }

  finish(): ProjectFunction {
    const { settings, problems } = legalSettings({
      single: this.#single,
      variables: this.#variables,
      routes: this.#routes,
    })
    return {
      name: this.name,
      id: this.id,
      ...(this.place.line === undefined ? {} : { line: this.place.line }),
      folder: this.folder,
      settings,
      ...(this.inline === undefined ? {} : { inline: this.inline }),
      notes: this.notes,
      problems: [...this.problems, ...problems],
    }
  }
}

export function noteAt({ file, line }: Place, message: string): ProjectNote {
  return { file, ...(line === undefined ? {} : { line }), message }
}
