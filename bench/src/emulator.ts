// The official emulator, where it is installed: it serves one invocation at a time.
import { officialEmulator, start } from './program.ts'
import type { Row } from './row.ts'

/** Its one function, served by the same runtime as the playground's; undefined where it is not there. */
export async function startEmulator(): Promise<{ url: string; end: () => Promise<void> } | undefined> {
  const program = officialEmulator()
  if (program === undefined) return undefined
  const emulator = start(program, [
    // It would write several lines for each invocation.
    '--log-level',
    'error',
    '--runtime-api-address',
    '127.0.0.1:9201',
    '--runtime-interface-emulator-address',
    '127.0.0.1:9200',
    process.execPath,
    `${import.meta.dirname}/programs/runtime.mjs`,
    '127.0.0.1:9201',
  ])
  await new Promise((resolve) => setTimeout(resolve, 1000))
  return { url: 'http://127.0.0.1:9200/2015-03-31/functions/function/invocations', end: emulator.end }
}

export function withoutEmulator(name: string, goal = ''): Row {
  const spread = 'aws-lambda-rie is not there: npm run clients:setup builds it where there is Go'
  return { name, value: 'skipped', spread, goal, met: undefined }
}
