// The functions of this playground: what ships, copies of it, folders that were opened, and those of attached runtimes.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  defaultCalling,
  defaultExecution,
  functionLimits,
  latestVersion,
  type FunctionDefinition,
} from '@playground/protocol'
import { Builds } from '../builds/builds.ts'
import { systemClock, type Clock } from '../clock.ts'
import type { OpenProject } from '../config.ts'
import type { FunctionSource } from '../environment/ports.ts'
import type { Recorder } from '../recorder/record.ts'
import { codeFiles, mayBeCode, printsOf } from './code.ts'
import { createFolder } from './create.ts'
import type { Defined } from './define.ts'
import { copyShipped, deleteOne, eventPath, listFiles, readOne, refusalOf, renameOne, writeOne } from './files.ts'
import { KnownFunctions } from './known.ts'
import { OpenedList } from './opened.ts'
import { OpenProjects } from './open-projects.ts'
import { Opening } from './opening.ts'
import type { FileRefusal, FileWritten, FunctionFiles, FunctionList, FunctionVersions } from './ports.ts'
import { shared } from './shared-reading.ts'
import { openShipped } from './shipped.ts'
import { Versions } from './versions.ts'

export type FunctionsOptions = {
  /** Folders to open, as they were given. */
  folders: string[]
  shippedFolder: string
  dataFolder: string
  recorder: Recorder
  clock?: Clock
  /** A line for the terminal. */
  tell?: ((line: string) => void) | undefined
  /** In place of what the parameters of templates are by default. */
  parameters?: Readonly<Record<string, string>> | undefined
  /** The one function that is there where it is a command (emulator mode); callers may name it as any of `aliases`, too. */
  command?: (Defined & { aliases: readonly string[] }) | undefined
  /** A function appeared or changed. */
  defined?: (name: string) => void
}

export type Functions = FunctionSource &
  FunctionFiles &
  FunctionList &
  FunctionVersions & {
    /** Projects that are open. */
    projects(): OpenProject[]
    close(): Promise<void>
  }

/** Examples that are there without being opened. */
const atTheStart = ['hello-bash', 'hello-node']
/** Throws a StartProblem for a folder that cannot be opened, or a name that two of them have. */
export async function openFunctions(options: FunctionsOptions): Promise<Functions> {
  const { recorder, dataFolder, command } = options
  const copies = join(dataFolder, 'functions')
  const shipped = await openShipped(options.shippedFolder)
  const builds = await Builds.open({ recorder, clock: options.clock ?? systemClock, dataFolder })
  const known = new KnownFunctions({ recorder, builds, defined: options.defined })
  if (command !== undefined) known.publish({ definition: command.definition, variables: command.variables })
  const versions = await Versions.open(join(dataFolder, 'versions'))
  const list = new OpenedList(dataFolder)
  const remembered = await list.read()
  const parameters = options.parameters ?? {}
  const prints = shared(printsOf)
  const projects = new OpenProjects({
    dataFolder,
    parameters,
    recorder,
    builds,
    known,
    list,
    prints,
    tell: options.tell,
  })
  const opening = new Opening({ dataFolder, copies, shipped, list, known, builds, projects })
  const copied: string[] = await readdir(copies).catch(() => [])
  const own = copied.filter((name) => !name.startsWith('.'))
  const first = command === undefined ? atTheStart : []
  const examples = [...first, ...remembered.examples].filter((name) => shipped.has(name))
  for (const name of new Set([...examples, ...own])) {
    const copy = copied.includes(name)
    const folder = copy ? join(copies, name) : shipped.folderOf(name)
    if (!list.isRemoved(folder) && !known.has(name)) await opening.add(await opening.define(folder, !copy))
  }
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
      if (!('code' in made) && mayBeCode(path)) await known.reread(name)
      return made
    }
    const definition = known.get(name)!.definition
    const copiedTo = await copyShipped(definition, copies)
    const made = await make(copiedTo)
    if ('code' in made) return made
    await opening.add(await opening.define(copiedTo, false))
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
    list: () => known.list(),
    ready: (name) => known.ready(name),
    projects: () => projects.list(),
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
      known.publish({ definition, variables: {} })
      return definition
    },
    variablesOf: (name, version) => at(name, version)?.variables ?? {},
    versions: (name) => (known.has(name) ? versions.list(name) : []),
    async publish(name, description) {
      // What was saved a moment ago counts.
      await known.reread(name)
      const failed = await known.ready(name)
      if (failed !== undefined) return { code: 'not-legal', message: failed }
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
      const defined = await opening.define(folder, false)
      await list.opened(folder, false)
      await opening.add(defined)
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
      const key = OpenProjects.keyOf(gone.definition) ?? folder
      if (key !== undefined) await list.removed(key, folder === undefined ? undefined : shipped.nameOf(folder))
      await known.forget(name)
      return true
    },
    async build(name) {
      const found = definitionOf(name)
      if ('code' in found) return found
      if (found.build === undefined)
        return { code: 'not-legal', message: `${name} has no build: give it a "build" in its function.json.` }
      void known.build(name, 'asked')
      return found
    },
    async close() {
      await builds.close()
      await known.close()
    },
  }
}
