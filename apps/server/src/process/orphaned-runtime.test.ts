import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../temporary.fixture.ts'

const bootstrap = join(import.meta.dirname, '..', '..', 'runtimes', 'nodejs', 'bootstrap.mjs')

it('the Node.js runtime ends when its playground is gone, with nobody left to read its log', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'index.mjs'), 'export const handler = () => 1\n')
  const child = spawn(process.execPath, [bootstrap], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    env: {
      AWS_LAMBDA_RUNTIME_API: '127.0.0.1:1',
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: 'index.handler',
      _LAMBDA_TELEMETRY_LOG_FD: '3',
    },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  child.stdio[3]!.destroy()
  expect(await once(child, 'exit')).toEqual([128, null])
})
