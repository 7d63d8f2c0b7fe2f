// Published versions of functions: copies of code and layers, with the settings of that moment, in the data folder.
import { chmod, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { functionDefinitionSchema, functionLimits, type FunctionDefinition } from '@playground/protocol'
import * as v from 'valibot'
import { codeHashOf } from './code.ts'
import type { Defined } from './define.ts'
import { filesIn } from './files-in.ts'
import type { FileRefusal } from './ports.ts'

const keptSchema = v.object({ definition: functionDefinitionSchema, variables: v.record(v.string(), v.string()) })

/** Never part of a version: what runs needs neither. */
const leftOut = new Set(['.git', 'events'])

export class Versions {
  readonly #folder: string
  readonly #known = new Map<string, Map<number, Defined>>()
  /** One is made at a time: two calls for the same code are one version. */
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** `folder`: where they are kept. What cannot be read is left out. */
  static async open(folder: string): Promise<Versions> {
    const versions = new Versions(folder)
    for (const name of await readdir(folder).catch(() => [])) {
      for (const entry of await readdir(join(folder, name)).catch(() => [])) {
        const defined = /^[1-9]\d*$/.test(entry) ? await read(join(folder, name, entry)) : undefined
        if (defined !== undefined) versions.#of(name).set(Number(entry), defined)
      }
    }
    return versions
  }

  get(name: string, version: string): Defined | undefined {
    return this.#known.get(name)?.get(Number(version))
  }

  /** By number. */
  list(name: string): FunctionDefinition[] {
    return [...(this.#known.get(name) ?? [])].sort(([a], [b]) => a - b).map(([, { definition }]) => definition)
  }

  /** A copy of the function as it is, or the last one where that has the same code and settings. */
  publish(defined: Defined, description?: string): Promise<FunctionDefinition | FileRefusal> {
    return this.#inTurn(() => this.#publish(defined, description))
  }

  /** True where there was one. Its number is not given again. */
  delete(name: string, version: string): Promise<boolean> {
    return this.#inTurn(async () => {
      if (this.#known.get(name)?.delete(Number(version)) !== true) return false
      await rm(join(this.#folder, name, version), { recursive: true, force: true })
      return true
    })
  }

  async #publish(
    { definition, variables, files }: Defined,
    description: string | undefined,
  ): Promise<FunctionDefinition | FileRefusal> {
    const { name, folder, task, codeHash, execution } = definition
    const last = this.list(name).at(-1)
    if (last !== undefined && last.codeHash === codeHash) return last
    if (this.#of(name).size >= functionLimits.versions)
      return {
        code: 'too-large',
        message: `${name} has ${functionLimits.versions} published versions, and no more are kept. Delete one that is not needed any more, and publish again.`,
      }
    // Of what is built the result alone.
    const sources = [task ?? folder!, ...execution.layers]
    const bytes = await totalOf(sources)
    if (bytes > functionLimits.unzippedBytes)
      return {
        code: 'too-large',
        message: `Code and layers of ${name} take ${bytes} bytes, and a version may take ${functionLimits.unzippedBytes}. Move what does not run out of the folder, and publish again.`,
      }
    const own = join(this.#folder, name)
    const temporary = join(own, `.${crypto.randomUUID()}`)
    try {
      for (const [index, source] of sources.entries()) await copy(source, foldersIn(temporary, sources.length)[index]!)
      if ((await codeHashOf(foldersIn(temporary, sources.length))) !== files)
        return { code: 'conflict', message: `Files of ${name} were changed while they were copied. Publish again.` }
      const number = (await lastIn(own)) + 1
      const version = String(number)
      const told = description === undefined ? {} : { description }
      const kept = { definition: { ...definition, version, shipped: false, ...told }, variables }
      await writeFile(join(temporary, 'version.json'), JSON.stringify(kept, null, 2), { mode: 0o600 })
      await writeFile(join(own, 'last'), version)
      await rename(temporary, join(own, version))
      const defined = placed(kept, join(own, version))
      this.#of(name).set(number, defined)
      return defined.definition
    } finally {
      await rm(temporary, { recursive: true, force: true })
    }
  }

  #of(name: string): Map<number, Defined> {
    let versions = this.#known.get(name)
    if (versions === undefined) this.#known.set(name, (versions = new Map()))
    return versions
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work)
    this.#turn = turn.catch(() => {})
    return turn
  }
}

async function read(folder: string): Promise<Defined | undefined> {
  try {
    const kept = v.safeParse(keptSchema, JSON.parse(await readFile(join(folder, 'version.json'), 'utf8')))
    return kept.success ? placed(kept.output, folder) : undefined
  } catch {
    return undefined
  }
}

/** The data folder may have moved since, and nothing is built any more. */
function placed({ definition, variables }: Defined, folder: string): Defined {
  const { build: _, task, managed, ...rest } = definition
  const [code, ...layers] = foldersIn(folder, rest.execution.layers.length + 1)
  const from = [task ?? rest.folder!, ...rest.execution.layers]
  const moved = (word: string) => {
    const index = from.findIndex((one) => word === one || word.startsWith(`${one}/`))
    return index < 0 ? word : [code!, ...layers][index]! + word.slice(from[index]!.length)
  }
  const runs = managed === undefined ? {} : { managed: { ...managed, words: managed.words.map(moved) } }
  return { definition: { ...rest, ...runs, folder: code!, execution: { ...rest.execution, layers } }, variables }
}

/** The code, and then the layers. */
function foldersIn(folder: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => join(folder, index === 0 ? 'code' : `layer-${index}`))
}

/** Files cannot be written by accident; folders can, so that whoever owns them can remove them. */
async function copy(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  const filter = (path: string) => dirname(path) !== from || !leftOut.has(basename(path))
  await cp(from, to, { recursive: true, verbatimSymlinks: true, filter })
  for (const { path, mode } of await filesIn(to)) await chmod(path, mode & 0o555)
}

async function totalOf(folders: readonly string[]): Promise<number> {
  let total = 0
  for (const folder of folders) for (const { bytes } of await filesIn(folder, leftOut)) total += bytes
  return total
}

/** The highest number that was given, also of one that was deleted. */
async function lastIn(folder: string): Promise<number> {
  return Number(await readFile(join(folder, 'last'), 'utf8').catch(() => '0')) || 0
}
