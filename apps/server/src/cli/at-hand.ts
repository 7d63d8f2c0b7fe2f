// The functions of a folder or a project's file, as far as it takes to decide which playground is asked.
import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StartProblem } from '../config.ts'
import { define } from '../functions/define.ts'
import { mayBeOpened, mustHoldFunction } from '../functions/open-folder.ts'
import { isOwn } from '../functions/opening.ts'
import { ProjectProblem, readProject } from '../projects/read-project.ts'

/** `path` is real. `functions`: as the playground calls them, and as their project does; none where it cannot be read. */
export type AtHand = { path: string; functions: readonly { name: string; id?: string }[] }

/** Undefined where there is nothing that could be opened. */
export async function functionsAtHand(given: string, dataFolder: string): Promise<AtHand | undefined> {
  try {
    const path = await realpath(given)
    const isFile = (await stat(path)).isFile()
    const folder = await mayBeOpened(isFile ? dirname(path) : path, dataFolder)
    const project = !isFile && (await isOwn(folder)) ? undefined : await readProject(path)
    if (project !== undefined) return { path, functions: project.functions }
    await mustHoldFunction(folder)
    return { path, functions: [(await define(folder, false)).definition] }
  } catch (problem) {
    // Whoever opens it is told what is wrong with it.
    if (problem instanceof ProjectProblem) return { path: given, functions: [] }
    if (problem instanceof StartProblem || (problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw problem
  }
}

/** The current directory, where it says itself that it is a project or a function; an index.js may be of anything. */
export async function projectHere(dataFolder: string): Promise<string | undefined> {
  const here = process.cwd()
  const said = (await isOwn(here)) || (await isProject(here))
  return said && (await functionsAtHand(here, dataFolder)) !== undefined ? here : undefined
}

/** One that cannot be read is one: whoever opens it is told what is wrong with it. */
async function isProject(folder: string): Promise<boolean> {
  try {
    return (await readProject(folder)) !== undefined
  } catch (problem) {
    if (problem instanceof ProjectProblem) return true
    throw problem
  }
}

export async function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}
