// Makes the definition of a function from what its folder holds.
import { readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { executionSchema, functionLimits, functionNamePattern, readSettings } from '@playground/protocol'
import type { Execution, FunctionDefinition, FunctionSettings } from '@playground/protocol'
import * as v from 'valibot'
import { codeHashOf } from './code.ts'

export type Defined = { definition: FunctionDefinition; variables: Record<string, string> }

const handlerFiles = ['index.mjs', 'index.js', 'index.cjs']
const extensions = ['.mjs', '.js', '.cjs']

/** `shipped`: read-only until it is copied. Whatever is wrong is in `definition.problems`. */
export async function define(folder: string, shipped: boolean): Promise<Defined> {
  const text = await readFile(join(folder, 'function.json'), 'utf8').catch(() => undefined)
  const { settings, problems } =
    text === undefined ? { settings: {}, problems: [] } : readSettings(text, join(folder, 'function.json'))
  const bootstrap = await exists(join(folder, 'bootstrap'))
  const handler = settings.handler ?? (bootstrap ? undefined : await usualHandler(folder))
  const runtime = bootstrap || handler === undefined ? 'provided' : 'nodejs'
  const source = runtime === 'provided' ? (bootstrap ? 'bootstrap' : undefined) : await handlerFile(folder, handler!)
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
    execution: executionOf(settings, folder, runtime === 'nodejs'),
    variables: Object.keys(settings.variables ?? {}),
    codeHash: await codeHashOf(folder),
    problems: [...problems, ...(await layerProblems(settings.layers ?? [], folder))],
  }
  return { definition, variables: settings.variables ?? {} }
}

/** `managed`: a runtime of Lambda's own, which gets a descriptor for its log. */
function executionOf(settings: FunctionSettings, folder: string, managed: boolean): Execution {
  const layers = (settings.layers ?? []).map((layer) => resolve(folder, layer))
  return v.parse(executionSchema, { framedLogs: managed, ...settings, layers })
}

async function layerProblems(layers: string[], folder: string): Promise<string[]> {
  const problems: string[] = []
  for (const layer of layers) {
    const found = await stat(resolve(folder, layer)).catch(() => undefined)
    if (found?.isDirectory() !== true)
      problems.push(
        `${join(folder, 'function.json')}: the layer "${layer}" is no folder. Layers are folders, relative to the function's own.`,
      )
  }
  return problems
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
