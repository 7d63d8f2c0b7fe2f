import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../temporary.fixture.ts'
import { homeOf, nodejsRuntime, writeFiles } from './home.fixture.ts'

describe('a runtime’s process', () => {
  it('runs in the function’s folder, without an input, leading a group of its own', async () => {
    const one = homeOf({
      files: { bootstrap: '#!/bin/sh\necho "in $(pwd)"\nread x || echo "no input"\nexit 4\n' },
    })
    const process = one.start()
    expect(await process.line('in ')).toBe(one.task)
    await process.line('no input')
    expect(await process.exited).toEqual({ code: 4, signal: null })
    expect(one.events('process.exited')).toEqual([{ type: 'process.exited', code: 4, signal: null }])
    expect(one.events('process.started')).toMatchObject([
      { command: [join(one.task, 'bootstrap')], folder: one.task, variables: { AWS_LAMBDA_FUNCTION_NAME: 'f' } },
    ])
  })

  it.each([
    ['is missing', undefined, 0o755, /Couldn't find valid bootstrap/, /no file named bootstrap/],
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
    ['is empty', '', 0o755, /exec format error/, /first line such as #!\/bin\/bash/],
  ])(
    'whose bootstrap %s fails with the service’s words and a sentence of help',
    async (_what, bootstrap, mode, message, help) => {
      const one = homeOf({ files: bootstrap === undefined ? {} : { bootstrap } })
      if (bootstrap !== undefined) chmodSync(join(one.task, 'bootstrap'), mode)
      const failure = await one.start().failed
      expect(failure.errorType).toBe('Runtime.InvalidEntrypoint')
      expect(failure.message).toMatch(message)
      expect(failure.help).toMatch(help)
      expect(one.events('process.failed')).toHaveLength(1)
      expect(one.events('process.started')).toHaveLength(0)
    },
  )

  it('whose bootstrap is a folder fails too', async () => {
    const one = homeOf()
    mkdirSync(join(one.task, 'bootstrap'))
    expect(await one.start().failed).toMatchObject({
      errorType: 'Runtime.InvalidEntrypoint',
      help: 'bootstrap is a folder. It has to be a program.',
    })
  })

  it('whose folder is gone fails too', async () => {
    const one = homeOf({ settings: { folder: '/no/such/folder' } })
    expect(await one.start().failed).toMatchObject({ errorType: 'Runtime.InvalidWorkingDir' })
  })

  it('is a layer’s where the function has no bootstrap, and the last layer’s of several', async () => {
    const say = (word: string) => ({ bootstrap: `#!/bin/sh\necho "this is ${word}"\n` })
    const ofLayer = homeOf({ layers: [say('one'), say('two'), {}] })
    expect(await ofLayer.start().line('this is ')).toBe('two')
    const ofFunction = homeOf({ files: say('mine'), layers: [say('one')] })
    expect(await ofFunction.start().line('this is ')).toBe('mine')
    const ofNobody = homeOf({ layers: [{}] })
    expect((await ofNobody.start().failed).message).toBe(
      `Couldn't find valid bootstrap(s): [${join(ofNobody.task, 'bootstrap')} ${join(ofNobody.layers[0]!, 'bootstrap')}]`,
    )
  })

  it('tells which of Lambda’s paths its text names, since they are elsewhere', async () => {
    const bootstrap =
      '#!/bin/sh\ncat /opt/settings.json </var/task/file 2>&1\nls "$HOME/tmp" "${TMPDIR:-/tmp}" /optional ./tmp\n'
    const one = homeOf({ files: { bootstrap } })
    await one.start().exited
    expect(one.events('process.started')).toMatchObject([{ reachesFor: ['/opt', '/var/task'] }])
    const none = homeOf({ files: { bootstrap: '#!/bin/sh\nexit 0\n' } })
    await none.start().exited
    expect(none.events('process.started')[0]).not.toHaveProperty('reachesFor')
  })
})

describe('the Node.js runtime', () => {
  const nodejs = {
    runtime: 'nodejs' as const,
    handler: 'index.handler',
    source: 'index.mjs',
    managed: nodejsRuntime,
  }
  /** It cannot reach its Runtime API, and so ends after it has loaded the handler. */
  const handler = 'console.log("loaded", process.argv.length)\nexport const handler = () => {}\n'

  it('is started with the debugger that its settings ask for, and says how to attach to it', async () => {
    const one = homeOf({ files: { 'index.mjs': handler }, settings: nodejs, execution: { debug: true } })
    await one.start().exited
    const [debuggable] = one.events('environment.debuggable')
    expect(debuggable?.attach).toMatch(/^node inspect 127\.0\.0\.1:\d+$/)
    expect(one.events('process.started')[0]?.command[1]).toBe('--inspect=127.0.0.1:0')
  })

  it('hands its own command line to the script of AWS_LAMBDA_EXEC_WRAPPER, once', async () => {
    const wrapper = '#!/bin/sh\necho "wraps $# $(basename "$2")"\nexport WRAPPED=yes\nexec "$@"\n'
    const files = { 'index.mjs': `console.log("wrapped", process.env.WRAPPED)\n${handler}`, wrapper }
    const variables = { AWS_LAMBDA_EXEC_WRAPPER: './wrapper' }
    const one = homeOf({ files, settings: nodejs, variables })
    const process = one.start()
    expect(await process.line('wraps ')).toBe('2 bootstrap.mjs')
    await process.exited
    expect(process.lines.filter((line) => line.startsWith('wraps'))).toHaveLength(1)
    expect(process.lines.some((line) => line.endsWith('\twrapped yes'))).toBe(true)
  })

  it('says so where that script is not there, and names the path that is elsewhere', async () => {
    const variables = { AWS_LAMBDA_EXEC_WRAPPER: '/opt/no-wrapper' }
    const one = homeOf({ files: { 'index.mjs': handler }, settings: nodejs, variables })
    const process = one.start()
    expect(await process.line('/opt/no-wrapper: ')).toBe('does not exist')
    expect(await process.exited).toEqual({ code: 127, signal: null })
    expect(one.events('process.started')).toMatchObject([{ reachesFor: ['/opt'] }])
  })
})

describe('a managed runtime', () => {
  const client = { name: 'of a test', by: 'playground' as const }
  const managed = (...words: string[]) => ({
    runtime: 'python' as const,
    handler: 'app.run',
    managed: { words, client },
  })

  it('is started as its definition says, where its build put what is run', async () => {
    const files = { 'built/client': '#!/bin/sh\necho "in $(pwd) $LAMBDA_TASK_ROOT $* $AWS_EXECUTION_ENV"\n' }
    const folder = temporaryFolder()
    writeFiles(folder, files)
    const task = join(folder, 'built')
    const one = homeOf({
      settings: { ...managed(join(task, 'client'), 'app.run'), runtimeIdentifier: 'python3.13', task },
    })
    expect(await one.start().line('in ')).toBe(`${task} ${task} app.run AWS_Lambda_python3.13`)
    expect(one.events('process.started')).toMatchObject([{ command: [join(task, 'client'), 'app.run'], folder: task }])
  })

  it('of any language is handed to the script of AWS_LAMBDA_EXEC_WRAPPER', async () => {
    const files = { wrapper: '#!/bin/sh\necho "wraps $*"\n' }
    const variables = { AWS_LAMBDA_EXEC_WRAPPER: './wrapper' }
    const one = homeOf({ files, settings: managed('/bin/echo', 'app.run'), variables })
    expect(await one.start().line('wraps ')).toBe('/bin/echo app.run')
  })

  it('of Java is compiled once where it is ours, before the wrapper gets the command line of Java itself', async () => {
    const compiler = '#!/bin/sh\necho compiles\nwhile [ "$1" != -d ]; do shift; done\n: >"$2/Bootstrap.class"\n'
    const place = temporaryFolder()
    writeFiles(place, { javac: compiler, java: '#!/bin/sh\necho "runs $* ${CLASSPATH%%:*}"\n' })
    const files = { wrapper: '#!/bin/sh\necho "wraps $(basename "$1")"\nexec "$@"\n' }
    const one = homeOf({
      files,
      settings: { ...managed(join(place, 'java'), 'Bootstrap', 'a.H'), runtime: 'java' },
      variables: { AWS_LAMBDA_EXEC_WRAPPER: './wrapper' },
    })
    const first = one.start()
    const [, , classes] = (await first.line('runs ')).split(' ')
    expect(first.lines.map((line) => line.split(' ')[0])).toEqual(['compiles', 'wraps', 'runs'])
    expect(classes).toContain(join(one.dataFolder, 'compiled', 'java-'))
    expect(existsSync(join(classes!, 'Bootstrap.class'))).toBe(true)
    await first.exited
    const again = one.start()
    await again.line('runs ')
    expect(again.lines.map((line) => line.split(' ')[0])).toEqual(['wraps', 'runs'])
  })
})
