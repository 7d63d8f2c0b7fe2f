import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Belongs, FunctionDefinition, JournalEvent } from '@playground/protocol'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../clock.ts'
import { definitionOf } from '../environment/world.fixture.ts'
import type { Exit, StartFailure } from '../environment/ports.ts'
import { startTimeOf } from '../process-start.ts'
import { resolvable } from '../resolvable.fixture.ts'
import { temporaryFolder } from '../temporary.fixture.ts'
import { createProcessHost } from './process-host.ts'

const runtimesFolder = join(import.meta.dirname, '..', '..', 'runtimes')

/** Starts one bootstrap; what it did is told by promises. */
function started(
  bootstrap: string | undefined,
  options: { mode?: number; settings?: Partial<FunctionDefinition>; variables?: Record<string, string> } = {},
) {
  const folder = temporaryFolder()
  const task = join(folder, 'task')
  mkdirSync(task)
  if (bootstrap !== undefined) {
    writeFileSync(join(task, 'bootstrap'), bootstrap)
    chmodSync(join(task, 'bootstrap'), options.mode ?? 0o755)
  }
  const entries: { of: Belongs; event: JournalEvent }[] = []
  const waiting: { matches: (line: string) => boolean; resolve: (line: string) => void }[] = []
  const lines: string[] = []
  const masked: string[] = []
  const host = createProcessHost({
    recorder: {
      record: (of, event) => entries.push({ of, event }),
      body: () => ({ bytes: 0, preview: '' }),
      mask: (name) => masked.push(name),
      count: () => 1,
    },
    clock: systemClock,
    dataFolder: join(folder, 'data'),
    runtimesFolder,
    variablesOf: () => options.variables ?? {},
  })
  onTestFinished(() => host.close())
  let outOfMemory = 0
  const exited = resolvable<Exit>()
  const failed = resolvable<StartFailure>()
  const definition = definitionOf('f', { folder: task, ...options.settings })
  const hosted = host.start(
    {
      definition,
      of: { function: 'f', environment: 'f/1', incarnation: 1 },
      runtimeApi: '127.0.0.1:1',
      logStream: `2026/01/01/[$LATEST]${crypto.randomUUID().replaceAll('-', '')}`,
    },
    {
      exited: exited.resolve,
      failed: failed.resolve,
      printed(line) {
        lines.push(line)
        for (const one of waiting.filter(({ matches }) => matches(line))) one.resolve(line)
      },
      outOfMemory() {
        outOfMemory += 1
        void hosted.terminate('memory limit', 0)
      },
      invocation: () => ({ invocation: 'i' }),
    },
  )
  const line = (start: string) => {
    const found = lines.find((one) => one.startsWith(start))
    if (found !== undefined) return Promise.resolve(found.slice(start.length))
    return new Promise<string>((resolve) =>
      waiting.push({ matches: (one) => one.startsWith(start), resolve: (one) => resolve(one.slice(start.length)) }),
    )
  }
  return {
    folder,
    task,
    host,
    hosted,
    entries,
    lines,
    line,
    masked,
    exited: exited.promise,
    failed: failed.promise,
    outOfMemory: () => outOfMemory,
    events: (type: JournalEvent['type']) =>
      entries.filter(({ event }) => event.type === type).map(({ event }) => event),
  }
}

const alive = (pid: string | number) => startTimeOf(Number(pid)) !== undefined

describe('a runtime’s process', () => {
  it('has Lambda’s variables and none of the host’s credentials', async () => {
    process.env['AWS_SECRET_ACCESS_KEY'] = 'of-the-host'
    process.env['AWS_PROFILE'] = 'of-the-host'
    onTestFinished(() => {
      delete process.env['AWS_SECRET_ACCESS_KEY']
      delete process.env['AWS_PROFILE']
    })
    const one = started('#!/bin/sh\nenv | sed "s/^/env /"\necho done\n', {
      variables: { MINE: 'yes', AWS_REGION: 'mars', _FOO: 'no', TZ: 'Europe/Paris', API_TOKEN: 'a-secret-token' },
    })
    await one.line('done')
    const variables = Object.fromEntries(
      one.lines
        .filter((line) => line.startsWith('env '))
        .map((line) => [line.slice(4, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    )
    expect(variables).toMatchObject({
      AWS_LAMBDA_RUNTIME_API: '127.0.0.1:1',
      AWS_LAMBDA_FUNCTION_NAME: 'f',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/f',
      LAMBDA_TASK_ROOT: one.task,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      TZ: 'Europe/Paris',
      MINE: 'yes',
    })
    expect(variables).not.toHaveProperty('_FOO')
    expect(variables).not.toHaveProperty('AWS_PROFILE')
    expect(variables['AWS_SECRET_ACCESS_KEY']).toBe('playground')
    expect(existsSync(variables['HOME']!) && existsSync(variables['TMPDIR']!)).toBe(true)
    expect(existsSync(variables['AWS_CONFIG_FILE']!)).toBe(false)
    expect(one.masked).toEqual(['API_TOKEN'])
  })

  it('runs in the function’s folder, without an input, leading a group of its own', async () => {
    const one = started('#!/bin/sh\necho "in $(pwd)"\nread x || echo "no input"\nexit 4\n')
    expect(await one.line('in ')).toBe(one.task)
    await one.line('no input')
    expect(await one.exited).toEqual({ code: 4, signal: null })
    expect(one.events('process.exited')).toEqual([{ type: 'process.exited', code: 4, signal: null }])
  })

  it.each([
    ['is missing', undefined, undefined, /Couldn't find valid bootstrap/, /no file named bootstrap/],
    ['may not be executed', '#!/bin/sh\n', 0o644, /permission denied/, /chmod \+x/],
    [
      'asks for an interpreter that is not here',
      '#!/no/such/thing\n',
      0o755,
      /no such file or directory/,
      /"\/no\/such\/thing"/,
    ],
    ['has Windows line ends', '#!/bin/sh\r\necho hi\r\n', 0o755, /no such file or directory/, /carriage return/],
    ['is no program', 'echo hi\n', 0o755, /exec format error/, /first line such as #!\/bin\/bash/],
  ])(
    'whose bootstrap %s fails with the service’s words and a sentence of help',
    async (_what, bootstrap, mode, message, help) => {
      const one = started(bootstrap, mode === undefined ? {} : { mode })
      const failure = await one.failed
      expect(failure.errorType).toBe('Runtime.InvalidEntrypoint')
      expect(failure.message).toMatch(message)
      expect(failure.help).toMatch(help)
      expect(one.events('process.failed')).toHaveLength(1)
    },
  )

  it('whose folder is gone fails too', async () => {
    const one = started('#!/bin/sh\n', { settings: { folder: '/no/such/folder' } })
    expect(await one.failed).toMatchObject({ errorType: 'Runtime.InvalidWorkingDir' })
  })
})

describe('output', () => {
  it('is recorded by line, with its stream, and a last line without an end', async () => {
    const one = started('#!/bin/sh\necho one\necho two >&2\nprintf three\n')
    await one.line('three')
    expect(
      one.events('process.printed').toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
    ).toEqual([
      { type: 'process.printed', stream: 'stderr', line: 'two' },
      { type: 'process.printed', stream: 'stdout', line: 'one' },
      { type: 'process.printed', stream: 'stdout', line: 'three' },
    ])
    expect(one.entries.find(({ event }) => event.type === 'process.printed')?.of).toMatchObject({
      invocation: 'i',
      environment: 'f/1',
    })
  })

  it('never splits a character, though it was written in two parts', async () => {
    const one = started("#!/bin/sh\nprintf '\\360\\237'\nsleep 0.1\nprintf '\\222\\241 idea\\n'\n")
    expect(await one.line('💡')).toBe(' idea')
  })

  it('gives a very long line in parts', async () => {
    const one = started('#!/bin/sh\nhead -c 1000000 /dev/zero | tr "\\0" x\necho\necho done\n')
    await one.line('done')
    const long = one.lines.slice(0, -1)
    expect(long.join('')).toBe('x'.repeat(1_000_000))
    expect(Math.max(...long.map(({ length }) => length))).toBeLessThanOrEqual(64 * 1024)
  })

  it('that floods is slowed down instead of stored', async () => {
    const one = started('#!/bin/sh\nexec yes flooding\n')
    await one.line('flooding')
    const ticks: number[] = []
    // The server keeps turning while a child prints as fast as it can.
    for (let turn = 0; turn < 5; turn += 1) {
      const from = performance.now()
      await new Promise((resolve) => setTimeout(resolve, 20))
      ticks.push(performance.now() - from)
    }
    const before = one.lines.length
    await one.hosted.terminate('enough', 0)
    expect(before).toBeLessThan(100_000)
  })
})

describe('ending an environment', () => {
  const endings: [string, string][] = [
    ['ignores SIGTERM', 'trap \'\' TERM\necho "pid $$"\nwhile :; do sleep 1; done\n'],
    ['forked a child that lives on', 'sleep 1000 &\necho "pid $!"\nwait\n'],
    ['ended and left a child behind', 'sleep 1000 &\necho "pid $!"\nexit 0\n'],
  ]
  if (process.platform === 'linux')
    endings.push([
      'forked one that left the group and its parent',
      'setsid sh -c \'echo "pid $$"; exec sleep 1000\' &\nsleep 0.3\nexit 0\n',
    ])
  it.each(endings)('leaves nothing of a runtime that %s', async (_what, script) => {
    const one = started(`#!/bin/sh\n${script}`)
    const pid = await one.line('pid ')
    if (script.includes('exit 0')) await one.exited
    expect(alive(pid)).toBe(true)
    await one.hosted.terminate('test', 0)
    expect(alive(pid)).toBe(false)
    expect(readdirSync(join(one.folder, 'data', 'processes'))).toEqual([])
    expect(readdirSync(join(one.folder, 'data', 'environments'))).toEqual([])
  })

  it('gives a runtime its grace first, where it has one', async () => {
    const one = started("#!/bin/sh\ntrap 'echo told; exit 0' TERM\necho ready\nwhile :; do sleep 0.05; done\n")
    await one.line('ready')
    await one.hosted.terminate('test', 5000)
    expect(one.lines).toContain('told')
    expect(await one.exited).toEqual({ code: 0, signal: null })
  })

  it('ends one that uses more than its memory', async () => {
    const one = started(
      '#!/bin/sh\nexec node -e "const kept = []; setInterval(() => kept.push(Buffer.alloc(20e6, 1)), 20)"\n',
      { settings: { memoryMb: 128 } },
    )
    one.hosted.working(true)
    expect(await one.exited).toEqual({ code: null, signal: 'SIGKILL' })
    expect(one.outOfMemory()).toBe(1)
    expect(one.hosted.peakMemoryMb()).toBeGreaterThan(128)
    expect(one.events('process.sampled').length).toBeGreaterThan(0)
  })
})

describe('what a killed server left', () => {
  it('is ended at the next start, and a stranger who has its number now is not', async () => {
    const one = started('#!/bin/sh\nsleep 1000 &\necho "pid $!"\nwait\n')
    const left = await one.line('pid ')
    const stranger = spawn('sleep', ['1000'])
    onTestFinished(() => void stranger.kill('SIGKILL'))
    await once(stranger, 'spawn')
    writeFileSync(
      join(one.folder, 'data', 'processes', `${stranger.pid}.json`),
      JSON.stringify({ pid: stranger.pid, startTime: 'another', logStream: 'of nobody' }),
    )
    const next = createProcessHost({
      recorder: { record: () => 0, body: () => ({ bytes: 0, preview: '' }), mask: () => {}, count: () => 1 },
      clock: systemClock,
      dataFolder: join(one.folder, 'data'),
      runtimesFolder,
      variablesOf: () => ({}),
    })
    expect(await next.sweep()).toBeGreaterThanOrEqual(2)
    expect(alive(left)).toBe(false)
    expect(alive(stranger.pid!)).toBe(true)
    expect(readdirSync(join(one.folder, 'data', 'processes'))).toEqual([])
  })
})
