// Emulator mode as people use the official emulator: from a container's entry script, with curl, an SDK, flags, variables and signals.
import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { requestPayloadLimit, responsePayloadLimit } from '@playground/protocol'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../telemetry-api/receivers.fixture.ts'
import { home, soon } from './playground.fixture.ts'
import { gone } from './processes.fixture.ts'
import { ask, RawConnection, renderRequest, type RawAnswer } from './raw-http.fixture.ts'
import { listens, runContainer, type Container } from './rie.fixture.ts'

const run = promisify(execFile)
const target = '/2015-03-31/functions/function/invocations'
const anywhere = ['--runtime-api-address', '127.0.0.1:0', '--runtime-interface-emulator-address', '0.0.0.0:0']
const parsed = ({ body }: RawAnswer) => JSON.parse(body.toString()) as Record<string, unknown>

/** A runtime in bash; an event that is a word makes it do something else than send it back. */
const bootstrap = `#!/bin/bash
echo "started as $0 with $* in $PWD for $_HANDLER"
echo "and this is on the other stream" >&2
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
heads=$(mktemp)
while true; do
  event=$(curl -sS -D "$heads" "$api/invocation/next") || exit 0
  head() { grep -i "^$1:" "$heads" | tr -d '\\r' | cut -d' ' -f2; }
  id=$(head Lambda-Runtime-Aws-Request-Id)
  answer() { curl -sS -o /dev/null --data-binary @- "$api/invocation/$id/response"; }
  echo "serves $event"
  case "$event" in
    '"exit"') exit 3 ;;
    '"fail"') curl -sS -o /dev/null -H 'Lambda-Runtime-Function-Error-Type: Function.Asked' \\
      -d '{"errorMessage":"asked to","errorType":"Asked"}' "$api/invocation/$id/error" ;;
    '"large"') (printf '"'; head -c ${responsePayloadLimit} /dev/zero | tr '\\0' x; printf '"') | answer ;;
    '"trace"') printf '"%s"' "$(head Lambda-Runtime-Trace-Id)" | answer ;;
    '"arn"') printf '"%s"' "$(head Lambda-Runtime-Invoked-Function-Arn)" | answer ;;
    '"variables"') node -p 'JSON.stringify(process.env)' | answer ;;
    '"leaves"') setsid sleep 1000 & printf '%s' $! | answer ;;
    '"pid"') printf '%s' $$ | answer ;;
    *) printf '%s' "$event" | answer ;;
  esac
done
`.replace('head -c', 'command head -c')

/** What is in many images: the emulator where there is no Runtime API, which then runs this again. */
const entry = `#!/bin/sh
if [ -z "\${AWS_LAMBDA_RUNTIME_API}" ]; then
  exec aws-lambda-rie ${anywhere.join(' ')} "$0" "$@"
fi
exec ./bootstrap "$@"
`

async function portOf(container: Container): Promise<number> {
  return Number((await container.said('err', /Callers: http:\/\/127\.0\.0\.1:(\d+)/))[1])
}

describe('an image with an entry script', () => {
  let container: Container
  let port: number
  const call = (event: unknown, heads: Record<string, string> = {}, path = target) =>
    ask(port, 'POST', path, { heads, body: JSON.stringify(event) })

  beforeAll(async () => {
    container = await runContainer({
      files: { bootstrap, 'entry.sh': entry },
      command: ['./entry.sh', 'app.handler'],
      variables: {
        AWS_LAMBDA_FUNCTION_NAME: 'orders',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
        AWS_LAMBDA_FUNCTION_TIMEOUT: '60',
        AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY',
        MINE: 'four=4',
        LAMBDA_PLAYGROUND_RIE_OPTIONS: '--page-port 0',
      },
    })
    port = await portOf(container)
  })
  afterAll(() => container.remove())

  test('answers curl, and writes the log as Lambda does', async () => {
    const { stdout } = await run('curl', ['-sS', '-XPOST', `http://localhost:${port}${target}`, '-d', '{"n":1}'])
    expect(stdout).toBe('{"n":1}')
    await container.said('out', /^REPORT/m)
    const lines = container.written.out.split('\n').map((line) => line.replace(/[0-9a-f-]{36}/, 'ID'))
    expect(lines.slice(0, 6)).toEqual([
      'INIT_START Runtime Version: provided.al2023',
      `started as ./bootstrap with app.handler in ${container.folder} for app.handler`,
      'and this is on the other stream',
      'START RequestId: ID Version: $LATEST',
      'serves {"n":1}',
      'END RequestId: ID',
    ])
    expect(lines[6]).toMatch(
      /^REPORT RequestId: ID\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 512 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t$/,
    )
  })

  test('gives the runtime all that the container has', async () => {
    const variables = parsed(await call('variables'))
    expect(variables).toMatchObject({
      AWS_LAMBDA_FUNCTION_NAME: 'orders',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY',
      _HANDLER: 'app.handler',
      MINE: 'four=4',
      TMPDIR: container.temporary,
      HOME: process.env['HOME'],
      AWS_LAMBDA_RUNTIME_API: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    })
    expect(variables).not.toHaveProperty('AWS_REGION')
  })

  test('answers with the heads of Lambda', async () => {
    const answer = await call({})
    expect([answer.status, answer.head('Content-Type'), answer.head('X-Amz-Executed-Version')]).toEqual([
      200,
      'application/json',
      '$LATEST',
    ])
    expect(answer.head('x-amzn-RequestId')).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.head('X-Amz-Function-Error')).toBeUndefined()
  })

  test.each([
    'function',
    'orders',
    'orders:$LATEST',
    '012345678912:function:orders',
    'arn:aws:lambda:eu-west-1:012345678912:function:orders',
  ])('is called %s', async (name) => {
    const answer = await call('arn', {}, `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`)
    expect(answer.body.toString()).toMatch(/^"arn:aws:lambda:us-east-1:012345678912:function:orders/)
  })

  test('is no other function', async () => {
    const answer = await call({}, {}, '/2015-03-31/functions/invoices/invocations')
    expect([answer.status, answer.head('x-amzn-ErrorType')]).toEqual([404, 'ResourceNotFoundException'])
  })

  test('takes events and dry runs of an SDK, and tells it of errors and of the log', async () => {
    const client = new LambdaClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'anything', secretAccessKey: 'goes' },
    })
    onTestFinished(() => client.destroy())
    const invoke = (InvocationType: 'Event' | 'DryRun' | 'RequestResponse', Payload: string) =>
      client.send(new InvokeCommand({ FunctionName: 'function', InvocationType, Payload, LogType: 'Tail' }))
    expect(await invoke('DryRun', '{}')).toMatchObject({ StatusCode: 204 })
    expect(await invoke('Event', '"once"')).toMatchObject({ StatusCode: 202 })
    await container.said('out', /^serves "once"$/m)
    const failed = await invoke('RequestResponse', '"fail"')
    expect([failed.FunctionError, failed.Payload?.transformToString()]).toEqual([
      'Unhandled',
      '{"errorMessage":"asked to","errorType":"Asked"}',
    ])
    expect(Buffer.from(failed.LogResult!, 'base64').toString()).toMatch(/^START [^]*serves "fail"[^]*^REPORT /m)
  })

  test('serves callers one after the other in its one process, and turns nobody away', async () => {
    const pid = (await call('pid')).body.toString()
    const answers = await Promise.all(Array.from({ length: 5 }, () => call('pid')))
    expect(answers.map(({ status, body }) => [status, body.toString()])).toEqual(answers.map(() => [200, pid]))
    const order = container.written.out.match(/^(START|END)(?= )/gm)!
    expect(order.every((word, at) => word === (at % 2 === 0 ? 'START' : 'END'))).toBe(true)
  })

  test('gives the runtime the caller’s trace', async () => {
    const trace = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1'
    expect((await call('trace', { 'X-Amzn-Trace-Id': trace })).body.toString()).toContain(
      'Root=1-5759e988-bd862e3fe1be46a994272793',
    )
    expect((await call('trace')).body.toString()).toMatch(/^"Root=1-[0-9a-f]{8}-[0-9a-f]{24};/)
  })

  test('refuses what is no event, and what is too large, and cuts nothing off', async () => {
    const text = await ask(port, 'POST', target, { body: 'not JSON' })
    expect([text.status, text.head('x-amzn-ErrorType')]).toEqual([400, 'InvalidRequestContentException'])
    const context = await call({}, { 'X-Amz-Client-Context': '%%%' })
    expect([context.status, context.head('x-amzn-ErrorType')]).toEqual([400, 'InvalidRequestContentException'])
    const large = await ask(port, 'POST', target, { body: `"${'x'.repeat(requestPayloadLimit)}"` })
    expect([large.status, large.head('x-amzn-ErrorType')]).toEqual([413, 'RequestEntityTooLargeException'])
  })

  test('tells of a response that is too large', async () => {
    const answer = await call('large')
    expect([answer.status, answer.head('X-Amz-Function-Error')]).toEqual([200, 'Unhandled'])
    expect(parsed(answer)).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' })
  })

  test('tells of a runtime that ends, and starts it again for the next caller', async () => {
    const answer = await call('exit')
    expect([answer.status, answer.head('X-Amz-Function-Error')]).toEqual([200, 'Unhandled'])
    expect(parsed(answer)).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${answer.head('x-amzn-RequestId')} Error: Runtime exited with error: exit status 3`,
    })
    expect((await call({ again: true })).body.toString()).toBe('{"again":true}')
  })

  test('survives a caller that hangs up and asks again', async () => {
    const connection = await RawConnection.open(port)
    connection.send(renderRequest('POST', target, port, { body: '"hangs up"' }))
    await container.said('out', /^serves "hangs up"$/m)
    connection.close()
    expect((await call({ n: 2 })).body.toString()).toBe('{"n":2}')
  })

  test.each([
    ['a web page', { Origin: 'http://evil.example' }],
    ['a web page of its own name', { Origin: 'http://orders:8080', Host: 'orders:8080' }],
    ['a browser', { 'Sec-Fetch-Site': 'none' }],
  ])('refuses %s', async (_, heads) => {
    const answer = await call({}, heads)
    expect([answer.status, answer.body.toString()]).toEqual([
      403,
      'This is a Lambda function; it is not for browsers.\n',
    ])
  })

  test('is reached by whatever name its network has for it', async () => {
    expect((await call({}, { Host: 'orders.internal:8080' })).status).toBe(200)
  })

  test.each([
    ['GET', '/', 404],
    ['GET', '/api/health', 404],
    ['GET', '/api/journal', 404],
    ['GET', '/live', 404],
    ['POST', '/api/functions', 404],
    ['GET', '/2015-03-31/functions/orders', 404],
    ['GET', '/2015-03-31/functions/', 404],
    ['DELETE', '/2015-03-31/functions/orders', 404],
    ['PUT', '/2015-03-31/functions/orders/code', 404],
    ['GET', `${target}/`, 404],
    ['GET', target, 405],
    ['POST', '/2015-03-31/functions/%E0%A4%A/invocations', 400],
    ['POST', `http://somewhere${target}`, 400],
  ])('has nothing for %s %s at that address', async (method, path, status) => {
    expect((await ask(port, method, path)).status).toBe(status)
  })

  test('has its page on the loopback, behind its own door', async () => {
    const page = Number((await container.said('err', /Page: http:\/\/127\.0\.0\.1:(\d+)\//))[1])
    expect((await ask(page, 'GET', '/api/health')).status).toBe(200)
    expect((await ask(page, 'GET', '/api/health', { heads: { Host: 'orders:9000' } })).status).toBe(403)
    const journal = (await ask(page, 'GET', '/api/journal?limit=10000')).body.toString()
    expect(journal).toContain('"function":"orders"')
    expect(journal).not.toContain('"function":"function"')
    expect(journal).not.toContain('wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY')
  })

  test('ends well when it is told to, and leaves nothing behind', async () => {
    const runtime = Number((await call('pid')).body.toString())
    const left = Number((await call('leaves')).body.toString())
    expect(readdirSync(container.temporary).some((name) => name.startsWith('lambda-playground-'))).toBe(true)
    expect(await container.stop('SIGTERM')).toEqual([0, null])
    await gone(runtime)
    await gone(left)
    expect(readdirSync(container.temporary).filter((name) => name.startsWith('lambda-playground-'))).toEqual([])
  })
})

describe('the command line', () => {
  const container = async (...options: Parameters<typeof runContainer>) => {
    const one = await runContainer(...options)
    onTestFinished(one.remove)
    return one
  }

  test.each([
    [['--log-level', 'loud', './bootstrap'], {}, 'is no level of the log'],
    [['./bootstrap'], { AWS_LAMBDA_FUNCTION_TIMEOUT: 'soon' }, 'AWS_LAMBDA_FUNCTION_TIMEOUT is "soon"'],
  ])('%j is refused in one line, with the official exit code', async (args, variables, problem) => {
    const one = await container({ files: {}, command: ['aws-lambda-rie', ...args], variables })
    expect(await one.ended).toEqual([1, null])
    expect(one.written.err).toContain(problem)
    expect(one.written.err.trim().split('\n')).toHaveLength(1)
    expect(one.written.out).toBe('')
  })

  test.each(['--runtime-api-address', '--runtime-interface-emulator-address'])(
    'a taken port is told in one line that names %s, with the official exit code',
    async (flag) => {
      const taken = createServer().listen(0, '127.0.0.1')
      onTestFinished(() => void taken.close())
      await new Promise((resolve) => taken.once('listening', resolve))
      const address = `127.0.0.1:${(taken.address() as { port: number }).port}`
      const one = await container({ files: {}, command: ['aws-lambda-rie', ...anywhere, flag, address, './bootstrap'] })
      expect(await one.ended).toEqual([2, null])
      expect(one.written.err).toMatch(new RegExp(`^Port \\d+ is in use by another program\\..*${flag} 127.0.0.1:N`))
      expect(one.written.err.trim().split('\n')).toHaveLength(1)
      expect(readdirSync(one.temporary).filter((name) => name.startsWith('lambda-playground-'))).toEqual([])
    },
  )

  test('flags in the command are the emulator’s, unknown ones are said, and a quiet log says nothing', async () => {
    const [api, port] = [await freePort(), await freePort()]
    const one = await container({
      files: { bootstrap },
      command: ['aws-lambda-rie', '--log-level', 'error', '--whatever', '--no-page', './bootstrap', 'x.y'].concat(
        ['--runtime-api-address', `127.0.0.1:${api}`],
        ['--runtime-interface-emulator-address', `127.0.0.1:${port}`],
      ),
      variables: { LOG_LEVEL: 'debug' },
    })
    await listens(port)
    const variables = parsed(await ask(port, 'POST', target, { body: '"variables"' }))
    expect([variables['AWS_LAMBDA_RUNTIME_API'], variables['AWS_LAMBDA_FUNCTION_NAME']]).toEqual([
      `127.0.0.1:${api}`,
      'test_function',
    ])
    // Bound to the loopback alone, as it was told.
    expect(await one.stop('SIGINT')).toEqual([0, null])
    expect(one.written.err).toBe('')
    expect(one.written.out).toContain('started as ./bootstrap with x.y in')
  })
})

describe.runIf(existsSync(join(home, '.clients/python')))('Python: awslambdaric', () => {
  test('is started by its usual command', async () => {
    const layer = join(home, '.clients/python')
    const one = await runContainer({
      files: {},
      command: ['aws-lambda-rie', ...anywhere, '--no-page'].concat([
        join(layer, 'bin/python-of-the-layer'),
        '-m',
        'awslambdaric',
        'app.handler',
      ]),
      variables: { PYTHONPATH: join(layer, 'python') },
    })
    onTestFinished(one.remove)
    const answer = await ask(await portOf(one), 'POST', target, { body: '{"n":1}' })
    expect(parsed(answer)).toEqual({ given: { n: 1 }, requestId: answer.head('x-amzn-RequestId'), remains: true })
  })
})

/** The official emulator, where `npm run clients:setup` could build it, or where it is on the path. */
const official = [join(home, '.clients', 'emulator'), ...(process.env['PATH'] ?? '').split(':')]
  .map((folder) => join(folder, 'aws-lambda-rie'))
  .find(existsSync)

describe.runIf(official !== undefined)('side by side with the official emulator', () => {
  const both = [
    ['ours', './aws-lambda-rie', ['--no-page']],
    ['the official one', official!, []],
  ] as const

  async function outward(program: string, more: readonly string[], signal: NodeJS.Signals) {
    const [api, port] = [await freePort(), await freePort()]
    const addresses = ['--runtime-api-address', `127.0.0.1:${api}`]
    addresses.push('--runtime-interface-emulator-address', `127.0.0.1:${port}`)
    const one = await runContainer({
      files: { bootstrap },
      command: [program, ...more, './bootstrap', 'app.handler', ...addresses],
      variables: { AWS_LAMBDA_FUNCTION_NAME: 'orders', MINE: 'four=4', AWS_ACCESS_KEY_ID: 'AKIA' },
    })
    onTestFinished(one.remove)
    await listens(port)
    const echo = await ask(port, 'POST', target, { body: '{"n":1}' })
    const variables = parsed(await ask(port, 'POST', target, { body: '"variables"' }))
    const failed = await ask(port, 'POST', target, { body: '"fail"' })
    while (one.written.out.match(/^REPORT/gm)?.length !== 3) await soon()
    const end = await one.stop(signal)
    const lines = one.written.out
      .replaceAll(one.folder, 'FOLDER')
      .split('\n')
      .map((line) => line.replace(/[0-9a-f-]{36}/, 'ID').replace(/(REPORT RequestId: ID).*/, '$1'))
    return {
      echo: [echo.status, echo.body.toString()],
      failed: [failed.status, failed.body.toString()],
      variables: { ...variables, AWS_LAMBDA_RUNTIME_API: variables['AWS_LAMBDA_RUNTIME_API'] === `127.0.0.1:${api}` },
      lines: lines.filter((line) => !line.startsWith('INIT_START') && line !== '').toSorted(),
      end,
    }
  }

  test.each(['SIGTERM', 'SIGINT'] as const)('answers, variables, log and exit on %s are the same', async (signal) => {
    const [ours, theirs] = await Promise.all(both.map(([, program, more]) => outward(program, more, signal)))
    const { variables, ...rest } = ours!
    const { variables: wanted, ...others } = theirs!
    expect(rest).toEqual(others)
    // Theirs alone: keys that are not set are empty, and places of other things that it has. Ours are Lambda's own values.
    const apart =
      /^(AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_LAMBDA_METADATA_.*|AWS_LAMBDA_LOG_.*_NAME|TMPDIR|PATH|PWD|OLDPWD)$/
    for (const [name, value] of Object.entries(wanted))
      if (!apart.test(name)) expect([name, variables[name as never]]).toEqual([name, value])
  })

  test.each([
    ['a bad level', ['--log-level', 'loud', './bootstrap'], 1],
    ['a flag without its value', ['--log-level'], 1],
    ['a bad address', ['--runtime-api-address', 'nowhere', './bootstrap'], 1],
    ['a taken port', ['--runtime-api-address', 'TAKEN', './bootstrap'], 2],
  ])('%s has the same exit code', async (_, args, code) => {
    const taken = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void taken.close())
    await new Promise((resolve) => taken.once('listening', resolve))
    const address = `127.0.0.1:${(taken.address() as { port: number }).port}`
    for (const [, program] of both) {
      const words = args.map((word) => (word === 'TAKEN' ? address : word))
      const one = await runContainer({ files: { bootstrap }, command: [program, ...words] })
      onTestFinished(one.remove)
      expect(await one.ended).toEqual([code, null])
    }
  })
})

if (official === undefined) test.skip('side by side: install Go, and run npm run clients:setup', () => {})
