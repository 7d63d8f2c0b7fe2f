// Opens a function: a folder that was given, one that was made or copied here, or an example.
import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'
import { StartProblem } from '../config.ts'
import { define, type Defined } from './define.ts'
import { openFolder } from './open-folder.ts'
import type { OpenedList } from './opened.ts'
import type { FileRefusal } from './ports.ts'
import type { Shipped } from './shipped.ts'

export type OpeningParts = {
  dataFolder: string
  /** Where functions are made, and copies of what ships. */
  copies: string
  shipped: Shipped
  list: OpenedList
  find(name: string): FunctionDefinition | undefined
  add(defined: Defined): Promise<void>
  forget(name: string): Promise<void>
}

export class Opening {
  readonly #parts: OpeningParts

  constructor(parts: OpeningParts) {
    this.#parts = parts
  }

  /** Opens a folder that was given; throws a StartProblem. */
  async given(given: string): Promise<FunctionDefinition> {
    const { dataFolder, find, add, forget } = this.#parts
    const defined = await define(await openFolder(given, dataFolder), false)
    const { name, folder } = defined.definition
    const other = find(name)
    if (other !== undefined && other.folder !== folder && !other.shipped) {
      throw new StartProblem(
        `${folder} and ${other.folder ?? 'an attached runtime'} are both named ${name}. Give one of them another "name" in its function.json.`,
      )
    }
    if (other !== undefined && other.folder === folder) return other
    if (other !== undefined) await forget(name)
    await add(defined)
    return defined.definition
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
      const definition = await this.given(path)
      await list.opened(definition.folder ?? path, true)
      return definition
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
    return this.#ours((await isFolder(copy)) ? copy : shipped.folderOf(name))
  }

  /** What ships, and what was made or copied here, comes back in its own place. */
  async #ours(folder: string): Promise<FunctionDefinition | FileRefusal> {
    const { shipped, list, find, add } = this.#parts
    const example = shipped.nameOf(folder)
    const defined = await define(folder, example !== undefined)
    const { name } = defined.definition
    const other = find(name)
    if (other !== undefined && other.folder !== folder) {
      const whose = other.folder ?? 'an attached runtime'
      return {
        code: 'taken',
        message: `There is a function ${name} already: ${whose}. Take it off the list, or give it another name.`,
      }
    }
    if (other === undefined) await add(defined)
    await (example === undefined ? list.opened(folder, false) : list.openedExample(example, folder))
    return other ?? defined.definition
  }
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
