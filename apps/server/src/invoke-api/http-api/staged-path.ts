// The path of an HTTP API's request as its events have it: decoded, and with the stage, where that has a name.
import type { Found } from './find-route.ts'
import { decoded } from './path-pattern.ts'

export function stagedPath({ stage, path }: Pick<Found, 'stage' | 'path'>): string {
  return stage === '$default' ? decoded(path) : `/${stage}${decoded(path)}`
}

export function decodedParameters({ parameters }: Pick<Found, 'parameters'>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, decoded(value)]))
}
