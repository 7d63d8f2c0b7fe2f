// The layers of a function: which folders they are, and why one will not do.
import { realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve, sep } from 'node:path'
import { lineOf } from '@playground/protocol'

export type Layers = { folders: string[]; problems: string[] }

/** `given`: as function.json has them, whose text is `text`. A folder that will not do is left out, and told with its line. */
export async function readLayers(given: readonly string[], folder: string, text: string): Promise<Layers> {
  const layers: Layers = { folders: [], problems: [] }
  const home = await realpath(homedir()).catch(() => homedir())
  for (const layer of given) {
    const real = await realpath(resolve(folder, layer)).catch(() => undefined)
    const isFolder = real !== undefined && (await stat(real)).isDirectory()
    const why = !isFolder
      ? 'is no folder. Layers are folders, relative to the function’s own'
      : real === sep || real === home || `${folder}${sep}`.startsWith(`${real}${sep}`)
        ? 'is too much for a layer. Give a folder that holds the layer alone'
        : undefined
    if (why === undefined) layers.folders.push(real!)
    else
      layers.problems.push(`${join(folder, 'function.json')}:${lineOf(text, ['layers'])}: the layer "${layer}" ${why}.`)
  }
  return layers
}
