// The external extensions of a function: the files directly in `extensions` of its layers and of its own folder, where it has one.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'
import type { ExternalExtension } from '../environment/ports.ts'
import { layersOf, taskOf } from './places.ts'

/** In the order of a directory listing, as if all were in one folder: of one name, the last layer's counts, and the function's before all. */
export function extensionsOf(definition: FunctionDefinition): ExternalExtension[] {
  const files = new Map<string, string>()
  const task = taskOf(definition)
  const own = task === undefined ? [] : [task]
  for (const folder of [...layersOf(definition), ...own])
    for (const name of filesIn(join(folder, 'extensions'))) files.set(name, join(folder, 'extensions', name))
  return [...files].map(([name, file]) => ({ name, file })).sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Everything that is no folder, as the service has it: also what cannot be executed, which then fails to start. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name)
  } catch {
    return []
  }
}
