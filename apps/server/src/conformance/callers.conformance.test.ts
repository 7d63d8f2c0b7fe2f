// The AWS CLI and boto3 as callers, unchanged; `npm run clients:setup` installs them.
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { home, linesOf, startPlayground, type Playground } from './playground.fixture.ts'
import { node, writtenBy } from './scripted.fixture.ts'

/** Python takes a while to begin, and longer where others are at work, milliseconds. */
const slow = 240_000
const place = join(home, '.clients', 'callers')
const arn = (name: string) => `arn:aws:lambda:us-east-1:012345678912:function:${name}`

describe.runIf(existsSync(place))('callers in Python', () => {
  let playground: Playground
  beforeAll(async () => {
    playground = await startPlayground({
      functions: {
        echo: node('await echo()'),
        cli: node('await echo()'),
        fails: {
          'function.json': '{"handler":"index.handler"}',
          'index.mjs': "export const handler = async () => { throw new TypeError('because') }",
        },
        // Its first event is held until somebody lets it go.
        busy: node(`for (;;) {
  const { id, body } = await next()
  write(body)
  while (body === '"hold"' && !existsSync(beside + '.go')) await new Promise((resolve) => setTimeout(resolve, 20))
  await post('invocation/' + id + '/response', body)
}`),
      },
    })
  })
  afterAll(() => playground.close())

  /** Nothing of the machine's own settings. */
  const env = () => ({
    PATH: process.env['PATH'] ?? '',
    HOME: playground.folder,
    AWS_ACCESS_KEY_ID: 'anything',
    AWS_SECRET_ACCESS_KEY: 'goes',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_MAX_ATTEMPTS: '1',
    AWS_ENDPOINT_URL: playground.address,
  })

  test(
    'boto3 invokes, reads typed errors, waits, pages, changes and retries',
    async () => {
      const beside = writtenBy(playground.functionFolder('busy'))
      const held = playground.invoke('busy', '"hold"')
      await linesOf(beside, 1)
      const script = join(import.meta.dirname, 'clients/callers/calls.py')
      const python = spawn(join(place, 'bin/python'), [script, playground.address], { env: env() })
      onTestFinished(() => void python.kill('SIGKILL'))
      let problems = ''
      python.stderr.on('data', (text: Buffer) => (problems += text.toString()))
      const told: Record<string, unknown> = {}
      for await (const line of createInterface({ input: python.stdout })) {
        const [name, value] = JSON.parse(line) as [string, unknown]
        told[name] = value
        if (name !== 'patient') continue
        // Refused once, it tries again.
        await playground.entriesUntil((all) => {
          const refused = all.filter(
            ({ of, event }) => of.function === 'busy' && event.type === 'exchange.answered' && event.status === 429,
          )
          return refused.length >= 2
        })
        await writeFile(`${beside}.go`, '')
      }
      expect(problems).toBe('')
      expect(told).toEqual({
        invoke: [200, '$LATEST', { from: 'boto3' }, true],
        'function error': [200, 'Unhandled', 'TypeError'],
        event: [202, ''],
        'dry run': 204,
        streamed: ['$LATEST', '{"n":1}', null],
        'streamed error': ['$LATEST', '', 'Unhandled'],
        unknown: ['ResourceNotFoundException', 'ResourceNotFoundException', true, 404],
        'unknown qualifier': ['ResourceNotFoundException', 'ResourceNotFoundException', true, 404],
        'no JSON': ['InvalidRequestContentException', 'InvalidRequestContentException', true, 400],
        // As on Lambda, whose model has another name for it than its wire.
        'too large': ['ClientError', 'RequestEntityTooLargeException', false, 413],
        throttled: ['TooManyRequestsException', 'TooManyRequestsException', true, 429],
        'no operation': ['ClientError', 'UnknownOperationException', false, 404],
        'not to be changed': ['InvalidParameterValueException', 'InvalidParameterValueException', true, 400],
        function_exists: true,
        function_active_v2: true,
        function_updated_v2: true,
        list: ['busy', 'cli', 'echo', 'fails', 'hello-bash', 'hello-node'],
        update: [9, { Variables: { OWN: 'boto3' } }, 'Successful'],
        publish: '1',
        alias: [arn('echo:live'), '1'],
        'invoke alias': ['1', '1'],
        patient: null,
        retried: ['"patient"', true],
      })
      expect((await held).status).toBe(200)
    },
    slow,
  )

  /** Exit code, standard output as JSON where it is some, standard error. */
  const aws = (...args: string[]) =>
    new Promise<{ code: unknown; told: Record<string, unknown>; problem: string }>((resolve) => {
      const all = ['lambda', ...args, '--output', 'json']
      execFile(join(place, 'bin/aws'), all, { env: env() }, (failed, output, problem) =>
        resolve({
          code: failed === null ? 0 : failed.code,
          told: output.trim() === '' ? {} : (JSON.parse(output) as Record<string, unknown>),
          problem,
        }),
      )
    })

  test(
    'the AWS CLI invokes, lists, waits, changes settings, publishes, and names what was refused',
    async () => {
      const out = join(playground.folder, 'out.json')
      const named = ['--function-name', 'cli']
      const [invoked, listed, waited] = await Promise.all([
        aws('invoke', ...named, '--payload', '{"from":"the CLI"}', '--log-type', 'Tail', out),
        aws('list-functions', '--max-items', '3', '--page-size', '2'),
        aws('wait', 'function-active-v2', ...named),
      ])
      expect(invoked).toMatchObject({ code: 0, told: { StatusCode: 200, ExecutedVersion: '$LATEST' } })
      expect(await readFile(out, 'utf8')).toBe('{"from":"the CLI"}')
      expect(Buffer.from(String(invoked.told['LogResult']), 'base64').toString()).toContain('START RequestId:')
      expect((listed.told['Functions'] as object[]).length).toBe(3)
      expect(waited).toEqual({ code: 0, told: {}, problem: '' })

      const updated = await aws('update-function-configuration', ...named, '--timeout', '12')
      expect(updated.told).toMatchObject({ Timeout: 12, State: 'Active', LastUpdateStatus: 'Successful' })
      const published = await aws('publish-version', ...named, '--description', 'by the CLI')
      expect(published.told).toMatchObject({ Version: '1', Description: 'by the CLI', FunctionArn: arn('cli:1') })
      const [byVersion, refused] = await Promise.all([
        aws('invoke', ...named, '--qualifier', '1', '--payload', '1', out),
        aws('update-function-configuration', ...named, '--runtime', 'python3.14'),
      ])
      expect(byVersion.told).toMatchObject({ ExecutedVersion: '1' })
      expect(refused.code).not.toBe(0)
      expect(refused.problem).toContain('(InvalidParameterValueException)')
      expect(refused.problem).toContain('Runtime cannot be changed here')
    },
    slow,
  )
})
