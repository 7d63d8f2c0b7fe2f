// Projects that are open: each function of one is a function here, and a change of the project's file changes them.
import { createHash } from 'node:crypto'
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FunctionDefinition, ProjectNote } from '@playground/protocol'
import type { Builds } from '../builds/builds.ts'
import { StartProblem, type OpenProject } from '../config.ts'
import { ProjectProblem, readProject, type Project, type ProjectFunction } from '../projects/read-project.ts'
import type { Recorder } from '../recorder/record.ts'
import type { Prints } from './code.ts'
import { define, type Defined, type Given } from './define.ts'
import type { KnownFunctions } from './known.ts'
import type { OpenedList } from './opened.ts'

export type OpenProjectsParts = {
  dataFolder: string
  parameters: Readonly<Record<string, string>>
  recorder: Recorder
  builds: Builds
  known: KnownFunctions
  list: OpenedList
  /** A line for the terminal. */
  tell?: ((line: string) => void) | undefined
  /** Functions of one folder share readings of it. */
  prints: (folder: string) => Promise<Prints>
}

/** `served`: names here, by what the project calls them. */
type Open = {
  path: string
  /** It could not be read when it was changed last. */
  failed?: boolean
  told?: OpenProject
  served: Map<string, string>
  watched: Map<string, { stop: () => Promise<void> }>
}

export class OpenProjects {
  readonly #parts: OpenProjectsParts
  /** By the file that is read. */
  readonly #open = new Map<string, Open>()
  /** What each function's project says of it now. */
  readonly #said = new Map<string, { folder: string; given: Given }>()

  constructor(parts: OpenProjectsParts) {
    this.#parts = parts
  }

  /** Serves all functions of the project at a path. Undefined where there is none; throws a StartProblem where it cannot be read. */
  async open(path: string): Promise<FunctionDefinition[] | undefined> {
    const project = await this.#read(path)
    if (project === undefined) return undefined
    const open = this.#open.get(project.file) ?? { path, served: new Map(), watched: new Map() }
    this.#open.set(project.file, open)
    await this.#serve(project, open)
    return [...open.served.values()].flatMap((name) => this.#parts.known.get(name)?.definition ?? [])
  }

  /** What is remembered of a function of a project that was put away. */
  static keyOf({ project }: FunctionDefinition): string | undefined {
    return project === undefined ? undefined : `${project.file}#${project.id}`
  }

  list(): OpenProject[] {
    return [...this.#open.values()].flatMap(({ told }) => told ?? [])
  }

  async #read(path: string): Promise<Project | undefined> {
    const { dataFolder, parameters } = this.#parts
    try {
      return await readProject(path, { parameters: { ...parameters }, buildFolder: join(dataFolder, 'build-output') })
    } catch (problem) {
      if (problem instanceof ProjectProblem) throw new StartProblem(problem.message)
      throw problem
    }
  }

  async #serve(project: Project, open: Open): Promise<void> {
    const { known, recorder, list, builds, prints } = this.#parts
    const left: ProjectNote[] = []
    const folders = await Promise.all(project.functions.map((one) => this.#folderOf(project, one)))
    const served = new Map<string, string>()
    const wanted: { one: ProjectFunction; folder: string; given: Given }[] = []
    for (const [index, one] of project.functions.entries()) {
      const folder = folders[index]!
      const alone = folders.filter((other) => other === folder).length === 1
      if (list.isRemoved(`${project.file}#${one.id}`)) continue
      wanted.push({ one, folder, given: givenOf(project, one, alone) })
    }
    const defined = await Promise.all(
      wanted.map(async ({ one, folder, given }) => ({
        one,
        folder,
        given,
        defined: await define(folder, false, { builds, given, prints }),
      })),
    )
    const adding: Promise<void>[] = []
    for (const { one, folder, given, defined: now } of defined) {
      const { name } = now.definition
      const other = known.get(name)?.definition
      const taken =
        [...served.values()].includes(name) ||
        (other !== undefined && !other.shipped && other.project?.file !== project.file)
      if (taken) {
        left.push(
          noteOf(
            project,
            one,
            `${one.id} is left out: there is another function named ${name}. Give one of them another name.`,
          ),
        )
        continue
      }
      served.set(one.id, name)
      this.#said.set(`${project.file}#${one.id}`, { folder, given })
      if (other?.shipped) await known.forget(name)
      adding.push(known.add(now, this.#again(project.file, one.id)))
    }
    for (const [id, name] of open.served) {
      if (served.get(id) === name) continue
      if (![...served.values()].includes(name)) await known.forget(name)
    }
    open.served = served
    await Promise.all([...adding, this.#watch(project, open)])
    open.told = {
      file: project.file,
      kind: project.kind,
      functions: [...served.values()],
      unsupported: [
        ...left,
        ...project.unsupported,
        ...project.functions.flatMap(({ notes, problems }) => [...problems, ...notes]),
      ],
    }
    const { functions, unsupported, ...which } = open.told
    if (open.failed) this.#parts.tell?.(`${project.file} is read again: ${functions.join(', ')}`)
    open.failed = false
    recorder.record({}, { type: 'project.read', ...which, functions: [...functions], unsupported: [...unsupported] })
  }

  #again(file: string, id: string): () => Promise<Defined> {
    const { builds, prints } = this.#parts
    return () => {
      const said = this.#said.get(`${file}#${id}`)!
      return define(said.folder, false, { builds, given: said.given, prints })
    }
  }

  async #watch(project: Project, open: Open): Promise<void> {
    const { known } = this.#parts
    const files = new Set([project.file, ...project.readFrom])
    for (const [path, { stop }] of open.watched) {
      if (files.has(path)) continue
      open.watched.delete(path)
      await stop()
    }
    const ready = []
    for (const path of files) {
      if (open.watched.has(path)) continue
      const watched = known.watching.add(path, () => void this.#readAgain(project.file))
      open.watched.set(path, watched)
      ready.push(watched.ready)
    }
    await Promise.all(ready)
  }

  /** Functions of a project that cannot be read any more stay as they were. */
  async #readAgain(file: string): Promise<void> {
    const open = this.#open.get(file)
    if (open === undefined) return
    try {
      const project = await this.#read(open.path)
      if (project?.file === file) return await this.#serve(project, open)
      this.#fail(file, `${file} is gone, or holds no project any more. Its functions stay as they were.`)
    } catch (problem) {
      this.#fail(file, problem instanceof Error ? problem.message : String(problem))
    }
  }

  #fail(file: string, problem: string): void {
    const open = this.#open.get(file)
    if (open !== undefined) open.failed = true
    this.#parts.tell?.(problem)
    this.#parts.recorder.record({}, { type: 'project.failed', file, problem })
  }

  /** Code that the project holds itself gets a folder of ours. */
  async #folderOf({ file }: Project, { id, folder, inline }: ProjectFunction): Promise<string> {
    if (inline === undefined) return realpath(folder).catch(() => folder)
    const place = join(
      this.#parts.dataFolder,
      'inline',
      createHash('sha256').update(`${file}#${id}`).digest('hex').slice(0, 16),
    )
    const target = join(place, inline.path)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const there = await readFile(target, 'utf8').catch(() => undefined)
    if (there !== inline.text) await writeFile(target, inline.text)
    return realpath(place)
  }
}

function givenOf(
  project: Project,
  { name, id, line, settings, notes, problems }: ProjectFunction,
  alone: boolean,
): Given {
  const told = ({ file, line: at, message }: ProjectNote) => `${file}${at === undefined ? '' : `:${at}`}: ${message}`
  return {
    name,
    settings,
    project: { file: project.file, id, ...(line === undefined ? {} : { line }) },
    alone,
    notes: notes.map(told),
    problems: problems.map(told),
  }
}

function noteOf({ file }: Project, { line }: ProjectFunction, message: string): ProjectNote {
  return { file, ...(line === undefined ? {} : { line }), message }
}
