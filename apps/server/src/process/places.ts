// Where Lambda's folders are for a process: mapped to real ones elsewhere, or in their real places.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'

/** Folders as the process sees them. */
export type Places = {
  /** `/var/task` on Lambda. */
  task: string
  /** `/opt` on Lambda: what stands for it, the folder that wins first. */
  opt: string[]
  tmp: string
  home: string
  /** The runtimes that ship: `/var/runtime` on Lambda. */
  runtimes: string
  node: string
  /** Where what ships as source is compiled to. */
  compiled: string
}

/** `folder`: the environment's own. `dataFolder`: the playground's. */
export function mappedPlaces(
  definition: FunctionDefinition,
  { folder, runtimesFolder: runtimes, dataFolder }: { folder: string; runtimesFolder: string; dataFolder: string },
): Places {
  return {
    task: taskOf(definition) ?? folder,
    opt: layersOf(definition).toReversed(),
    tmp: join(folder, 'tmp'),
    home: join(folder, 'home'),
    runtimes,
    node: process.execPath,
    compiled: join(dataFolder, 'compiled'),
  }
}

/** What is run, LAMBDA_TASK_ROOT: where a build put it, else the function's own folder. */
export function taskOf({ task, folder }: FunctionDefinition): string | undefined {
  return task ?? folder
}

/** Inside of `real-paths.sh`. Home is the one place that can be written on Lambda, because the environment's own may be hidden. */
export const realPlaces: Places = {
  task: '/var/task',
  opt: ['/opt'],
  tmp: '/tmp',
  home: '/tmp',
  runtimes: '/var/runtime',
  node: '/var/lang/bin/node',
  compiled: '/tmp',
}

/** The layers that are there, in the order of the function's settings: of a file that several have, the last one's counts. */
export function layersOf(definition: FunctionDefinition): string[] {
  return definition.execution.layers.filter(isFolder)
}

/** What `path` is called in other places. */
export function moved(path: string, from: Places, to: Places): string {
  if (path === from.node) return to.node
  const folders: [string, string][] = [
    [from.task, to.task],
    ...from.opt.map((layer): [string, string] => [layer, to.opt[0] ?? layer]),
    [from.runtimes, to.runtimes],
  ]
  // A layer may be a folder of the function's own: the nearest one counts.
  const found = folders
    .filter(([folder]) => path === folder || path.startsWith(`${folder}/`))
    .toSorted(([a], [b]) => b.length - a.length)[0]
  return found === undefined ? path : found[1] + path.slice(found[0].length)
}

export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
