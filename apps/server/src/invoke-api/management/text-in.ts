// Members of a request's body that are text.
import { refuse } from './operation.ts'

/** Undefined where it is not there, or empty. */
export function textIn(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null || value === '') return undefined
  return typeof value === 'string' ? value : refuse(`${name} must be a string.`)
}
