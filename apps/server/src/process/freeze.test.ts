import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { stopEach } from './freeze.ts'
import { statOf } from './proc.ts'
import { alive, homeOf, onLinux, sizeOf, until } from './home.fixture.ts'

/** Grows a file twenty times a second, and says when one of its timers fires late. */
const growing = `#!/bin/sh
exec node -e '
  const { appendFileSync } = require("node:fs")
  let before = Date.now()
  setInterval(() => {
    appendFileSync(process.env.TMPDIR + "/growing", ".")
    const now = Date.now()
    if (now - before > 400) console.log("late", now - before)
    before = now
  }, 50)
  console.log("pid", process.pid)'
`
/** Two ways to leave one's group: with a parent that lives, and without one. */
const leaving = `#!/bin/sh
cat >"$TMPDIR/grow.sh" <<'END'
echo "$1 $$"
while :; do printf . >>"$TMPDIR/$1"; sleep 0.02; done
END
setsid sh "$TMPDIR/grow.sh" left &
sh -c 'setsid sh "$TMPDIR/grow.sh" orphan & sleep 0.3'
echo apart
wait
`

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a frozen environment', () => {
  it('does nothing until it is thawed: a file stops growing, and a timer fires late', async () => {
    const one = homeOf({ files: { bootstrap: growing } })
    const process = one.start()
    await process.line('pid ')
    const file = join(one.dataFolder, 'environments', '1', 'tmp', 'growing')
    await until(() => sizeOf(file) > 1)
    one.home.freeze()
    one.home.freeze()
    const size = sizeOf(file)
    await pause(500)
    expect(sizeOf(file)).toBe(size)
    expect(process.lines.some((line) => line.startsWith('late'))).toBe(false)
    one.home.thaw()
    one.home.thaw()
    expect(Number(await process.line('late '))).toBeGreaterThan(400)
    await until(() => sizeOf(file) > size)
  })

  it('was sampled a last time, and is not sampled any more', async () => {
    const one = homeOf({ files: { bootstrap: '#!/bin/sh\necho ready\nwhile :; do :; done\n' } })
    await one.start().line('ready')
    one.home.working(true)
    await until(() => one.events('process.sampled').length > 0)
    const samples = one.events('process.sampled').length
    one.home.freeze()
    await until(() => one.events('process.sampled').length === samples + 1)
    await pause(300)
    expect(one.events('process.sampled')).toHaveLength(samples + 1)
    one.home.thaw()
    one.home.freeze()
    await until(() => one.events('process.sampled').length === samples + 2)
    const [before, after] = one.events('process.sampled').slice(-2)
    expect(after!.cpuMs - before!.cpuMs).toBeLessThan(200)
    expect(one.entries.at(-1)?.of).toEqual({ function: 'f', environment: 'f/1', incarnation: 1 })
  })

  it('is ended with its grace all the same: it is thawed to take the signal', async () => {
    const one = homeOf({
      files: { bootstrap: '#!/bin/sh\ntrap "echo told; exit 0" TERM\necho ready\nwhile :; do sleep 0.02; done\n' },
    })
    const process = one.start()
    await process.line('ready')
    one.home.freeze()
    await process.started.end('test', 5000)
    expect(process.lines).toContain('told')
    expect(await process.exited).toEqual({ code: 0, signal: null })
  })

  it('is cleared as it is, and what comes after it runs', async () => {
    const one = homeOf({ files: { bootstrap: '#!/bin/sh\necho "pid $$"\nexec sleep 1000\n' } })
    const first = one.start()
    const pid = await first.line('pid ')
    one.home.freeze()
    await one.home.clear('test')
    expect(alive(pid)).toBe(false)
    expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' })
    await one.start().line('pid ')
  })

  it('without a process is no matter', () => {
    const one = homeOf()
    one.home.freeze()
    one.home.thaw()
    expect(one.entries).toEqual([])
  })
})

describe.runIf(onLinux)('what a freeze finds', () => {
  const stopped = (pid: string) => statOf(Number(pid))?.stopped

  it('is found by one look where there is nothing but the leaders, and by one more for each that finds others', () => {
    const children = [1, 2, 3].map(() => spawn('sleep', ['100']))
    onTestFinished(() => children.forEach((child) => child.kill('SIGKILL')))
    const [leader, other, later] = children.map(({ pid }) => pid!)
    const found = (...pids: (number | undefined)[]) => pids.map((pid) => statOf(pid!)!)
    const looks = vi.fn(() => found(leader))
    stopEach([leader!], looks).thaw()
    expect(looks).toHaveBeenCalledTimes(1)
    const more = vi.fn(() => found(leader, other, later))
    more.mockImplementationOnce(() => found(leader, other))
    const { thaw, processes } = stopEach([leader!], more)
    expect(more).toHaveBeenCalledTimes(3)
    expect(processes?.map(({ pid }) => pid)).toEqual([leader, other, later])
    thaw()
  })

  it('is looked for once more, since a fork may be seen late', () => {
    const children = [1, 2].map(() => spawn('sleep', ['100']))
    onTestFinished(() => children.forEach((child) => child.kill('SIGKILL')))
    const [leader, late] = children.map(({ pid }) => pid!)
    const look = vi.fn(() => [leader, late].map((pid) => statOf(pid!)!))
    look.mockImplementationOnce(() => [statOf(leader!)!])
    const frozen = stopEach([leader!], look)
    expect(stopped(String(late))).toBe(false)
    frozen.again?.()
    expect(stopped(String(late))).toBe(true)
    frozen.thaw()
    expect([leader, late].map((pid) => stopped(String(pid)))).toEqual([false, false])
  })

  it('is each process of each group, and those that left them, with or without a parent', async () => {
    const one = homeOf({ files: { bootstrap: leaving, 'extensions/ext': growing } })
    const [extension] = one.home.extensions(one.definition)
    const runtime = one.start()
    const other = one.start({ program: { kind: 'extension', ...extension! } })
    const pids = await Promise.all([runtime.line('left '), runtime.line('orphan '), other.line('pid ')])
    await runtime.line('apart')
    one.home.freeze()
    await until(() => pids.every(stopped))
    one.home.thaw()
    await until(() => pids.every((pid) => stopped(pid) === false))
    one.home.freeze()
    await one.home.clear('test')
    expect(pids.map(alive)).toEqual([false, false, false])
  })

  it('is thawed as it was: what had stopped itself stays stopped', async () => {
    const one = homeOf({
      files: {
        bootstrap: '#!/bin/sh\nsh -c \'echo "pid $$"; kill -STOP $$\' &\necho "own $$"\nwhile :; do sleep 0.02; done\n',
      },
    })
    const process = one.start()
    const [pid, own] = await Promise.all([process.line('pid '), process.line('own ')])
    await until(() => stopped(pid) === true)
    one.home.freeze()
    await until(() => stopped(own) === true)
    one.home.thaw()
    await until(() => stopped(own) === false)
    expect(stopped(pid)).toBe(true)
  })
})
