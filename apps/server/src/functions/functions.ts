// The functions of this playground: what ships, copies of it, folders that were opened, and those of attached runtimes.
import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { functionLimits, type FunctionDefinition } from '@playground/protocol'
import { watch, type FSWatcher } from 'chokidar'
import { StartProblem } from '../config.ts'
import type { FunctionSource } from '../environment/ports.ts'
import type { Recorder } from '../recorder/record.ts'
import { mayBeCode } from './code.ts'
import { define, type Defined } from './define.ts'
import { copyShipped, listFiles, readOne, writeOne } from './files.ts'
import { openFolder } from './open-folder.ts'
import type { FileRefusal, FunctionFiles } from './ports.ts'

export type FunctionsOptions = {
  /** Folders to open, as they were given. */
  folders: string[]
  shippedFolder: string
  dataFolder: string
  recorder: Recorder
}

export type Functions = FunctionSource &
  FunctionFiles & {
    /** The values of a function's own variables; they never leave the server. */
    variablesOf(name: string): Record<string, string>
    close(): Promise<void>
  }

const shippedNames = ['hello-bash', 'hello-node']
/** Editors save in several steps: a folder is read when it was quiet for this long, milliseconds. */
const quietMs = 80

type Known = Defined & { watcher?: FSWatcher; timer?: NodeJS.Timeout }

/** Throws a StartProblem for a folder that cannot be opened, or a name that two of them have. */
export async function openFunctions(options: FunctionsOptions): Promise<Functions> {
  const copies = join(options.dataFolder, 'functions')
  const known = new Map<string, Known>()
  const { recorder } = options

  const publish = (defined: Defined): Known => {
    const before = known.get(defined.definition.name)
    const now: Known = { ...before, ...defined }
    known.set(defined.definition.name, now)
    if (JSON.stringify(before?.definition) !== JSON.stringify(defined.definition)) {
      recorder.record(
        { function: defined.definition.name },
        { type: 'function.defined', definition: defined.definition },
      )
    }
    return now
  }
  const forget = async (name: string) => {
    const gone = known.get(name)
    known.delete(name)
    clearTimeout(gone?.timer)
    await gone?.watcher?.close()
    if (gone !== undefined) recorder.record({ function: name }, { type: 'function.removed' })
  }
  /** Reads a folder again; a name that changed in its settings is another function. */
  const reread = async (name: string): Promise<void> => {
    const before = known.get(name)
    if (before?.definition.folder === undefined) return
    const { folder, shipped } = before.definition
    if (!(await exists(folder))) return forget(name)
    const defined = await define(folder, shipped)
    if (known.get(name) !== before) return
    if (defined.definition.name === name || known.has(defined.definition.name)) {
      const taken =
        defined.definition.name !== name
          ? [
              `${join(folder, 'function.json')}: the name "${defined.definition.name}" belongs to another function. Choose another name.`,
            ]
          : []
      publish({
        ...defined,
        definition: { ...defined.definition, name, problems: [...defined.definition.problems, ...taken] },
      })
      return
    }
    await forget(name)
    await add(defined)
  }
  /** Resolves when changes of its folder are seen. */
  const add = async (defined: Defined): Promise<void> => {
    const entry = publish(defined)
    const { name, folder, shipped } = defined.definition
    if (folder === undefined || shipped) return
    const watcher = watch(folder, {
      ignoreInitial: true,
      followSymlinks: false,
      ignored: (path) => path !== folder && !mayBeCode(relative(folder, path)),
    })
    watcher.on('all', () => {
      const current = known.get(name)
      if (current === undefined) return
      clearTimeout(current.timer)
      current.timer = setTimeout(() => void reread(name), quietMs)
    })
    watcher.on('error', () => {})
    entry.watcher = watcher
    await new Promise<void>((resolve) => watcher.once('ready', resolve))
  }

  const copied: string[] = await readdir(copies).catch(() => [])
  for (const name of shippedNames) {
    const copy = copied.includes(name)
    await add(await define(copy ? join(copies, name) : join(options.shippedFolder, name), !copy))
  }
  for (const given of options.folders) {
    const defined = await define(await openFolder(given, options.dataFolder), false)
    const { name, folder } = defined.definition
    const other = known.get(name)?.definition
    if (other !== undefined && other.folder !== folder && !shippedNames.includes(name)) {
      throw new StartProblem(
        `${folder} and ${other.folder} are both named ${name}. Give one of them another "name" in its function.json.`,
      )
    }
    if (other?.folder === folder) continue
    if (other !== undefined) await forget(name)
    await add(defined)
  }

  const folderOf = (name: string): FunctionDefinition | FileRefusal => {
    const definition = known.get(name)?.definition
    if (definition === undefined) return { code: 'no-such-function', message: `There is no function ${name}.` }
    if (definition.folder === undefined)
      return { code: 'not-editable', message: `${name} is attached: its code is where its runtime was started.` }
    return definition
  }

  return {
    get: (name) => known.get(name)?.definition,
    list: () => [...known.values()].map(({ definition }) => definition),
    attach(name) {
      const there = known.get(name)
      if (there !== undefined) return there.definition
      const definition: FunctionDefinition = {
        name,
        origin: 'attached',
        shipped: false,
        runtime: 'attached',
        timeoutSeconds: functionLimits.timeoutSeconds.default,
        memoryMb: functionLimits.memoryMb.default,
        concurrency: functionLimits.concurrency.default,
        variables: [],
        problems: [],
      }
      return publish({ definition, variables: {} }).definition
    },
    variablesOf: (name) => known.get(name)?.variables ?? {},
    async listFiles(name) {
      const found = folderOf(name)
      return 'code' in found ? found : listFiles(found.folder!)
    },
    async readFile(name, path) {
      const found = folderOf(name)
      return 'code' in found ? found : readOne(found.folder!, path)
    },
    async writeFile(name, path, bytes, ifMatch) {
      const found = folderOf(name)
      if ('code' in found) return found
      if (!found.shipped) {
        const written = await writeOne(found.folder!, path, bytes, ifMatch)
        if (!('code' in written)) await reread(name)
        return written
      }
      const current = await readOne(found.folder!, path)
      if (!('code' in current) && ifMatch !== '*' && ifMatch !== current.version) {
        return { code: 'conflict', message: `${path} is not what was read. Read it again, and make the change anew.` }
      }
      const copiedTo = await copyShipped(found, copies)
      const written = await writeOne(copiedTo, path, bytes, '*')
      if ('code' in written) return written
      await add(await define(copiedTo, false))
      return { ...written, copiedTo }
    },
    async close() {
      for (const { timer } of known.values()) clearTimeout(timer)
      await Promise.all([...known.values()].flatMap(({ watcher }) => watcher?.close() ?? []))
    },
  }
}

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
