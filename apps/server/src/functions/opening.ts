// Opens functions: a folder or a project that was given, a folder that was made or copied here, or an example.
import { readdir, realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'
import type { Builds } from '../builds/builds.ts'
import { StartProblem } from '../config.ts'
import { isFolder } from '../is-there.ts'
import { define, type Defined } from './define.ts'
import { copyShipped } from './files.ts'
import type { KnownFunctions } from './known.ts'
import { mayBeOpened, mustHoldFunction } from './open-folder.ts'
import { OpenProjects } from './open-projects.ts'
import type { OpenedList } from './opened.ts'
import type { FileRefusal } from './ports.ts'
import type { Shipped } from './shipped.ts'

export type OpeningParts = {
  dataFolder: string
  /** Where functions are made, and copies of what ships. */
  copies: string
  shipped: Shipped
  list: OpenedList
  known: KnownFunctions
  builds: Builds
  projects: OpenProjects
}

export class Opening {
  readonly #parts: OpeningParts

  constructor(parts: OpeningParts) {
    this.#parts = parts
  }

  /** Serves a folder as it is, and as it will be. */
  async add(defined: Defined): Promise<void> {
    const { folder, shipped } = defined.definition
    await this.#parts.known.add(defined, () => this.define(folder!, shipped))
  }

  define(folder: string, shipped: boolean): Promise<Defined> {
    return define(folder, shipped, { builds: this.#parts.builds })
  }

  /** Opens a folder, or a project by its folder or its file; throws a StartProblem. The first is what it is known by. */
  async given(given: string): Promise<FunctionDefinition[]> {
    const { dataFolder, known, projects } = this.#parts
    const isFile = await stat(given).then(
      (found) => found.isFile(),
      () => false,
    )
    const folder = await mayBeOpened(isFile ? dirname(given) : given, dataFolder)
    const own = await isOwn(folder)
    const project = own && !isFile ? undefined : await projects.open(isFile ? given : folder)
    if (project !== undefined) {
      if (project.length === 0) throw new StartProblem(`${given} has no function that can be served.`)
      return project
    }
    if (isFile)
      throw new StartProblem(`${given} is no project that can be read. Give a template.yaml or the like, or a folder.`)
    await mustHoldFunction(folder)
    const defined = await this.define(folder, false)
    const { name } = defined.definition
    const other = known.get(name)?.definition
    if (other !== undefined && other.folder !== folder && !other.shipped) {
      throw new StartProblem(
        `${folder} and ${other.folder ?? 'an attached runtime'} are both named ${name}. Give one of them another "name" in its function.json.`,
      )
    }
    if (other !== undefined && other.folder === folder) return [other]
    if (other !== undefined) await known.forget(name)
    await this.add(defined)
    return [defined.definition]
  }

  /** Opens a folder of this machine by its path, and remembers it. */
  async byPath(given: string): Promise<FunctionDefinition | FileRefusal> {
    if (!given.startsWith('/') && !given.startsWith('~/'))
      return { code: 'not-legal', message: `${given} is no whole path. Give one that begins with / or ~/.` }
    const { copies, shipped, list } = this.#parts
    const path = resolve(given.startsWith('~/') ? join(homedir(), given.slice(2)) : given)
    const example = shipped.nameOf(path)
    if (example !== undefined) return this.example(example)
    if (dirname(path) === resolve(copies) && !basename(path).startsWith('.') && (await isFolder(path)))
      return this.#ours(path)
    try {
      await list.wanted(await realpath(path).catch(() => path))
      const [definition] = await this.given(path)
      await list.opened(definition!.project === undefined ? (definition!.folder ?? path) : path, true)
      return definition!
    } catch (problem) {
      if (problem instanceof StartProblem) return { code: 'not-legal', message: problem.message }
      throw problem
    }
  }

  /** Opens what ships, or the copy of it where there is one, and remembers it. */
  async example(name: string): Promise<FunctionDefinition | FileRefusal> {
    const { copies, shipped } = this.#parts
    if (!shipped.has(name))
      return {
        code: 'no-such-example',
        message: `There is no example ${name}. GET /api/examples lists those that ship.`,
      }
    const copy = join(copies, name)
    if (await isFolder(copy)) return this.#ours(copy)
    const defined = await this.define(shipped.folderOf(name), true)
    // What ships cannot be written, and a build writes.
    const built = defined.definition.build !== undefined
    return this.#ours(
      built ? await copyShipped(defined.definition, copies) : shipped.folderOf(name),
      built ? undefined : name,
    )
  }

  /** What ships, and what was made or copied here, comes back in its own place. */
  async #ours(folder: string, example?: string): Promise<FunctionDefinition | FileRefusal> {
    const { list, known } = this.#parts
    const defined = await this.define(folder, example !== undefined)
    const { name } = defined.definition
    const other = known.get(name)?.definition
    if (other !== undefined && other.folder !== folder) {
      const whose = other.folder ?? 'an attached runtime'
      return {
        code: 'taken',
        message: `There is a function ${name} already: ${whose}. Take it off the list, or give it another name.`,
      }
    }
    if (other === undefined) await this.add(defined)
    await (example === undefined ? list.opened(folder, false) : list.openedExample(example, folder))
    return other ?? defined.definition
  }
}

/** A folder with settings of its own is one function, unless they go with a template beside them. */
export async function isOwn(folder: string): Promise<boolean> {
  const names = new Set(await readdir(folder))
  return names.has('function.json') && !templates.some((name) => names.has(name))
}

const templates = ['template.yaml', 'template.yml', 'template.json', 'serverless.yml', 'serverless.yaml']
