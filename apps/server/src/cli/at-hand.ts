// The functions of a folder, as far as it takes to decide which playground is asked.
import { realpath } from 'node:fs/promises'
import { StartProblem } from '../config.ts'
import { define } from '../functions/define.ts'
import { openFolder } from '../functions/open-folder.ts'

/** `names`: as the playground would call them. `path` is real. */
export type AtHand = { path: string; names: readonly string[] }

/** Undefined where the folder holds no function that could be opened. */
export async function functionsAtHand(folder: string, dataFolder: string): Promise<AtHand | undefined> {
  try {
    const path = await openFolder(folder, dataFolder)
    return { path, names: [(await define(path, false)).definition.name] }
  } catch (problem) {
    if (problem instanceof StartProblem) return undefined
    throw problem
  }
}

export async function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}
