// A template that is being read: its tree, what names in it stand for, the functions found so far, and what is not done.
import type { ProjectNote } from '@playground/protocol'
import type { Draft } from '../draft.ts'
import { noteAt } from '../draft.ts'
import type { ReadOptions } from '../project.ts'
import { member, membersOf, textOf, type Place, type Tree } from '../tree.ts'
import { withGlobals } from './globals.ts'
import { resolve } from './intrinsics.ts'
import { Scope, type Resource, type Told } from './scope.ts'

export class Template {
  readonly tree: Tree
  /** Paths in it are relative to this folder. */
  readonly folder: string
  readonly options: ReadOptions
  readonly readFrom: Set<string>
  readonly scope: Scope
  /** By logical id. */
  readonly drafts = new Map<string, Draft>()
  readonly unsupported: ProjectNote[] = []

  constructor(tree: Tree, folder: string, options: ReadOptions, readFrom: Set<string>) {
    this.tree = tree
    this.folder = folder
    this.options = options
    this.readFrom = readFrom
    this.scope = new Scope(tree, options.parameters ?? {})
  }

  tell(place: Place, message: string): void {
    if (!this.unsupported.some((note) => note.message === message)) this.unsupported.push(noteAt(place, message))
  }

  ofType(type: string): Resource[] {
    return [...this.scope.resources.values()].filter((resource) => resource.type === type)
  }

  /** A property of a resource, worked out. */
  property(resource: Resource, ...path: string[]): Tree | undefined {
    return this.value(member(withGlobals(resource, this.tree), ...path))
  }

  text(resource: Resource, ...path: string[]): string | undefined {
    return textOf(this.property(resource, ...path))
  }

  value(tree: Tree | undefined, told: Told = []): Tree | undefined {
    return resolve(tree, this.scope, told)
  }

  /** Worked out, and whatever had to be put in place of something is said in a note that begins with `what`. */
  toldValue(tree: Tree | undefined, draft: Draft, what: string): Tree | undefined {
    const told: Told = []
    const value = this.value(tree, told)
    for (const { file, line, message } of told) draft.note({ file, line }, `${what}: ${message}.`)
    return value
  }

  members(resource: Resource): Map<string, Tree> {
    return membersOf(withGlobals(resource, this.tree))
  }

  /** The function that an ARN, a name, a logical id or the URI of an integration names; undefined for any other. */
  functionOf(named: string | undefined): Draft | undefined {
    if (named === undefined) return undefined
    const arn = /:function:([a-zA-Z0-9-_]+)/.exec(named)?.[1]
    const name = arn ?? named
    return [...this.drafts.values()].find((draft) => draft.name === name) ?? this.drafts.get(name)
  }
}
