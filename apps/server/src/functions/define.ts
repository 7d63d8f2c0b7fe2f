// Makes the definition of a function from what its folder holds.
import { readFile } from 'node:fs/promises'
import { basename, join, posix } from 'node:path'
import { callingSchema, executionSchema, functionLimits, functionNamePattern, readSettings } from '@playground/protocol'
import type { Execution, FunctionDefinition, FunctionSettings } from '@playground/protocol'
import * as v from 'valibot'
import { codeHashOf } from './code.ts'
import { readLayers } from './layers.ts'
import { runtimeOf } from './runtime-of.ts'

export type Defined = { definition: FunctionDefinition; variables: Record<string, string> }

/** `shipped`: read-only until it is copied. Whatever is wrong is in `definition.problems`. */
export async function define(folder: string, shipped: boolean): Promise<Defined> {
  const text = await readFile(join(folder, 'function.json'), 'utf8').catch(() => undefined)
  const { settings, problems } =
    text === undefined ? { settings: {}, problems: [] } : readSettings(text, join(folder, 'function.json'))
  const layers = await readLayers(settings.layers ?? [], folder, text ?? '')
  const { runtime, members, framedLogs, ...of } = await runtimeOf(settings, folder, layers.folders)
  const definition: FunctionDefinition = {
    name: settings.name ?? legalName(basename(folder)),
    origin: 'managed',
    shipped,
    folder,
    runtime,
    ...members,
    ...(settings.description === undefined ? {} : { description: settings.description }),
    timeoutSeconds: settings.timeout ?? functionLimits.timeoutSeconds.default,
    memoryMb: settings.memory ?? functionLimits.memoryMb.default,
    concurrency: settings.concurrency ?? functionLimits.concurrency.default,
    execution: executionOf(settings, layers.folders, framedLogs),
    calling: v.parse(callingSchema, settings),
    variables: Object.keys(settings.variables ?? {}),
    codeHash: await codeHashOf([folder, ...layers.folders], destinationFiles(settings)),
    problems: [...problems, ...layers.problems, ...of.problems],
    notes: of.notes,
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

/** The name of a folder as a function may be called. */
export function legalName(folder: string): string {
  const name = folder
    .replace(/[^a-zA-Z0-9-_]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
  return functionNamePattern.test(name) ? name : 'function'
}
