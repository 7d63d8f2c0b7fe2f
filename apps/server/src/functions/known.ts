// The functions that there are, by name: told to the journal, watched, read again when they change, and built when that is due.
import { join } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'
import type { BuildReason, Builds } from '../builds/builds.ts'
import type { Recorder } from '../recorder/record.ts'
import { isFolder } from '../is-there.ts'
import { stampOf, type Defined } from './define.ts'
import { Watching } from './watching.ts'

/** Reads a function as its folder, and its project, are now. */
export type Definer = () => Promise<Defined>

type Known = Defined & { again?: Definer; watched: Map<string, { ready: Promise<void>; stop: () => Promise<void> }> }

export type KnownParts = {
  recorder: Recorder
  builds: Builds
  /** A function appeared or changed. */
  defined: ((name: string) => void) | undefined
}

export class KnownFunctions {
  readonly watching = new Watching()
  readonly #parts: KnownParts
  readonly #known = new Map<string, Known>()
  /** Builds, each until the function is as it was built. */
  readonly #building = new Map<string, Promise<string | undefined>>()
  /** One reading after the other: who waits for his own sees at least what was there when he asked. */
  readonly #readings = new Map<string, Promise<void>>()

  constructor(parts: KnownParts) {
    this.#parts = parts
  }

  get(name: string): Defined | undefined {
    return this.#known.get(name)
  }

  has(name: string): boolean {
    return this.#known.has(name)
  }

  list(): FunctionDefinition[] {
    return [...this.#known.values()].map(({ definition }) => definition)
  }

  /** One that has no folder here, or whose folder does not change. */
  publish(defined: Defined): void {
    this.#publish(defined, this.#known.get(defined.definition.name)?.again)
  }

  /** Resolves when changes of its folders are seen. */
  async add(defined: Defined, again: Definer): Promise<void> {
    const known = this.#publish(defined, again)
    if (!defined.definition.shipped) await this.#watch(known)
  }

  async forget(name: string): Promise<void> {
    const gone = this.#known.get(name)
    this.#known.delete(name)
    if (gone === undefined) return
    await Promise.all([...gone.watched.values()].map(({ stop }) => stop()))
    this.#parts.recorder.record({ function: name }, { type: 'function.removed' })
  }

  reread(name: string): Promise<void> {
    const reading = (this.#readings.get(name) ?? Promise.resolve()).then(() => this.#readAgain(name))
    this.#readings.set(
      name,
      reading.catch(() => {}),
    )
    return reading
  }

  /**
   * Undefined where it can run as it is; else it is read again, since it was saved a moment ago, or built, which ends with why that
   * failed, if it did.
   */
  ready(name: string): Promise<string | undefined> | undefined {
    const known = this.#known.get(name)
    if (known !== undefined && wasSaved(known))
      return this.reread(name).then(
        () => this.ready(name),
        (problem: unknown) => `${name} could not be read again: ${messageOf(problem)}.`,
      )
    const build = known?.build
    if (build === undefined) return undefined
    const under = this.#building.get(name)
    if (under !== undefined) return under
    return this.#isDue(build) || this.#parts.builds.isUnderWay(build) ? this.build(name, 'invoked') : undefined
  }

  /** Undefined where it has no build, or where it went well: then the function is as it was built. */
  build(name: string, why: BuildReason): Promise<string | undefined> {
    const there = this.#building.get(name)
    if (there !== undefined) return there
    const building = this.#build(name, why)
      .catch((problem: unknown) => `The build of ${name} could not be made: ${messageOf(problem)}.`)
      .finally(() => this.#building.delete(name))
    this.#building.set(name, building)
    return building
  }

  async #build(name: string, why: BuildReason): Promise<string | undefined> {
    const build = this.#known.get(name)?.build
    if (build === undefined) return undefined
    const problem = await this.#parts.builds.run(build, why)
    if (problem !== undefined) return problem
    const same = [...this.#known.entries()].filter(
      ([, one]) => one.build?.folder === build.folder && one.build.command === build.command,
    )
    await Promise.all(same.map(([one]) => this.reread(one)))
    return undefined
  }

  async close(): Promise<void> {
    await this.watching.close()
    await Promise.all(this.#readings.values())
  }

  #publish(defined: Defined, again: Definer | undefined): Known {
    const { recorder, defined: tell } = this.#parts
    const { name } = defined.definition
    const before = this.#known.get(name)
    const known: Known = {
      watched: before?.watched ?? new Map(),
      ...defined,
      ...(again === undefined ? {} : { again }),
    }
    this.#known.set(name, known)
    if (JSON.stringify(before?.definition) !== JSON.stringify(defined.definition)) {
      recorder.record({ function: name }, { type: 'function.defined', definition: defined.definition })
      tell?.(name)
    }
    return known
  }

  async #watch({ definition, watched }: Known): Promise<void> {
    const { name, folder, task, build, execution } = definition
    if (folder === undefined) return
    // What a build of ours makes is told by its end.
    const folders = [folder, ...execution.layers, ...(task !== undefined && build === undefined ? [task] : [])]
    for (const [path, { stop }] of watched) {
      if (folders.includes(path)) continue
      watched.delete(path)
      await stop()
    }
    for (const path of folders)
      if (!watched.has(path))
        watched.set(
          path,
          this.watching.add(path, () => void this.reread(name)),
        )
    await Promise.all([...watched.values()].map(({ ready }) => ready))
  }

  /** A name that changed in its settings is another function. */
  async #readAgain(name: string): Promise<void> {
    const before = this.#known.get(name)
    if (before?.again === undefined || before.definition.folder === undefined) return
    const { folder } = before.definition
    if (!(await isFolder(folder))) return this.forget(name)
    const defined = await before.again()
    if (this.#known.get(name) !== before) return
    const { definition } = defined
    if (definition.name !== name && !this.#known.has(definition.name)) {
      await this.forget(name)
      return this.add(defined, before.again)
    }
    const taken =
      definition.name === name
        ? []
        : [
            `${join(folder, 'function.json')}: the name "${definition.name}" belongs to another function. Choose another name.`,
          ]
    const now = this.#publish(
      { ...defined, definition: { ...definition, name, problems: [...definition.problems, ...taken] } },
      before.again,
    )
    if (!definition.shipped) await this.#watch(now)
    const { build } = defined
    const { builds } = this.#parts
    // What was never built waits until somebody needs it.
    if (build !== undefined && builds.isChanged(build, build.code) && !builds.isUnderWay(build))
      void this.build(name, 'changed')
  }

  #isDue(build: NonNullable<Defined['build']>): boolean {
    const { builds } = this.#parts
    const last = builds.lastOf(build)
    return !build.there || last === undefined || last.failed || builds.isChanged(build, build.code)
  }
}

/** The watcher takes a moment to tell of a save, and whoever saves and calls at once means what he saved. */
function wasSaved({ definition: { folder, shipped }, saved, again }: Known): boolean {
  if (again === undefined || shipped || folder === undefined || saved === undefined) return false
  return stampOf(folder, saved.files) !== saved.stamp
}

/** A disk that is full, for one: whoever waits is told, and nobody else is harmed. */
function messageOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem)
}
