// `lambda-playground invoke` as people and scripts use it: the built command, its two outputs, its exit code, and what it leaves.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { entrySchema, parse } from '@playground/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../client/api.ts'
import { placeWith, type Place, type Running } from './command-line.fixture.ts'
import { gone } from './processes.fixture.ts'

const echo = `
export const handler = async (event) => {
  if (event.print) console.log(event.print)
  if (event.fail) throw new TypeError(event.fail)
  return { got: event, where: import.meta.dirname.split('/').at(-1), greeting: process.env.GREETING }
}`
const hang = `
export const handler = async () => {
  console.log('hangs in ' + process.pid)
  await new Promise((resolve) => setTimeout(resolve, 1e9))
}`
const words = `
export const handler = awslambda.streamifyResponse(async (event, stream) => {
  for (const word of ['one ', 'two ', 'three']) {
    stream.write(word)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  if (event.fail) throw new Error('half-way')
  stream.end()
})`
const setting = (settings: object) => JSON.stringify(settings)

let place: Place
beforeAll(async () => {
  place = await placeWith({
    echo: { 'index.mjs': echo },
    'other/echo': { 'index.mjs': echo },
    hang: { 'index.mjs': hang, 'function.json': setting({ timeout: 900 }) },
    words: { 'index.mjs': words },
    narrow: {
      'index.mjs': 'export const handler = () => new Promise((done) => setTimeout(done, 500, 1))',
      'function.json': setting({ concurrency: 1 }),
    },
    broken: { 'function.json': setting({ name: 'broken' }), bootstrap: { text: '#!/bin/sh\n', mode: 0o644 } },
    retried: {
      'index.mjs': 'let n = 0; export const handler = async () => { if ((n += 1) < 2) throw new Error("not yet") }',
      'function.json': setting({ async: { shortWaits: true } }),
    },
  })
  // A first run in a new clone builds; what it says of that is not what is tested here.
  await place.run(['--version'])
}, 120_000)
afterAll(() => place.remove())

const reportsIn = (out: string) => (JSON.parse(out) as { results: Report[] }).results

describe.concurrent('in a playground of its own', () => {
  test('prints the result alone, and the log beside it', async () => {
    const { code, out, err } = await place.run(['invoke', '--no-event', 'echo'], { within: 'echo' })
    expect([code, out]).toEqual([0, '{"got":{},"where":"echo"}\n'])
    expect(err).toContain(`lambda-playground runs a playground of its own for ${join(place.folder, 'echo')}\n`)
    expect(err.match(/^(INIT_START|START|END|REPORT) /gm)).toEqual(['INIT_START ', 'START ', 'END ', 'REPORT '])
  })

  test('takes the one function that is there, and an event from standard input', async () => {
    const { code, out, err } = await place.run(['invoke', '-q', '-e', '-'], { within: 'echo', input: '{"n":"é"}' })
    expect([code, out, err]).toEqual([0, '{"got":{"n":"é"},"where":"echo"}\n', ''])
  })

  test('prints the error of a function, and says so by its exit code', async () => {
    await writeFile(join(place.folder, 'fails.json'), '{"fail":"asked to"}')
    const { code, out } = await place.run(['invoke', 'echo', '--folder', '../echo', '-e', '../fails.json'])
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ errorType: 'TypeError', errorMessage: 'asked to' })
  })

  test('gives variables, and keeps log and journal where it is told to', async () => {
    await writeFile(join(place.folder, 'env.json'), '{"Parameters":{"GREETING":"all"},"echo":{"GREETING":"mine"}}')
    const { code, out, err } = await place.run(
      ['invoke', 'echo', '--env-vars', '../env.json', '-l', '../log.txt', '--journal', '../journal.ndjson', '-e', '-'],
      { within: 'echo', input: '{"print":"printed"}' },
    )
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ greeting: 'mine' })
    expect(err).not.toContain('printed')
    expect(await readFile(join(place.folder, 'log.txt'), 'utf8')).toMatch(/^START [^]*printed\n[^]*^REPORT /m)
    const lines = (await readFile(join(place.folder, 'journal.ndjson'), 'utf8')).trim().split('\n')
    const read = lines.map((line) => parse(entrySchema, line))
    expect(read.every(({ ok }) => ok)).toBe(true)
    expect(read.map((one) => one.ok && one.value.seq)).toEqual(lines.map((_, index) => index + 1))
    expect(lines.some((line) => line.includes('invocation.settled'))).toBe(true)
  })

  test('runs each in a new environment where it is asked to', async () => {
    const { code, out } = await place.run(['invoke', 'echo', '--cold', '--count', '3', '--json'], { within: 'echo' })
    expect(code).toBe(0)
    expect(reportsIn(out).map(({ cold, environment }) => [cold, environment])).toEqual([
      [true, 'echo/1'],
      [true, 'echo/2'],
      [true, 'echo/3'],
    ])
  })

  test('draws the conversation', async () => {
    const { code, out, err } = await place.run(['invoke', 'echo', '-q', '--sequence'], {
      within: 'echo',
      more: { COLUMNS: '90' },
    })
    expect([code, JSON.parse(out).where]).toEqual([0, 'echo'])
    const drawn = err
      .replace(/^ *[\d.]+ m?s/gm, '    time')
      .replace(/· [\d.]+ m?s/g, '· time')
      .replace(/pid \d+/g, 'pid N')
    await expect(drawn).toMatchFileSnapshot('./golden/invoke-sequence.txt')
  })

  test('writes pieces of a response as they come', async () => {
    const running = place.start(['invoke', 'words', '--stream', '--no-event', '-q'], { within: 'words' })
    running.input.end()
    await running.said(/^one /)
    expect(await running.ended).toEqual({ code: 0, out: 'one two three\n', err: '' })
    const failed = await place.run(['invoke', '--stream', '-q', '-e', '-'], { within: 'words', input: '{"fail":true}' })
    expect([failed.code, failed.out]).toEqual([1, 'one two three\n'])
  })

  test('waits for an asynchronous event to be over, with its attempts', async () => {
    const { code, out } = await place.run(['invoke', '--async', '--json'], { within: 'retried' })
    expect([code, reportsIn(out)]).toEqual([
      0,
      [expect.objectContaining({ status: 202, event: { attempts: 2, how: 'succeeded' } })],
    ])
  })

  test('has colours for terminals, and for those that ask for them', async () => {
    const args = ['invoke', '--no-event', '-s']
    expect((await place.run(args, { within: 'echo' })).err).not.toContain('\u001B[')
    const asked = await place.run(args, { within: 'echo', more: { FORCE_COLOR: '1' } })
    expect(asked.err).toContain('\u001B[32m')
    expect(asked.out).not.toContain('\u001B[')
  })

  test.each([
    [['nope'], 'echo', /There is no function nope in .*There are hello-bash, hello-node, echo\./],
    [['eco'], 'echo', /Do you mean echo\?/],
    [[], 'empty', /^Name the function, or run this in the folder of one\.$/m],
    [['--folder', '../nowhere', 'x'], 'echo', /nowhere is no folder/],
    [['broken'], 'broken', /bootstrap/],
    [['narrow', '--concurrency', '3'], 'narrow', /429 TooManyRequestsException: Rate Exceeded/],
    [['hang', '--timeout', '1'], 'hang', /There was no answer of hang within 1 s/],
  ])('%j in %s is a failure of Lambda, or of the playground', async (args, within, line) => {
    const { code, err } = await place.run(['invoke', ...args], { within })
    expect(code).toBe(3)
    expect(err).toMatch(line)
  })

  test('ends in order on Ctrl+C, and leaves no process', async () => {
    const running = place.start(['invoke'], { within: 'hang' })
    const [, pid] = await running.said(/hangs in (\d+)/)
    running.kill('SIGINT')
    expect((await running.ended).code).toBe(130)
    await gone(Number(pid))
  })
})

test('leaves no file behind', async () => {
  expect(await place.left()).toEqual([])
})

describe('with a playground that runs', () => {
  let running: Running
  let port: number
  beforeAll(async () => {
    running = place.start([
      'start',
      '--json-ready',
      ...['--port', '--runtime-api-port', '--function-url-port', '--api-port'].flatMap((flag) => [flag, '0']),
      '../echo',
    ])
    port = Number((await running.said(/"port":(\d+)/))[1])
  })
  afterAll(async () => {
    running.kill('SIGTERM')
    expect((await running.ended).code).toBe(0)
  })

  test('asks it from anywhere, and it is seen there', async () => {
    const { code, out, err } = await place.run(['invoke', 'echo', '-e', '-', '-s'], { input: '{"print":"seen"}' })
    expect([code, JSON.parse(out)]).toEqual([0, { got: { print: 'seen' }, where: 'echo' }])
    expect(err).toMatch(new RegExp(`^lambda-playground asks the playground at http://127.0.0.1:${port}/\n`))
    expect(err).toContain('“seen”')
    const journal = await (await fetch(`http://127.0.0.1:${port}/api/journal`)).text()
    expect(journal).toContain('{\\"print\\":\\"seen\\"}')
  })

  test('asks it in the folder of the function, many at a time, and tells of this alone', async () => {
    const { code, out } = await place.run(['invoke', '--count', '4', '--concurrency', '2', '--json'], {
      within: 'echo',
    })
    expect([code, JSON.parse(out).playground]).toEqual([0, 'running'])
    const reports = reportsIn(out)
    expect(new Set(reports.map(({ requestId }) => requestId)).size).toBe(4)
    for (const report of reports) {
      expect(report).toMatchObject({ status: 200, outcome: 'ok', payload: '{"got":{},"where":"echo"}' })
      expect(report.exchanges.map(({ label, status }) => `${label} ${status}`)).toEqual([
        'invoke 200',
        'GET next 200',
        'POST response 202',
      ])
      expect(report.logs.match(/^START/gm)).toHaveLength(1)
      expect(report.logs).not.toContain('seen')
    }
  })

  test.each([
    ['another folder has a function of that name', ['echo'], 'other/echo'],
    ['it does not have the function', ['words', '--stream'], 'words'],
    ['it is not to be asked', ['echo', '--new'], 'echo'],
    ['variables are given', ['echo', '--env-vars', '../env.json'], 'echo'],
  ])('starts its own where %s', async (_why, args, within) => {
    await writeFile(join(place.folder, 'env.json'), '{"GREETING":"all"}')
    const { code, err } = await place.run(['invoke', ...args], { within })
    expect(code).toBe(0)
    expect(err).toContain('runs a playground of its own')
  })

  test('says which data directory is in use where its own is to have the same', async () => {
    const data = join(place.folder, 'data', 'lambda-playground')
    const { code, err } = await place.run(['invoke', 'echo', '--new', '--data-dir', data], { within: 'echo' })
    expect(code).toBe(3)
    expect(err).toContain('is in use by the playground with process id')
  })
})
