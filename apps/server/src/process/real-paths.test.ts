import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { alive, homeOf, nodejsRuntime, runtimesFolder, until } from './home.fixture.ts'
import { statOf } from './proc.ts'
import { RealPaths } from './real-paths.ts'
import { temporaryFolder } from '../temporary.fixture.ts'

const real = { realPaths: true }
/** Many systems and containers forbid namespaces; then there is nothing to see here but that it is said. */
const allowed = new RealPaths(mkdtempSync(join(tmpdir(), 'playground-test-')), runtimesFolder).allowed

describe.runIf(allowed)('real paths', () => {
  it('are the function’s folder, its layers and its own temporary files', async () => {
    const one = homeOf({
      files: {
        bootstrap:
          '#!/bin/sh\npwd\ncat /var/task/mine /opt/both /opt/first /opt/deep/er\necho new >/tmp/made\nid -u\nenv | grep ^TMPDIR\necho done\n',
        mine: 'of the function\n',
      },
      layers: [
        { both: 'of the first\n', first: 'first alone\n' },
        { both: 'of the second\n', 'deep/er': 'second alone\n' },
      ],
      execution: real,
    })
    const process_ = one.start()
    await process_.line('done')
    expect(process_.lines).toEqual([
      '/var/task',
      'of the function',
      'of the second',
      'first alone',
      'second alone',
      String(process.getuid?.()),
      'TMPDIR=/tmp',
      'done',
    ])
    expect(readFileSync(join(one.dataFolder, 'environments', '1', 'tmp', 'made'), 'utf8')).toBe('new\n')
    const [started] = one.events('process.started')
    expect(started).toMatchObject({ command: ['/var/task/bootstrap'], folder: '/var/task' })
    expect(started?.variables).toMatchObject({ LAMBDA_TASK_ROOT: '/var/task', HOME: '/tmp' })
    expect(started).not.toHaveProperty('reachesFor')
  })

  it('hold for the Node.js runtime, its frames, and extensions of layers', async () => {
    const one = homeOf({
      files: { 'index.mjs': 'console.log("at", import.meta.url)\nexport const handler = () => {}\n' },
      layers: [{ 'extensions/ext': '#!/bin/sh\necho "ext $0 $(pwd)"\n' }],
      settings: { runtime: 'nodejs', handler: 'index.handler', source: 'index.mjs', managed: nodejsRuntime },
      execution: { ...real, framedLogs: true },
    })
    const [extension] = one.home.extensions(one.definition)
    expect(await one.start({ program: { kind: 'extension', ...extension! } }).line('ext ')).toBe(
      '/opt/extensions/ext /var/task',
    )
    const runtime = one.start()
    await runtime.exited
    expect(runtime.lines.some((line) => line.endsWith('\tINFO\tat file:///var/task/index.mjs'))).toBe(true)
  })

  it('leave processes as easy to stop and to end as others', async () => {
    const one = homeOf({
      files: {
        bootstrap:
          '#!/bin/sh\nsetsid sh -c \'echo "left $$"; exec sleep 1000\' &\nsh -c \'setsid sh -c "echo orphan \\$\\$; exec sleep 1000" & sleep 0.2\'\necho "own $$"\nwait\n',
      },
      execution: real,
    })
    const process = one.start()
    const pids = await Promise.all([process.line('left '), process.line('orphan '), process.line('own ')])
    expect(Number(pids[2])).toBe(one.events('process.started')[0]?.pid)
    one.home.freeze()
    await until(() => pids.every((pid) => statOf(Number(pid))?.stopped === true))
    one.home.thaw()
    await until(() => pids.every((pid) => statOf(Number(pid))?.stopped === false))
    await one.home.clear('test')
    expect(pids.map(alive)).toEqual([false, false, false])
  })

  it('say where they hide the program that is to run', async () => {
    const words = ['/opt/python/bin/python3', 'app.run']
    const managed = { words, client: { name: 'of a test', by: 'aws' as const } }
    const one = homeOf({ layers: [{}], settings: { runtime: 'python', managed }, execution: real })
    expect(await one.start().failed).toEqual({
      errorType: 'Runtime.InvalidEntrypoint',
      message: 'fork/exec /opt/python/bin/python3: no such file or directory',
      help: expect.stringContaining('/opt/python/bin/python3 is hidden by the function'),
    })
  })

  it('do not hide why a program does not start', async () => {
    const one = homeOf({ files: { bootstrap: '#!/opt/bin/interpreter\n' }, layers: [{}], execution: real })
    expect(await one.start().failed).toMatchObject({
      errorType: 'Runtime.InvalidEntrypoint',
      help: expect.stringContaining('"/opt/bin/interpreter", which is not here'),
    })
  })
})

describe('real paths that the system forbids', () => {
  it('are mapped, and the process is said to reach for all of them', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'real-paths.sh'), 'exit 1\n')
    expect(new RealPaths(join(folder, 'probe'), folder).allowed).toBe(false)
    const one = homeOf({
      files: { bootstrap: '#!/bin/sh\necho "in $(pwd)"\n' },
      execution: real,
      runtimesFolder: folder,
    })
    expect(await one.start().line('in ')).toBe(one.task)
    expect(one.events('process.started')).toMatchObject([{ reachesFor: ['/var/task', '/opt', '/tmp'] }])
  })
})
