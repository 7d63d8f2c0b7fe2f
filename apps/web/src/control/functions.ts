// Functions made, opened and put away, as the control API does it.
import { functionDefinitionSchema, parse } from '@playground/protocol'
import { ask, askJson, textOf } from './ask.ts'

export type FunctionTemplate = 'bash' | 'nodejs'

/** The name of the new function. Throws an Error whose message is for people, as the others here. */
export function createFunction(template: FunctionTemplate, name: string): Promise<string> {
  return add({ template, name })
}

/** Opens a folder of this machine by its path. */
export function openFolder(folder: string): Promise<string> {
  return add({ folder })
}

/** Takes a function off the list; nothing on disk is deleted. */
export async function removeFunction(name: string): Promise<void> {
  await textOf(await ask(`/api/functions/${name}`, { method: 'DELETE' }))
}

async function add(body: unknown): Promise<string> {
  const read = parse(functionDefinitionSchema, await textOf(await askJson('/api/functions', 'POST', body)))
  if (!read.ok) throw new Error('The answer was not understood. Reload the page.')
  return read.value.name
}
