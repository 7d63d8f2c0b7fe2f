// The runtime of a function: its own bootstrap, or what runs its handler on this machine.
import { join } from 'node:path'
import { isFile } from '../is-there.ts'
import { languageOf, type FunctionDefinition, type FunctionSettings, type RuntimeLanguage } from '@playground/protocol'
import { chooseRuntime } from '../managed-runtimes/choose.ts'
import { runtimesFolder } from './runtimes-folder.ts'

export type RuntimeOf = {
  runtime: RuntimeLanguage
  /** What of a definition tells of it. */
  members: Pick<FunctionDefinition, 'handler' | 'runtimeIdentifier' | 'managed' | 'source'>
  problems: string[]
  notes: string[]
  /** It writes its log to the descriptor that Lambda has for it. */
  framedLogs: boolean
}

/** Handlers that tell their language by their files, where the settings say nothing: each file with the handler in it. */
export const usualHandlers: [string, string, RuntimeLanguage][] = [
  ['index.mjs', 'index.handler', 'nodejs'],
  ['index.js', 'index.handler', 'nodejs'],
  ['index.cjs', 'index.handler', 'nodejs'],
  ['lambda_function.py', 'lambda_function.lambda_handler', 'python'],
  ['app.py', 'app.handler', 'python'],
  ['lambda_function.rb', 'lambda_function.lambda_handler', 'ruby'],
  ['app.rb', 'app.handler', 'ruby'],
]
/** Endings of handlers' files, in the order in which they are looked for. */
const endings: [string, RuntimeLanguage][] = [
  ['.js', 'nodejs'],
  ['.mjs', 'nodejs'],
  ['.cjs', 'nodejs'],
  ['.py', 'python'],
  ['.rb', 'ruby'],
]

/** `folder`: what is run. `layers`: folders, one of which may bring a bootstrap. What a build has yet to make is a bootstrap, unless its handler says otherwise. */
export async function runtimeOf(
  settings: FunctionSettings,
  folder: string,
  layers: readonly string[],
): Promise<RuntimeOf> {
  const own = await isFile(join(folder, 'bootstrap'))
  const given = settings.runtime === undefined ? undefined : languageOf(settings.runtime)
  const brought = own || (await brings(layers, 'bootstrap'))
  const usual = settings.handler === undefined && !brought ? await usualIn(folder, given) : undefined
  const handler = settings.handler ?? usual?.handler
  const language =
    given ??
    (brought || handler === undefined || (settings.build !== undefined && !handler.includes('.'))
      ? 'provided'
      : (usual?.language ?? (await languageIn(folder, handler))))
  const named = {
    ...(handler === undefined ? {} : { handler }),
    ...(settings.runtime === undefined ? {} : { runtimeIdentifier: settings.runtime }),
  }
  const result = { runtime: language, problems: [], notes: [], framedLogs: false }
  if (language === 'provided') return { ...result, members: { ...named, ...(own ? { source: 'bootstrap' } : {}) } }
  if (handler === undefined) {
    const problem = `${settings.runtime ?? language} runs a handler: set "handler" in function.json.`
    return { ...result, members: named, problems: [problem] }
  }
  const identifier = settings.runtime ?? language
  const path = process.env['PATH'] ?? ''
  const chosen = await chooseRuntime({ identifier, folder, layers, handler, runtimesFolder, path })
  if ('problem' in chosen) return { ...result, members: named, problems: [chosen.problem] }
  const { managed, source, notes } = chosen
  const members = { ...named, managed, ...(source === undefined ? {} : { source }) }
  const debugged = settings.debug === true && language !== 'nodejs'
  return {
    ...result,
    members,
    notes: debugged
      ? [...notes, `"debug" starts the debugger of Node.js; here it only takes the time limits away.`]
      : notes,
    framedLogs: language === 'nodejs' || language === 'python',
  }
}

async function usualIn(folder: string, language: RuntimeLanguage | undefined) {
  for (const [file, handler, of] of usualHandlers)
    if ((language === undefined || language === of) && (await isFile(join(folder, file))))
      return { handler, language: of }
  return undefined
}

/** A handler whose file is nowhere is one of Node.js, whose runtime tells so. */
async function languageIn(folder: string, handler: string): Promise<RuntimeLanguage> {
  const slash = handler.lastIndexOf('/')
  const stem = handler.slice(0, slash + 1) + handler.slice(slash + 1).split('.')[0]
  for (const [ending, language] of endings) if (await isFile(join(folder, stem + ending))) return language
  return 'nodejs'
}

/** A layer with a custom runtime serves the function that has none of its own. */
export async function brings(layers: readonly string[], file: string): Promise<boolean> {
  for (const layer of layers) if (await isFile(join(layer, file))) return true
  return false
}
