// Where the code of a function is, and why a path will not do.
import { realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, resolve, sep } from 'node:path'
import type { Draft } from './draft.ts'
import type { Place } from './tree.ts'

const archive = /\.(zip|jar|war|tar|gz|tgz)$/i

/** The real path of a folder that may be opened, else why not, as the end of a sentence that begins with what names it. */
async function openable(path: string): Promise<{ folder: string } | { why: string }> {
  const real = await realpath(path).catch(() => undefined)
  if (real === undefined)
    return {
      why: archive.test(path)
        ? `is an archive that is not there (${path}). Give the folder that goes into it`
        : `is not there (${path}). Make it, or put the path right`,
    }
  if (!(await stat(real)).isDirectory())
    return {
      why: archive.test(real)
        ? `is an archive (${real}), and those are not unpacked here. Unpack it, or give the folder that it was made of`
        : `is a file (${real}). Give the folder that it is in`,
    }
  const home = await realpath(homedir()).catch(() => homedir())
  if (real === sep || real === home)
    return { why: `is ${real}, which is too much to open. Give a folder of the function` }
  if (basename(real).startsWith('.'))
    return { why: `is a hidden folder (${real}), and those are not opened. Move the code elsewhere` }
  return { folder: real }
}

/** Sets the folder of the draft, or says why it has none. `called`: what gives it, as `CodeUri`. */
export async function takeFolder(
  draft: Draft,
  from: string,
  given: string,
  place: Place,
  called: string,
): Promise<void> {
  const path = resolve(from, given)
  const found = await openable(path)
  draft.folder = 'folder' in found ? found.folder : path
  if ('why' in found) draft.problem(place, `${called} "${given}" ${found.why}.`)
}

/** The folder of a layer; without one, a note says why, and the function runs without it. */
export async function layerFolder(
  draft: Draft,
  from: string,
  given: string,
  place: Place,
  called: string,
): Promise<string | undefined> {
  const found = await openable(resolve(from, given))
  if ('folder' in found) return found.folder
  draft.note(place, `${called} "${given}" ${found.why}. The function runs without this layer.`)
  return undefined
}
