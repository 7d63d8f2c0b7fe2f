// A folder for what is kept of a playground as long as it runs, and no longer.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Undefined where none can be made. */
export function temporaryFolder(): string | undefined {
  try {
    return mkdtempSync(join(tmpdir(), 'lambda-playground-'))
  } catch {
    return undefined
  }
}
