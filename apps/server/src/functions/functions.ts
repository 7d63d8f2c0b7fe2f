// The functions of this playground: what ships, copies of it, folders that were opened, and those of attached runtimes.
import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import {
  defaultCalling,
  defaultExecution,
  functionLimits,
  latestVersion,
  type FunctionDefinition,
} from '@playground/protocol'
import { watch, type FSWatcher } from 'chokidar'
import type { FunctionSource } from '../environment/ports.ts'
import type { Recorder } from '../recorder/record.ts'
import { codeFiles, mayBeCode } from './code.ts'
import { define, type Defined } from './define.ts'
import { createFolder } from './create.ts'
import { copyShipped, deleteOne, eventPath, listFiles, readOne, refusalOf, renameOne, writeOne } from './files.ts'
import { OpenedList } from './opened.ts'
import { isFolder, Opening } from './opening.ts'
import type { FileRefusal, FileWritten, FunctionFiles, FunctionList, FunctionVersions } from './ports.ts'
import { openShipped } from './shipped.ts'
import { Versions } from './versions.ts'

export type FunctionsOptions = {
  /** Folders to open, as they were given. */
  folders: string[]
  shippedFolder: string
  dataFolder: string
  recorder: Recorder
  /** The one function that is there where it is a command (emulator mode); callers may name it as any of `aliases`, too. */
  command?: (Defined & { aliases: readonly string[] }) | undefined
  /** A function appeared or changed. */
  defined?: (name: string) => void
}

export type Functions = FunctionSource &
  FunctionFiles &
  FunctionList &
  FunctionVersions & {
    close(): Promise<void>
  }

/** Examples that are there without being opened. */
const atTheStart = ['hello-bash', 'hello-node']
/** Editors save in several steps: a folder is read when it was quiet for this long, milliseconds. */
const quietMs = 80

type Known = Defined & { watcher?: FSWatcher; timer?: NodeJS.Timeout }

/** Throws a StartProblem for a folder that cannot be opened, or a name that two of them have. */
export async function openFunctions(options: FunctionsOptions): Promise<Functions> {
  const copies = join(options.dataFolder, 'functions')
  const shipped = await openShipped(options.shippedFolder)
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
      options.defined?.(defined.definition.name)
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
  /** One reading after the other: who waits for his own sees at least what was there when he asked. */
  const readings = new Map<string, Promise<void>>()
  const reread = (name: string): Promise<void> => {
    const reading = (readings.get(name) ?? Promise.resolve()).then(() => readAgain(name))
    readings.set(
      name,
      reading.catch(() => {}),
    )
    return reading
  }
  /** Reads a folder again; a name that changed in its settings is another function. */
  const readAgain = async (name: string): Promise<void> => {
    const before = known.get(name)
    if (before?.definition.folder === undefined) return
    const { folder, shipped } = before.definition
    if (!(await isFolder(folder))) return forget(name)
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
      before.watcher?.add(defined.definition.execution.layers)
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
    const bases = () => [folder, ...(known.get(name)?.definition.execution.layers ?? [])]
    const watcher = watch(bases(), {
      ignoreInitial: true,
      followSymlinks: false,
      ignored: (path) => !bases().some((base) => path === base || mayBeCode(relative(base, path))),
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

  const { command } = options
  if (command !== undefined) publish({ definition: command.definition, variables: command.variables })
  const versions = await Versions.open(join(options.dataFolder, 'versions'))
  const list = new OpenedList(options.dataFolder)
  const remembered = await list.read()
  const copied: string[] = await readdir(copies).catch(() => [])
  const own = copied.filter((name) => !name.startsWith('.'))
  const first = command === undefined ? atTheStart : []
  const examples = [...first, ...remembered.examples].filter((name) => shipped.has(name))
  for (const name of new Set([...examples, ...own])) {
    const copy = copied.includes(name)
    const folder = copy ? join(copies, name) : shipped.folderOf(name)
    if (!list.isRemoved(folder) && !known.has(name)) await add(await define(folder, !copy))
  }
  const opening = new Opening({
    dataFolder: options.dataFolder,
    copies,
    shipped,
    list,
    find: (name) => known.get(name)?.definition,
    add,
    forget,
  })
  for (const given of options.folders) await opening.given(given)
  for (const folder of remembered.folders) {
    await opening
      .given(folder)
      .catch((problem: unknown) =>
        console.error(
          `A folder that was open is left out: ${problem instanceof Error ? problem.message : String(problem)}`,
        ),
      )
  }

  const definitionOf = (name: string): FunctionDefinition | FileRefusal =>
    known.get(name)?.definition ?? { code: 'no-such-function', message: `There is no function ${name}.` }

  /** Of an attached function the events alone are here, in the data folder. */
  const folderFor = (name: string, path: string): { folder: string; shipped: boolean } | FileRefusal => {
    const found = definitionOf(name)
    if ('code' in found) return found
    if (found.folder !== undefined) return { folder: found.folder, shipped: found.shipped }
    if (eventPath.test(path)) return { folder: join(options.dataFolder, 'events', name), shipped: false }
    return { code: 'not-editable', message: `${name} is attached: its code is where its runtime was started.` }
  }
  /** What ships is copied before its first change. */
  const change = async (
    name: string,
    path: string,
    make: (folder: string) => Promise<FileWritten | FileRefusal>,
  ): Promise<FileWritten | FileRefusal> => {
    const found = folderFor(name, path)
    if ('code' in found) return found
    if (!found.shipped) {
      const made = await make(found.folder)
      if (!('code' in made) && mayBeCode(path)) await reread(name)
      return made
    }
    const definition = known.get(name)!.definition
    const copiedTo = await copyShipped(definition, copies)
    const made = await make(copiedTo)
    if ('code' in made) return made
    await add(await define(copiedTo, false))
    return { ...made, copiedTo }
  }
  const aliased = (name: string) => (command?.aliases.includes(name) === true ? command.definition.name : name)
  /** A published version is there as long as its function is; a command is of one version alone. */
  const at = (name: string, version = latestVersion): Defined | undefined => {
    const here = known.get(name)
    const itself = version === latestVersion || here === undefined || here.definition.version === version
    return itself ? here : versions.get(name, version)
  }
  return {
    get: (name, version) => (at(name, version) ?? at(aliased(name), version))?.definition,
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
        execution: defaultExecution,
        calling: defaultCalling,
        variables: [],
        problems: [],
        notes: [],
      }
      return publish({ definition, variables: {} }).definition
    },
    variablesOf: (name, version) => at(name, version)?.variables ?? {},
    versions: (name) => (known.has(name) ? versions.list(name) : []),
    async publish(name, description) {
      // What was saved a moment ago counts.
      await reread(name)
      const found = definitionOf(name)
      if ('code' in found) return found
      const problem =
        found.folder === undefined
          ? `${name} is attached: its code is where its runtime was started, and there is no version of it but $LATEST.`
          : found.problems[0]
      if (problem !== undefined) return { code: 'not-legal', message: problem }
      return versions.publish(known.get(name)!, description)
    },
    deleteVersion: (name, version) => versions.delete(name, version),
    async codeOf({ folder }) {
      if (folder === undefined) return { bytes: 0 }
      const files = await codeFiles(folder)
      const modifiedMs = Math.max(0, ...files.map((file) => file.modifiedMs))
      return { bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), ...(files.length === 0 ? {} : { modifiedMs }) }
    },
    async listFiles(name) {
      const found = folderFor(name, 'events/x.json')
      return 'code' in found ? found : listFiles(found.folder)
    },
    async readFile(name, path) {
      const found = folderFor(name, path)
      return 'code' in found ? found : readOne(found.folder, path)
    },
    async writeFile(name, path, bytes, ifMatch) {
      const found = folderFor(name, path)
      if ('code' in found) return found
      // Nothing is copied for a write that will be refused.
      const refused = found.shipped ? await refusalOf(found.folder, path, ifMatch) : undefined
      if (refused !== undefined) return refused
      return change(name, path, (folder) => writeOne(folder, path, bytes, ifMatch))
    },
    deleteFile: (name, path, ifMatch) => change(name, path, (folder) => deleteOne(folder, path, ifMatch)),
    renameFile: async (name, path, ifMatch, renameTo) => {
      const target = folderFor(name, renameTo)
      return 'code' in target ? target : change(name, path, (folder) => renameOne(folder, path, ifMatch, renameTo))
    },
    async create(template, name) {
      if (known.has(name))
        return { code: 'taken', message: `There is a function ${name} already. Choose another name.` }
      // An example's copies have its name.
      if (shipped.has(name))
        return { code: 'taken', message: `An example is called ${name}. Choose another name, or open the example.` }
      const folder = await createFolder(template, name, options.shippedFolder, copies)
      if (typeof folder !== 'string') return folder
      const defined = await define(folder, false)
      await list.opened(folder, false)
      await add(defined)
      return defined.definition
    },
    open: (folder) => opening.byPath(folder),
    examples: () =>
      shipped.list((name) => {
        const folder = known.get(name)?.definition.folder
        return folder === shipped.folderOf(name) || folder === join(copies, name)
      }),
    openExample: (name) => opening.example(name),
    async remove(name) {
      const gone = known.get(name)
      if (gone === undefined) return false
      const { folder } = gone.definition
      if (folder !== undefined) await list.removed(folder, shipped.nameOf(folder))
      await forget(name)
      return true
    },
    async close() {
      for (const { timer } of known.values()) clearTimeout(timer)
      await Promise.all([...known.values()].flatMap(({ watcher }) => watcher?.close() ?? []))
    },
  }
}
