// Which function a request at the listener of function URLs is for, and the target as that function has it on a domain of its own.
import type { FunctionDefinition } from '@playground/protocol'
import type { FunctionSource } from '../../environment/ports.ts'

export type Address = {
  /** As it was given, where there is no such function. */
  name: string
  definition: FunctionDefinition | undefined
  /** Path and query, undecoded. */
  target: string
  /** `/NAME` without a slash after it: links on such a page lead beside the function. */
  bare: boolean
}

/**
 * `NAME.localhost/any/path`, or `/NAME/any/path` below any other name of this machine; undefined for the root of the listener. `host`
 * as in the head, `target` a path.
 */
export function addressOf(host: string, target: string, functions: FunctionSource): Address | undefined {
  const label = /^(.+)\.localhost(?::\d+)?$/i.exec(host)?.[1]
  if (label !== undefined) {
    const definition = functions.get(label) ?? byHost(label, functions)
    return { name: definition?.name ?? label, definition, target, bare: false }
  }
  const [, segment = '', rest = ''] = /^\/([^/?]*)(.*)$/s.exec(target) ?? []
  if (segment === '' && !rest.startsWith('/')) return undefined
  const name = decoded(segment)
  const bare = !rest.startsWith('/')
  return { name, definition: functions.get(name), target: bare ? `/${rest}` : rest, bare }
}

/** Browsers write a host in lower case, and functions have names in any: a name that is the only one like it is meant. */
function byHost(label: string, functions: FunctionSource): FunctionDefinition | undefined {
  const alike = functions.list().filter(({ name }) => name.toLowerCase() === label.toLowerCase())
  return alike.length === 1 ? alike[0] : undefined
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
