// A definition whose folders were copied elsewhere: every path in it that was below one of them is below its copy.
import { sep } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'

/** `folder` and `layers`: the copies, in the order of the originals. */
export function relocated(definition: FunctionDefinition, folder: string, layers: string[]): FunctionDefinition {
  const { managed, execution } = definition
  const originals = [definition.folder ?? '', ...execution.layers]
  const copies = [folder, ...layers]
  const moved = (path: string): string => {
    // A layer may be a folder of the function's own: the nearest one counts.
    const nearest = originals
      .filter((original) => path === original || path.startsWith(`${original}${sep}`))
      .toSorted((a, b) => b.length - a.length)[0]
    return nearest === undefined ? path : `${copies[originals.indexOf(nearest)]}${path.slice(nearest.length)}`
  }
  return {
    ...definition,
    folder,
    ...(managed === undefined ? {} : { managed: { ...managed, words: managed.words.map(moved) } }),
    execution: { ...execution, layers },
  }
}
