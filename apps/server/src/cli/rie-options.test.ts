import { describe, expect, it } from 'vitest'
import { optionsVariable, parseRieOptions, type RieOptions } from './rie-options.ts'

function read(line: string, variables: Record<string, string> = {}): RieOptions {
  const options = parseRieOptions(line.split(' ').filter(Boolean), variables)
  if ('words' in options) return options
  throw new Error(JSON.stringify(options))
}

function problemOf(line: string, variables: Record<string, string> = {}): string {
  const options = parseRieOptions(line.split(' ').filter(Boolean), variables)
  return 'problem' in options ? options.problem : `none: ${JSON.stringify(options)}`
}

it('has the official defaults', () => {
  expect(read('./bootstrap')).toEqual({
    words: ['./bootstrap'],
    logLevel: 'info',
    initCaching: false,
    runtimeApi: { host: '127.0.0.1', port: 9001 },
    invoke: { host: '0.0.0.0', port: 8080 },
    concurrency: undefined,
    page: { port: 9000, orAnyPort: true },
    dataFolder: undefined,
    unknown: [],
  })
})

describe('the command', () => {
  it.each([
    ['python -m awslambdaric app.handler', ['python', '-m', 'awslambdaric', 'app.handler'], []],
    ['node --inspect --page-port 7 app.js', ['node', '--inspect', '--page-port', '7', 'app.js'], []],
    ['node -h --help --version', ['node', '-h', '--help', '--version'], []],
    ['-- --log-level debug', ['--log-level', 'debug'], []],
    ['sh -- -c', ['sh', '--', '-c'], []],
    ['--foo -x --bar=1 ./bootstrap', ['./bootstrap'], ['--foo', '-x', '--bar=1']],
    ['', [], []],
  ])('of %j is what is no flag', (line, words, unknown) => {
    const options = read(line)
    expect([options.words, options.unknown]).toEqual([words, unknown])
  })

  it('leaves the official flags where they stand in it to the emulator, as the official one does', () => {
    const options = read('/entry.sh app.handler --runtime-interface-emulator-address 0.0.0.0:8081 --log-level=debug')
    expect(options).toMatchObject({
      words: ['/entry.sh', 'app.handler'],
      invoke: { host: '0.0.0.0', port: 8081 },
      logLevel: 'debug',
    })
  })
})

describe('flags', () => {
  it.each([
    ['--runtime-api-address 0.0.0.0:0', { runtimeApi: { host: '0.0.0.0', port: 0 } }],
    ['--runtime-api-address=[::1]:7001', { runtimeApi: { host: '::1', port: 7001 } }],
    ['--runtime-interface-emulator-address :8081', { invoke: { host: '0.0.0.0', port: 8081 } }],
    ['--enable-init-caching', { initCaching: true }],
    ['--log-level WARNING', { logLevel: 'warn' }],
    ['--log-level trace', { logLevel: 'debug' }],
    ['--concurrency 4', { concurrency: 4 }],
    ['--page-port 0', { page: { port: 0, orAnyPort: false } }],
    ['--no-page', { page: undefined }],
    ['--data-dir /data', { dataFolder: '/data' }],
  ])('%s', (flags, expected) => {
    expect(read(`${flags} ./bootstrap`)).toMatchObject(expected)
  })

  it('takes the level of the log from LOG_LEVEL, where no flag says otherwise', () => {
    expect(read('x', { LOG_LEVEL: 'debug' }).logLevel).toBe('debug')
    expect(read('--log-level error x', { LOG_LEVEL: 'debug' }).logLevel).toBe('error')
  })

  it('takes our own from a variable, which the command line outdoes', () => {
    const variables = { [optionsVariable]: '--concurrency 4  --no-page' }
    expect(read('./bootstrap', variables)).toMatchObject({ concurrency: 4, page: undefined, words: ['./bootstrap'] })
    expect(read('--concurrency 2 ./bootstrap', variables).concurrency).toBe(2)
  })

  it.each(['--help', '-h', '--log-level debug --help ./bootstrap'])('%s asks for help', (line) => {
    expect(parseRieOptions(line.split(' '), {})).toEqual({ help: true })
  })

  it.each([
    ['--log-level loud x', '"loud" is no level of the log. Give one of panic, fatal, error,'],
    ['--log-level', '--log-level needs a value.'],
    ['--log-level --enable-init-caching x', '--log-level needs a value.'],
    ['--enable-init-caching=yes x', '--enable-init-caching takes no value.'],
    ['--runtime-api-address nonsense x', '--runtime-api-address nonsense is no address. Give HOST:PORT'],
    ['--runtime-api-address 127.0.0.1:70000 x', 'is no address'],
    ['--runtime-interface-emulator-address ::1:8080 x', 'is no address'],
    ['--runtime-api-address 127.0.0.1:8080 x', 'cannot both have port 8080'],
    ['--concurrency 0 x', '--concurrency 0 is not right: give a whole number from 1 to 1000.'],
    ['--page-port 1e3 x', '--page-port 1e3 is not right'],
  ])('%s is told in one line', (line, problem) => {
    expect(problemOf(line)).toContain(problem)
    expect(problemOf(line)).not.toContain('\n')
  })

  it('tells of a word in the variable that is no flag', () => {
    expect(problemOf('x', { [optionsVariable]: './bootstrap' })).toContain(`${optionsVariable} may hold flags alone`)
  })
})
