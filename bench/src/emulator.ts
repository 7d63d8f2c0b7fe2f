// The official emulator, where it is installed: it serves one invocation at a time.
import { spawnSync } from 'node:child_process'
import { start } from './program.ts'
import type { Row } from './row.ts'

/** Its one function, served by the same runtime as the playground's; undefined where it is not on the path. */
export async function startEmulator(): Promise<{ url: string; end: () => Promise<void> } | undefined> {
  if (spawnSync('which', ['aws-lambda-rie']).status !== 0) return undefined
  const emulator = start('aws-lambda-rie', [
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
  const spread =
    'aws-lambda-rie is not on the PATH: take it from the releases of aws/aws-lambda-runtime-interface-emulator'
  return { name, value: 'skipped', spread, goal, met: undefined }
}
