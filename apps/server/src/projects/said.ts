// Sentences that readers of several kinds of projects say.
import { arch } from 'node:process'
import type { Draft } from './draft.ts'
import type { Place } from './tree.ts'

export const isImage =
  'It is a container image, and there is no Docker here. Run it by itself, and let its runtime attach.'
export const noVpc = 'There is no VPC here: the function reaches what this machine reaches.'

export function noXray(called: string): string {
  return `${called}: segments that the function sends to X-Ray go nowhere here.`
}

export function noFileSystem(called: string): string {
  return `File systems are not mounted here: paths of ${called} are those of this machine, if any.`
}

export function noDeadLetters(called: string): string {
  return `Nothing is sent to ${called} here. A destination on failure that is a function of the project is.`
}

/** On Lambda it is for published versions and aliases, and opening a project starts nothing here. */
export function notAhead(called: string, setting: string): string {
  return `${called}: environments start when they are needed here. "${setting}" in the function's own function.json has them ahead.`
}

export function stopped(called: string): string {
  return `${called} is 0, which stops a function on Lambda. Here it can be invoked.`
}

export function layerElsewhere(name: string): string {
  return `The layer ${name} is not in this project, and is not fetched. The function runs without it.`
}

export function sendOne(source: string): string {
  return `Events of ${source} do not arrive by themselves; send one from the Templates.`
}

export function notMade(type: string, names: string[]): string {
  const shown = names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
  return `${type} is not made here (${shown}): functions reach one of AWS, or none.`
}

/** `wanted`: as Lambda calls it, `x86_64` or `arm64`. */
export function noteArchitecture(draft: Draft, wanted: string | undefined, place: Place): void {
  const here = arch === 'x64' ? 'x86_64' : arch
  if (wanted !== undefined && wanted !== here)
    draft.note(
      place,
      `It is for ${wanted}, and this machine is ${here}: what was compiled for ${wanted} does not start here.`,
    )
}
