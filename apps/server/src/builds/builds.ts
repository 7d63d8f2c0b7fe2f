// The builds of functions: which are due, one at a time in a folder, and what was built is remembered over a restart.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { EventOf } from '@playground/protocol'
import * as v from 'valibot'
import type { Clock } from '../clock.ts'
import { hashOf, printsOf, type Prints } from '../functions/code.ts'
import { KeptFile } from '../functions/kept-file.ts'
import { Leftovers } from '../process/leftovers.ts'
import type { Recorder } from '../recorder/record.ts'
import { runBuild, type RunningBuild } from './run-build.ts'

/** What is built, and for which function that is told. */
export type Buildable = { name: string; folder: string; command: string }

export type BuildReason = EventOf<'build.started'>['why']

const builtSchema = v.object({
  /** Another with each build. */
  stamp: v.string(),
  /** Hash of what it was made from. */
  sources: v.string(),
  /** Files among the code that the build itself makes, relative to the folder. */
  outputs: v.array(v.string()),
})
/** What a build left behind; `stamp` is that of the last that went well, and absent where none did. */
export type LastBuild = Omit<v.InferOutput<typeof builtSchema>, 'stamp'> & { stamp?: string; failed: boolean }

const fileSchema = v.record(v.string(), builtSchema)

/** Builds that are remembered; the oldest are forgotten, and run again when they are needed. */
const remembered = 1000

export type BuildsParts = { recorder: Recorder; clock: Clock; dataFolder: string }

export class Builds {
  readonly #parts: BuildsParts
  readonly #file: KeptFile
  readonly #leftovers: Leftovers
  readonly #last = new Map<string, LastBuild>()
  /** One reading of a folder is compared with one build once, however many ask. */
  readonly #compared = new WeakMap<Prints, { last: LastBuild; changed: boolean }>()
  readonly #underWay = new Map<string, Promise<string | undefined>>()
  readonly #running = new Set<RunningBuild>()
  /** The end of the line of those who want to build in a folder. */
  readonly #turns = new Map<string, Promise<unknown>>()
  #made = 0
  #closed = false

  private constructor(parts: BuildsParts) {
    this.#parts = parts
    this.#file = new KeptFile(fileIn(parts.dataFolder))
    this.#leftovers = new Leftovers(parts.dataFolder)
  }

  /** A file that cannot be read counts as empty: what it says can be built again. */
  static async open(parts: BuildsParts): Promise<Builds> {
    const builds = new Builds(parts)
    try {
      const read = v.safeParse(fileSchema, JSON.parse(await readFile(fileIn(parts.dataFolder), 'utf8')))
      if (read.success)
        for (const [key, built] of Object.entries(read.output)) builds.#last.set(key, { ...built, failed: false })
    } catch {
      // As above.
    }
    return builds
  }

  /** The last one of what is built, in this session or, if it went well, in one before. */
  lastOf(buildable: Buildable): LastBuild | undefined {
    return this.#last.get(keyOf(buildable))
  }

  /** Whether what it is made from is another than it was for the last build; false where there was none. */
  isChanged(buildable: Buildable, code: Prints): boolean {
    const last = this.lastOf(buildable)
    if (last === undefined) return false
    const known = this.#compared.get(code)
    if (known?.last === last) return known.changed
    const changed = sourcesOf(code, last.outputs) !== last.sources
    this.#compared.set(code, { last, changed })
    return changed
  }

  isUnderWay(buildable: Buildable): boolean {
    return this.#underWay.has(keyOf(buildable))
  }

  /** Builds, or waits for the build that is under way. Undefined where it went well, or a whole sentence with why it did not. */
  run(buildable: Buildable, why: BuildReason): Promise<string | undefined> {
    const key = keyOf(buildable)
    const there = this.#underWay.get(key)
    if (there !== undefined) return there
    const turn = (this.#turns.get(buildable.folder) ?? Promise.resolve()).then(() => this.#build(buildable, why))
    const done = turn.finally(() => this.#underWay.delete(key))
    this.#turns.set(
      buildable.folder,
      done.catch(() => {}),
    )
    this.#underWay.set(key, done)
    return done
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#running].map((running) => running.end()))
    await Promise.allSettled(this.#underWay.values())
    await this.#file.done()
  }

  /** Once more where a source was changed meanwhile; what changes again then is made by the build, and no source. */
  async #build(buildable: Buildable, why: BuildReason): Promise<string | undefined> {
    const key = keyOf(buildable)
    const last = this.#last.get(key)
    let outputs = new Set(last?.outputs)
    for (let round = 0; ; round += 1) {
      if (this.#closed) return 'The build was given up: the playground was stopped.'
      const before = await printsOf(buildable.folder)
      const problem = await this.#once(buildable, why)
      const after = await printsOf(buildable.folder)
      const touched = [...after.keys()].filter((path) => after.get(path) !== before.get(path))
      const edited = touched.filter((path) => before.has(path) && !outputs.has(path))
      const again = edited.length > 0 && round === 0
      const made = again ? touched.filter((path) => !edited.includes(path)) : touched
      outputs = new Set([...[...outputs].filter((path) => after.has(path)), ...made])
      if (again) continue
      const left = { sources: sourcesOf(before, outputs), outputs: [...outputs] }
      if (problem === undefined) await this.#remember(key, { ...left, stamp: crypto.randomUUID(), failed: false })
      else this.#last.set(key, { ...last, ...left, failed: true })
      return problem
    }
  }

  async #once({ name, folder, command }: Buildable, why: BuildReason): Promise<string | undefined> {
    const { recorder, clock, dataFolder } = this.#parts
    const of = { function: name }
    this.#made += 1
    recorder.record(of, { type: 'build.started', command, folder, why })
    const started = clock.now()
    let noted: number | undefined
    let last = ''
    const running = runBuild({
      command,
      folder,
      mark: join(dataFolder, 'builds', String(this.#made)),
      clock,
      printed: (source, text) => {
        const said = stripVTControlCharacters(text).trim()
        if (said !== '') last = said
        recorder.record(of, { type: 'build.printed', source, text })
      },
      started: (leader) => {
        noted = leader.pid
        const { startTime } = leader
        if (startTime !== undefined)
          this.#leftovers.note({ pid: leader.pid, startTime }, join(dataFolder, 'builds', String(this.#made)))
      },
    })
    this.#running.add(running)
    const failed = await running.done
    this.#running.delete(running)
    if (noted !== undefined) this.#leftovers.forget(noted)
    const problem = failed === undefined ? undefined : `${command} ${failed}.`
    recorder.record(of, {
      type: 'build.ended',
      tookMs: clock.now() - started,
      ...(problem === undefined ? {} : { problem }),
    })
    const said = last === '' ? '' : ` It said last: ${last.slice(0, 400)}`
    return failed === undefined ? undefined : `The build of ${name} failed: it ${failed}.${said}`
  }

  #remember(key: string, build: LastBuild): Promise<void> {
    this.#last.delete(key)
    this.#last.set(key, build)
    for (const oldest of [...this.#last.keys()].slice(0, -remembered)) this.#last.delete(oldest)
    return this.#file.write(() => {
      const good = [...this.#last].filter(([, { failed }]) => !failed)
      return JSON.stringify(Object.fromEntries(good), null, 2)
    })
  }
}

/** The hash of what a build is made from: the code without what the build itself makes. */
function sourcesOf(prints: Prints, outputs: Iterable<string>): string {
  return hashOf([prints], [...outputs])
}

function keyOf({ folder, command }: Buildable): string {
  return `${folder}\0${command}`
}

function fileIn(dataFolder: string): string {
  return join(dataFolder, 'builds.json')
}
