// How a process is known as one of an environment's when it left its group and its parent: by variables it was started with.
import { join } from 'node:path'

/** Set where the usual ones have to stay as they were given. */
export const markVariable = 'LAMBDA_PLAYGROUND_ENVIRONMENT'

/**
 * Whether variables, each followed by a NUL, name an environment's folder. Extensions and all children have both; a program
 * may have changed one for its own children, and `TMPDIR` is the same for all where `/tmp` is in its real place.
 */
export function carries(variables: string, folder: string): boolean {
  const text = `\0${variables}\0`
  return (
    text.includes(`\0TMPDIR=${join(folder, 'tmp')}\0`) ||
    text.includes(`\0AWS_CONFIG_FILE=${join(folder, 'no-aws-config')}\0`) ||
    text.includes(`\0${markVariable}=${folder}\0`)
  )
}

/** Those of the variables that can name a folder. */
export function marksIn(variables: string): string {
  return (variables.match(/(?<=^|\0)(?:TMPDIR|AWS_CONFIG_FILE|LAMBDA_PLAYGROUND_ENVIRONMENT)=[^\0]*/g) ?? []).join('\0')
}
