import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { alive, homeOf, onLinux } from './home.fixture.ts'

const running = (script: string) => homeOf({ files: { bootstrap: `#!/bin/sh\n${script}` } })

describe('clearing an environment', () => {
  const endings: [string, string][] = [
    ['ignores SIGTERM', 'trap \'\' TERM\necho "pid $$"\nwhile :; do sleep 1; done\n'],
    ['forked a child that lives on', 'sleep 1000 &\necho "pid $!"\nwait\n'],
    ['ended and left a child behind', 'sleep 1000 &\necho "pid $!"\nexit 0\n'],
    ['stopped itself', 'echo "pid $$"\nkill -STOP $$\n'],
  ]
  if (onLinux)
    endings.push([
      'forked one that left the group and its parent',
      'setsid sh -c \'echo "pid $$"; exec sleep 1000\' &\nsleep 0.3\nexit 0\n',
    ])
  it.each(endings)('leaves nothing of a runtime that %s', async (_what, script) => {
    const one = running(script)
    const process = one.start()
    const pid = await process.line('pid ')
    if (script.includes('exit 0')) await process.exited
    expect(alive(pid)).toBe(true)
    await one.home.clear('test')
    expect(alive(pid)).toBe(false)
    expect(one.home.peakMemoryMb()).toBeUndefined()
  })

  it('keeps its folders, and closing removes them', async () => {
    const one = running(
      'echo "at $TMPDIR"\n[ -f "$TMPDIR/kept" ] && echo "kept $(cat "$TMPDIR/kept")"\nexec sleep 1000\n',
    )
    const first = one.start()
    const folder = await first.line('at ')
    writeFileSync(join(folder, 'kept'), 'over a reset')
    await one.home.clear('reset')
    const second = one.start()
    expect(await second.line('kept ')).toBe('over a reset')
    await one.home.close('test')
    expect(existsSync(folder)).toBe(false)
  })
})

describe('ending one process', () => {
  it('gives it its grace first, where it has one, and its group with it', async () => {
    const { started, line, lines, exited } = running(
      '(trap "" TERM; echo deaf; exec sleep 1000) &\necho "pid $!"\ntrap "echo told; exit 0" TERM\necho ready\nwhile :; do sleep 0.05; done\n',
    ).start()
    const child = await line('pid ')
    await Promise.all([line('deaf'), line('ready')])
    const from = performance.now()
    await started.end('test', 300)
    expect(performance.now() - from).toBeGreaterThanOrEqual(300)
    expect(lines).toContain('told')
    expect(await exited).toEqual({ code: 0, signal: null })
    expect(alive(child)).toBe(false)
  })

  it('is over as soon as it is gone, and does nothing a second time', async () => {
    const one = running('echo ready\nexec sleep 1000\n')
    const { started, line, exited } = one.start()
    await line('ready')
    const from = performance.now()
    await started.end('test', 20_000)
    expect(performance.now() - from).toBeLessThan(10_000)
    expect(await exited).toEqual({ code: null, signal: 'SIGTERM' })
    await started.end('again', 0)
    expect(one.events('process.signalled')).toEqual([{ type: 'process.signalled', signal: 'SIGTERM', reason: 'test' }])
  })

  it('leaves the others of the environment alone', async () => {
    const script = '#!/bin/sh\nsleep 1000 &\necho "pid $!"\nwait\n'
    const one = homeOf({ files: { bootstrap: script, 'extensions/ext': script } })
    const [extension] = one.home.extensions(one.definition)
    const runtime = one.start()
    const other = one.start({ program: { kind: 'extension', ...extension! } })
    const [mine, its] = await Promise.all([runtime.line('pid '), other.line('pid ')])
    await runtime.started.end('test', 0)
    expect([alive(mine), alive(its)]).toEqual([false, true])
    await other.started.end('test', 0)
    expect(alive(its)).toBe(false)
  })

  it.runIf(onLinux)('ends what left its group while its parent lived', async () => {
    const { started, line } = running('setsid sh -c \'echo "pid $$"; exec sleep 1000\' &\nwait\n').start()
    const pid = await line('pid ')
    await started.end('test', 200)
    expect(alive(pid)).toBe(false)
  })
})

describe('memory', () => {
  it('is that of all processes together, and one sample over the limit is told', async () => {
    const hungry =
      '#!/bin/sh\nexec node -e "const kept = []; setInterval(() => kept.push(Buffer.alloc(20e6, 1)), 20)"\n'
    const one = homeOf({ files: { bootstrap: '#!/bin/sh\nexec sleep 1000\n', 'extensions/ext': hungry } })
    const [extension] = one.home.extensions(one.definition)
    one.start()
    const process = one.start({ program: { kind: 'extension', ...extension! } })
    one.home.working(true)
    expect(await process.exited).toEqual({ code: null, signal: 'SIGKILL' })
    expect(one.outOfMemory()).toBe(1)
    const samples = one.events('process.sampled')
    expect(samples.at(-1)?.memoryMb).toBeGreaterThan(128)
    expect(samples.at(-1)?.processes).toBeGreaterThanOrEqual(2)
  })

  it('of a run without a sample is what the kernel saw', async () => {
    const one = running('echo ready\nexec sleep 1000\n')
    await one.start().line('ready')
    expect(one.home.peakMemoryMb()).toBeGreaterThan(0)
  })
})
