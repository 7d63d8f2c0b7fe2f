// The command line without a playground: commands, help, and what it says of one that cannot be.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { describe, expect, it, onTestFinished } from 'vitest'
import { UsageProblem } from './command.ts'
import { serveOptionsOf } from './commands/start.ts'
import { nearest } from './nearest.ts'
import { runHere } from './run.fixture.ts'
import { commands } from './run-command-line.ts'
import { hasColours, terminalOf } from './terminal.ts'
import { readParameters, readVariables } from './variables-file.ts'

function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'command-line-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'file.json'), text)
  return join(folder, 'file.json')
}

describe.each(commands.map((command) => [command.name, command] as const))(
  '%s',
  (name, { options, examples, summary }) => {
    it('helps, with each option and an example that names commands that there are', async () => {
      for (const args of [
        [name, '--help'],
        [name, '-h'],
        ['help', name],
      ]) {
        const { code, out, err } = await runHere(args)
        expect([code, err]).toEqual([0, ''])
        for (const [flag, { help }] of Object.entries(options)) {
          expect(out).toContain(`--${flag}`)
          expect(out).toContain(help.split('\n')[0])
        }
        for (const example of examples) expect(out).toContain(example)
        expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(132)
      }
      for (const [, given] of examples.join('\n').matchAll(/lambda-playground ([\w-]+)/g))
        expect(commands.map((command) => command.name)).toContain(given)
      expect(summary).not.toMatch(/\.$/)
    })

    it('says of an option that there is not which was meant, and no two options share a letter', async () => {
      const shorts = Object.values(options).flatMap(({ short }) => short ?? [])
      expect(new Set(['h', 'v', ...shorts]).size).toBe(shorts.length + 2)
      if (name === 'rie') return
      const { code, out, err } = await runHere([name, '--qiet'])
      expect([code, out]).toEqual([2, ''])
      expect(err).toMatch(/^There is no option --qiet of .*Run lambda-playground .* --help for what there is\.\n$/)
      if ('quiet' in options) expect(err).toContain('Do you mean --quiet?')
    })
  },
)

it('tells of all commands', async () => {
  const { out } = await runHere(['--help'])
  for (const { name, summary } of commands) expect(out).toContain(`${name.padEnd(14)}  ${summary}`)
  expect((await runHere(['help'])).out).toBe(out)
})

it.each([
  [['serve'], 'There is no command "serve". Run lambda-playground --help for what there is.'],
  [['invok', 'x'], 'There is no command "invok". Do you mean invoke?'],
  [['invoke', 'a', 'b'], '"b" is too much'],
  [['invoke', '-e'], '--event needs a value.'],
  [['invoke', '--json=1'], '--json takes no value.'],
  [['invoke', '--event', 'x.json', '--no-event'], '--event and --no-event do not go together.'],
  [['invoke', '--stream', '--async'], '--async and --stream do not go together.'],
  [['invoke', '--stream', '--concurrency', '2'], '--stream writes one answer after the other'],
  [['invoke', '--count', '0'], '--count 0 is not right: give a whole number from 1 to 100000.'],
  [['invoke', '--timeout', 'soon'], '--timeout soon is not right'],
  [['invoke', '-e', 'no-such.json'], '--event no-such.json cannot be read (ENOENT'],
  [['invoke', '--env-vars', 'no-such.json'], '--env-vars no-such.json cannot be read as JSON (ENOENT'],
  [['completion'], 'Name one shell: bash, zsh, fish.'],
  [['completion', 'csh'], 'Name one shell: bash, zsh, fish.'],
  [['start', '--temporary', '--data-dir', 'x'], '--temporary and --data-dir do not go together.'],
  [['start', '--port', '9001'], '--port and --runtime-api-port are both 9001.'],
  [['./folder', '--port', 'many'], '--port many is no port'],
  [['--token', 'short'], '--token needs 16 or more'],
])('%j is refused with exit code 2', async (args, problem) => {
  const { code, out, err } = await runHere(args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(problem)
  expect(err.trim().split('\n')).toHaveLength(1)
})

it('says of an event that is no JSON what is wrong', async () => {
  const { code, err } = await runHere(['invoke', 'x', '-e', fileOf('{"a": }')])
  expect(code).toBe(2)
  expect(err).toMatch(/file\.json is no JSON: Unexpected token/)
  expect((await runHere(['invoke', 'x', '-e', fileOf(' \n')])).err).toContain('file.json is empty. Give JSON')
})

it('starts with what it is given', () => {
  expect(serveOptionsOf({ template: 't.yaml', 'parameter-overrides': ['A=1'] }, ['one'])).toMatchObject({
    port: 9000,
    runtimeApiPort: 9001,
    functionUrlPort: 9002,
    host: '127.0.0.1',
    folders: ['one', 't.yaml'],
    parameters: { A: '1' },
  })
})

describe('nearest', () => {
  it.each([
    ['stat', 'start'],
    ['sqss', 'sqs'],
    ['concurency', 'concurrency'],
    ['gen', 'generate-event'],
    ['EVENT', 'event'],
    ['x', undefined],
    ['', undefined],
    ['something-else', undefined],
  ])('of %j is %j', (given, expected) => {
    expect(nearest(given, ['start', 'sqs', 'sns', 'concurrency', 'generate-event', 'event'])).toBe(expected)
  })
})

describe('variables', () => {
  it('are read in the form of the SAM CLI, and flat', () => {
    const text = '{"Parameters": {"A": 1}, "hello": {"B": "two", "C": true}, "D": "four"}'
    expect(readVariables(fileOf(text))).toEqual({ all: { A: '1', D: 'four' }, of: { hello: { B: 'two', C: 'true' } } })
  })

  it.each([
    ['[]', 'has to hold an object'],
    ['{', 'cannot be read as JSON'],
    ['{"hello": {"A": {}}}', 'A has to be text'],
    ['{"A": null}', 'A has to be text'],
  ])('%s is refused', (text, problem) => {
    expect(() => readVariables(fileOf(text))).toThrow(problem)
  })
})

describe('parameters', () => {
  it.each([
    [['A=1', 'B=two'], { A: '1', B: 'two' }],
    [['A=1 B="two words"'], { A: '1', B: 'two words' }],
    [['A=two words'], { A: 'two words' }],
    [['ParameterKey=A,ParameterValue=1 ParameterKey=B,ParameterValue=x=y'], { A: '1', B: 'x=y' }],
    [["A=''"], { A: '' }],
  ])('%j', (given, expected) => {
    expect(readParameters(given)).toEqual(expected)
  })

  it('are refused without a value', () => {
    expect(() => readParameters(['A'])).toThrow(UsageProblem)
  })
})

describe('colours', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ])('on a terminal: %s, with %j: %s', (isTerminal, variables, expected) => {
    expect(hasColours(isTerminal, variables)).toBe(expected)
  })

  it('are in help for whom they are', async () => {
    expect((await runHere(['--help'], { colours: true })).out).toContain('\u001B[')
    expect((await runHere(['--help'])).out).not.toContain('\u001B[')
  })
})

it('goes on where whoever read its output is gone', async () => {
  const gone = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('EPIPE'), { code: 'EPIPE' })),
  })
  const { out } = terminalOf(gone, gone, {})
  out.write('one')
  await out.drained()
  out.write('two')
  await out.drained()
})
