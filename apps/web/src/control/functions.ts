// Functions made, opened and put away, as the control API does it.
import { examplesSchema, functionDefinitionSchema, parse, type Example } from '@playground/protocol'
import { ask, askJson, textOf } from './ask.ts'

const notUnderstood = 'The answer was not understood. Reload the page.'

export type FunctionTemplate = 'bash' | 'nodejs'

/** The name of the new function. Throws an Error whose message is for people, as the others here. */
export function createFunction(template: FunctionTemplate, name: string): Promise<string> {
  return add({ template, name })
}

/** Opens a folder of this machine by its path. */
export function openFolder(folder: string): Promise<string> {
  return add({ folder })
}

/** Opens one of `listExamples` by its name. */
export function openExample(name: string): Promise<string> {
  return add({ example: name })
}

/** The examples that ship, in the order in which they teach. */
export async function listExamples(): Promise<readonly Example[]> {
  const read = parse(examplesSchema, await textOf(await ask('/api/examples')))
  if (!read.ok) throw new Error(notUnderstood)
  return read.value.examples
}

/** Takes a function off the list; nothing on disk is deleted. */
export async function removeFunction(name: string): Promise<void> {
  await textOf(await ask(`/api/functions/${name}`, { method: 'DELETE' }))
}

/** Has a function built once more; what becomes of it the session tells. */
export async function buildFunction(name: string): Promise<void> {
  await textOf(await ask(`/api/functions/${name}/build`, { method: 'POST' }))
}

async function add(body: unknown): Promise<string> {
  const read = parse(functionDefinitionSchema, await textOf(await askJson('/api/functions', 'POST', body)))
  if (!read.ok) throw new Error(notUnderstood)
  return read.value.name
}
