// Makes the definition of a function from what its folder holds.
import { readFile, stat } from 'node:fs/promises'
import { basename, join, posix } from 'node:path'
import { callingSchema, executionSchema, functionLimits, functionNamePattern, readSettings } from '@playground/protocol'
import type { Execution, FunctionDefinition, FunctionSettings } from '@playground/protocol'
import * as v from 'valibot'
import { codeHashOf } from './code.ts'
import { readLayers } from './layers.ts'

export type Defined = { definition: FunctionDefinition; variables: Record<string, string> }

const handlerFiles = ['index.mjs', 'index.js', 'index.cjs']
const extensions = ['.mjs', '.js', '.cjs']

/** `shipped`: read-only until it is copied. Whatever is wrong is in `definition.problems`. */
export async function define(folder: string, shipped: boolean): Promise<Defined> {
  const text = await readFile(join(folder, 'function.json'), 'utf8').catch(() => undefined)
  const { settings, problems } =
    text === undefined ? { settings: {}, problems: [] } : readSettings(text, join(folder, 'function.json'))
  const layers = await readLayers(settings.layers ?? [], folder, text ?? '')
  const own = await exists(join(folder, 'bootstrap'))
  const bootstrap = own || (await bringsBootstrap(layers.folders))
  const handler = settings.handler ?? (bootstrap ? undefined : await usualHandler(folder))
  const runtime = bootstrap || handler === undefined ? 'provided' : 'nodejs'
  const source = runtime === 'provided' ? (own ? 'bootstrap' : undefined) : await handlerFile(folder, handler!)
  const definition: FunctionDefinition = {
    name: settings.name ?? legalName(basename(folder)),
    origin: 'managed',
    shipped,
    folder,
    runtime,
    ...(settings.description === undefined ? {} : { description: settings.description }),
    ...(handler === undefined ? {} : { handler }),
    ...(source === undefined ? {} : { source }),
    timeoutSeconds: settings.timeout ?? functionLimits.timeoutSeconds.default,
    memoryMb: settings.memory ?? functionLimits.memoryMb.default,
    concurrency: settings.concurrency ?? functionLimits.concurrency.default,
    execution: executionOf(settings, layers.folders, runtime === 'nodejs'),
    calling: v.parse(callingSchema, settings),
    variables: Object.keys(settings.variables ?? {}),
    codeHash: await codeHashOf([folder, ...layers.folders], destinationFiles(settings)),
    problems: [...problems, ...layers.problems],
    notes: [],
  }
  return { definition, variables: settings.variables ?? {} }
}

/** What records of events are added to is no code, wherever in the folder it is. */
function destinationFiles({ async: { onSuccess, onFailure } = {} }: FunctionSettings): string[] {
  return [onSuccess, onFailure].flatMap((given) =>
    given?.startsWith('file:') ? [posix.normalize(given.slice(5))] : [],
  )
}

/** `managed`: a runtime of Lambda's own, which gets a descriptor for its log. */
function executionOf(settings: FunctionSettings, layers: string[], managed: boolean): Execution {
  return v.parse(executionSchema, { framedLogs: managed, ...settings, layers })
}

/** A layer with a custom runtime serves the function that has none of its own. */
async function bringsBootstrap(layers: string[]): Promise<boolean> {
  for (const layer of layers) if (await exists(join(layer, 'bootstrap'))) return true
  return false
}

/** The name of a folder as a function may be called. */
export function legalName(folder: string): string {
  const name = folder
    .replace(/[^a-zA-Z0-9-_]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
  return functionNamePattern.test(name) ? name : 'function'
}

/** The file of `folder/file.export`. */
async function handlerFile(folder: string, handler: string): Promise<string | undefined> {
  const slash = handler.lastIndexOf('/')
  const stem = handler.slice(0, slash + 1) + handler.slice(slash + 1).split('.')[0]
  for (const extension of ['', ...extensions])
    if (await exists(join(folder, `${stem}${extension}`))) return `${stem}${extension}`
  return undefined
}

async function usualHandler(folder: string): Promise<string | undefined> {
  for (const file of handlerFiles) if (await exists(join(folder, file))) return 'index.handler'
  return undefined
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
