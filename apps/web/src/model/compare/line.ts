// One line of the difference between two bodies.
import { withoutUsual } from './usual.ts'

/** `usual`: only ids, dates and times differ. `path` where it is JSON: `order.items[2]`. */
export type BodyLine =
  | { how: 'same'; path?: string; a: string; b: string }
  | { how: 'usual' | 'changed'; path?: string; a: string; b: string }
  | { how: 'only-a'; path?: string; a: string }
  | { how: 'only-b'; path?: string; b: string }

/** Beyond this many lines of text or members of a list they are compared place by place. */
export const mostLines = 2000

/** The same, changed by what is usual alone, or changed. */
export function compareText(a: string, b: string): 'same' | 'usual' | 'changed' {
  if (a === b) return 'same'
  return withoutUsual(a) === withoutUsual(b) ? 'usual' : 'changed'
}
