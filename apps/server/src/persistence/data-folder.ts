// Where the playground keeps what it keeps, readable by its owner alone.
import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { StartProblem } from '../config.ts'

/** The user's own data directory by the custom of the system. */
export function defaultDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'lambda-playground')
  const base = env['XDG_DATA_HOME']
  return join(
    base !== undefined && base.startsWith('/') ? base : join(homedir(), '.local', 'share'),
    'lambda-playground',
  )
}

/** Makes the folder where it is missing; throws a StartProblem where it cannot be written. */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(join(folder, 'sessions'), { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem)
    throw new StartProblem(
      `The data directory ${folder} cannot be written (${why}). Choose another with --data-dir DIR.`,
    )
  }
}
