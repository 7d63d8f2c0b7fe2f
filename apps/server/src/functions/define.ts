// Makes the definition of a function from what its folder holds, and what a project says of it.
import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, posix, relative, resolve } from 'node:path'
import { isFile, isFolder } from '../is-there.ts'
import { callingSchema, callingSettings, executionSchema, functionLimits, readSettings } from '@playground/protocol'
import type { Execution, FunctionDefinition, FunctionSettings } from '@playground/protocol'
import * as v from 'valibot'
import type { Buildable, Builds } from '../builds/builds.ts'
import { legalName } from '../projects/names.ts'
import { hashOf, printsOf, type Prints } from './code.ts'
import { readLayers } from './layers.ts'
import { brings, runtimeOf } from './runtime-of.ts'

export type Defined = {
  definition: FunctionDefinition
  variables: Record<string, string>
  /** Hash of the files that are run, as a copy of them has to have it; of a published version nobody asks. */
  files?: string
  /** Files of the function's folder that a call looks at, and when they were saved. */
  saved?: { files: readonly string[]; stamp: string }
  /** What makes what is run, the code in its folder, and whether what is run is there. */
  build?: Buildable & { code: Prints; there: boolean }
}

/** What a project says of a function; what its folder's function.json says besides wins. */
export type Given = {
  name: string
  settings: FunctionSettings
  project: NonNullable<FunctionDefinition['project']>
  /** No other function has its folder: function.json is its own. */
  alone: boolean
  notes: string[]
  problems: string[]
}

export type DefineParts = {
  builds?: Builds
  given?: Given
  /** The code of a folder, read after this was asked for. */
  prints?: (folder: string) => Promise<Prints>
}

/** Files that a call looks at, to serve what was saved a moment ago. */
const mostLooked = 24
/** What a program is usually made from. */
const sourceFiles = ['main.go', 'src/main.rs', 'main.rs', 'main.c', 'main.cpp', 'Runtime.java', 'Main.java', 'main.py']

/** `shipped`: read-only until it is copied. Whatever is wrong is in `definition.problems`. */
export async function define(folder: string, shipped: boolean, parts: DefineParts = {}): Promise<Defined> {
  const { given, builds, prints = printsOf } = parts
  const text = await readFile(join(folder, 'function.json'), 'utf8').catch(() => undefined)
  const { settings: own, problems } =
    text === undefined ? { settings: {}, problems: [] } : readSettings(text, join(folder, 'function.json'))
  const settings = mergedSettings(given, own)
  const name = settings.name ?? given?.name ?? legalName(basename(folder))
  const layers = await readLayers(settings.layers ?? [], folder, text ?? '')
  const task = settings.output === undefined ? undefined : resolve(folder, settings.output)
  const { runtime, members, framedLogs, ...of } = await runtimeOf(settings, task ?? folder, layers.folders)
  const command = settings.build
  const buildable = command === undefined ? undefined : { name, folder, command }
  const last = buildable === undefined ? undefined : builds?.lastOf(buildable)
  const { source: found, ...told } = members
  const source = await sourceOf(folder, task, found, command !== undefined)
  const code = await prints(folder)
  const there =
    (task === undefined || (await isFolder(task))) &&
    (runtime !== 'provided' || (await brings([task ?? folder, ...layers.folders], 'bootstrap')))
  const due =
    buildable !== undefined &&
    (last === undefined || last.failed || builds?.isChanged(buildable, code) === true || !there)
  // What a build of somebody else's makes is code, wherever it is.
  const made = task === undefined ? undefined : await prints(task)
  const ofLayers = await Promise.all(layers.folders.map(prints))
  const without = [...destinationFiles(settings), ...(last?.outputs ?? [])]
  // Of many files the one that a person edits: each call looks at them.
  const edited = [...code.keys()].filter((path) => !without.includes(path))
  const looked = edited.length <= mostLooked ? edited : source === undefined ? [] : [source]
  const more = [
    ...(last?.stamp === undefined ? [] : [last.stamp]),
    ...(given === undefined ? [] : [deployed(given.settings)]),
  ]
  const definition: FunctionDefinition = {
    name,
    origin: 'managed',
    shipped,
    folder,
    runtime,
    ...told,
    ...(source === undefined ? {} : { source }),
    ...(command === undefined ? {} : { build: { command } }),
    ...(task === undefined ? {} : { task }),
    ...(given === undefined ? {} : { project: given.project }),
    ...(settings.description === undefined ? {} : { description: settings.description }),
    timeoutSeconds: settings.timeout ?? functionLimits.timeoutSeconds.default,
    memoryMb: settings.memory ?? functionLimits.memoryMb.default,
    concurrency: settings.concurrency ?? functionLimits.concurrency.default,
    execution: executionOf(settings, layers.folders, framedLogs),
    calling: v.parse(callingSchema, settings),
    variables: Object.keys(settings.variables ?? {}),
    codeHash: hashOf(
      [code, ...(made === undefined || command !== undefined ? [] : [made]), ...ofLayers],
      without,
      more,
    ),
    // What a build has yet to make cannot be judged.
    problems: [...problems, ...layers.problems, ...(given?.problems ?? []), ...(due ? [] : of.problems)],
    notes: [...(given?.notes ?? []), ...(due ? [] : of.notes)],
  }
  return {
    definition,
    variables: settings.variables ?? {},
    files: hashOf([made ?? code, ...ofLayers]),
    saved: { files: looked, stamp: stampOf(folder, looked) },
    ...(buildable === undefined ? {} : { build: { ...buildable, code, there } }),
  }
}

/** What function.json says wins; variables are added to the project's, each by itself. A folder of several gives none a name. */
function mergedSettings(given: Given | undefined, own: FunctionSettings): FunctionSettings {
  if (given === undefined) return own
  const variables = { ...given.settings.variables, ...own.variables }
  return {
    ...given.settings,
    ...own,
    ...(given.alone ? {} : { name: undefined }),
    ...(Object.keys(variables).length === 0 ? {} : { variables }),
  }
}

/** When files were saved, as one text: another where one of them was saved since. */
export function stampOf(folder: string, files: readonly string[]): string {
  return files.map((file) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0).join(' ')
}

/** What records of events are added to is no code, wherever in the folder it is. */
function destinationFiles({ async: { onSuccess, onFailure } = {} }: FunctionSettings): string[] {
  return [onSuccess, onFailure].flatMap((given) =>
    given?.startsWith('file:') ? [posix.normalize(given.slice(5))] : [],
  )
}

/** Settings without how the function is called: what a deployment is made of. */
function deployed(settings: FunctionSettings): string {
  return JSON.stringify(Object.entries(settings).filter(([name]) => !(name in callingSettings)))
}

/** `managed`: a runtime of Lambda's own, which gets a descriptor for its log. */
function executionOf(settings: FunctionSettings, layers: string[], managed: boolean): Execution {
  return v.parse(executionSchema, { framedLogs: managed, ...settings, layers })
}

/** The file that a person edits, relative to the folder: of what is built, what it is made from. */
async function sourceOf(
  folder: string,
  task: string | undefined,
  found: string | undefined,
  built: boolean,
): Promise<string | undefined> {
  const made = built ? await firstOf(folder, sourceFiles) : undefined
  if (made !== undefined || found === undefined) return made
  if (task === undefined || (await isFile(join(folder, found)))) return found
  const path = relative(folder, join(task, found))
  return path.startsWith('..') ? undefined : path
}

async function firstOf(folder: string, files: readonly string[]): Promise<string | undefined> {
  for (const file of files) if (await isFile(join(folder, file))) return file
  return undefined
}
