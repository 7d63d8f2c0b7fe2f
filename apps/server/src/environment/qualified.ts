// Which version of a function a qualifier means.
import { latestVersion, type FunctionDefinition } from '@playground/protocol'
import type { FunctionSource } from './ports.ts'

/** A qualifier is `$LATEST`, the number of a published version, or an alias of one of them; undefined where it is none of these. */
export function qualified(
  functions: Pick<FunctionSource, 'get'>,
  name: string,
  qualifier = latestVersion,
): FunctionDefinition | undefined {
  if (qualifier === latestVersion || /^\d+$/.test(qualifier)) return functions.get(name, qualifier)
  const aliases = functions.get(name)?.calling.aliases ?? {}
  return Object.hasOwn(aliases, qualifier) ? functions.get(name, aliases[qualifier]) : undefined
}
