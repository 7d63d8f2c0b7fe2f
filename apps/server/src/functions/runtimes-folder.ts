// Where the runtimes are that ship: beside the sources, and beside the bundle that is made of them.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const runtimesFolder = above(import.meta.dirname)

function above(folder: string): string {
  const place = join(folder, 'runtimes')
  if (existsSync(join(place, 'exec-wrapper.sh')) || dirname(folder) === folder) return place
  return above(dirname(folder))
}
