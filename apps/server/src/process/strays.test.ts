import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { onLinux } from './home.fixture.ts'
import { startVariablesOf } from './proc.ts'
import { Strays } from './strays.ts'

it.runIf(onLinux)('are asked for their variables once, however many environments look', () => {
  const child = spawn('sleep', ['100'], { env: { PATH: process.env['PATH'], TMPDIR: join('/place/7', 'tmp') } })
  onTestFinished(() => void child.kill('SIGKILL'))
  const asked = vi.fn(startVariablesOf)
  const strays = new Strays(asked)
  expect(strays.look('/place/8')).toEqual([])
  expect(strays.look('/place/7')).toEqual([child.pid])
  expect(strays.look('/place/7')).toEqual([child.pid])
  expect(asked.mock.calls.filter(([pid]) => pid === child.pid)).toHaveLength(1)
})
