// Which paths of Lambda a program names in its own text, so that a path that is not there can be explained.
import { headOf } from './program-file.ts'

const scannedBytes = 64 * 1024
/** Not as a part of a longer path, nor as what is taken only when a variable is not set (`${TMPDIR:-/tmp}`). */
const named = /(?<![\w./}~-])\/(?:var\/task|opt|tmp)(?![\w.-])/g

/** Each once, in the order of their appearance; none of a binary. `file`: a script or a source file. */
export function reachesFor(file: string): string[] {
  const head = headOf(file, scannedBytes)
  return head.includes(0) ? [] : pathsIn(head.toString('utf8'))
}

export function pathsIn(text: string): string[] {
  return [...new Set(text.match(named))]
}
