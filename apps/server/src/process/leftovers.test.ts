import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../clock.ts'
import { recorderOf } from '../recorder/recorder.fixture.ts'
import { alive, homeOf, markedWith, onLinux, runtimesFolder } from './home.fixture.ts'
import { createProcessHost } from './process-host.ts'

const hostOver = (dataFolder: string) =>
  createProcessHost({
    recorder: recorderOf(),
    clock: systemClock,
    dataFolder,
    runtimesFolder,
    variablesOf: () => ({}),
  })

describe('what a killed server left', () => {
  it('is ended at the next start, and a stranger who has its number now is not', async () => {
    const script = '#!/bin/sh\nsleep 1000 &\necho "pid $!"\nwait\n'
    const one = homeOf({ files: { bootstrap: script, 'extensions/ext': script } })
    const [extension] = one.home.extensions(one.definition)
    const left = await Promise.all([
      one.start().line('pid '),
      one.start({ program: { kind: 'extension', ...extension! } }).line('pid '),
    ])
    const stranger = spawn('sleep', ['1000'])
    onTestFinished(() => void stranger.kill('SIGKILL'))
    await once(stranger, 'spawn')
    writeFileSync(
      join(one.dataFolder, 'processes', `${stranger.pid}.json`),
      JSON.stringify({ pid: stranger.pid, startTime: 'another', folder: '/of/nobody' }),
    )
    writeFileSync(join(one.dataFolder, 'processes', '1.json'), 'half a no')
    expect(await hostOver(one.dataFolder).sweep()).toBeGreaterThanOrEqual(4)
    expect(left.map(alive)).toEqual([false, false])
    expect(alive(stranger.pid!)).toBe(true)
    expect(readdirSync(join(one.dataFolder, 'processes'))).toEqual([])
    expect(await hostOver(one.dataFolder).sweep()).toBe(0)
  })

  it.runIf(onLinux)('is found though it was stopped, and though it left its group and its parent', async () => {
    const one = homeOf({
      files: { bootstrap: '#!/bin/sh\nsetsid sh -c \'echo "pid $$"; exec sleep 1000\' &\nsleep 0.3\nexit 0\n' },
    })
    const process = one.start()
    const pid = await process.line('pid ')
    await process.exited
    one.home.freeze()
    await hostOver(one.dataFolder).sweep()
    expect(alive(pid)).toBe(false)
    expect(markedWith(one.dataFolder)).toEqual([])
  })
})
