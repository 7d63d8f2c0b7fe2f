// Conformance of what a runtime's process finds around it, and of the order in which environments come and go.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linesOf, startPlayground, type Playground } from './playground.fixture.ts'
import { node, writtenBy } from './scripted.fixture.ts'

const reporting =
  'write(JSON.stringify({ variables: process.env, cwd: process.cwd(), pid: process.pid })); await echo()'
const variables = {
  FOO: 'bar',
  _FOO: 'dropped',
  AWS_REGION: 'moon-1',
  AWS_LAMBDA_RUNTIME_API: 'evil:1',
  TZ: 'Asia/Tokyo',
}
const hostSecrets = {
  AWS_ACCESS_KEY_ID: 'AKIAHOSTHOSTHOST',
  AWS_SECRET_ACCESS_KEY: 'host-secret-host-secret',
  AWS_SESSION_TOKEN: 'host-token-host-token',
  AWS_PROFILE: 'host-profile',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/host/token',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://host/credentials',
}

let playground: Playground
const before = { ...process.env }

beforeAll(async () => {
  Object.assign(process.env, hostSecrets)
  playground = await startPlayground({
    functions: {
      own: node(reporting, { settings: { variables, memory: 256, handler: 'app.handler' } }),
      parallel: node(
        "write(String(process.pid)); const { id } = await next(); await post('invocation/' + id + '/response', String(process.pid)); await next()",
        { settings: { concurrency: 2 } },
      ),
    },
  })
})
afterAll(async () => {
  await playground.close()
  for (const name of Object.keys(hostSecrets)) {
    if (before[name] === undefined) delete process.env[name]
    else process.env[name] = before[name]
  }
})

async function report() {
  await playground.invoke('own')
  const [line] = await linesOf(writtenBy(playground.functionFolder('own')), 1)
  return JSON.parse(line!) as { variables: Record<string, string>; cwd: string }
}

test('LC-18 the variables of Lambda are there, and the credentials of the host are not', async () => {
  const { variables: found, cwd } = await report()
  expect(found).toMatchObject({
    AWS_LAMBDA_RUNTIME_API: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    _HANDLER: 'app.handler',
    LAMBDA_TASK_ROOT: cwd,
    LAMBDA_RUNTIME_DIR: expect.stringMatching(/^\//),
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'own',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/own',
    AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
    AWS_LAMBDA_LOG_FORMAT: 'TEXT',
    _AWS_XRAY_DAEMON_ADDRESS: expect.any(String),
    _AWS_XRAY_DAEMON_PORT: '2000',
    AWS_XRAY_DAEMON_ADDRESS: expect.stringMatching(/:2000$/),
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    LANG: 'en_US.UTF-8',
    PATH: expect.stringMatching(/^\/usr\/local\/bin:\/usr\/bin\/?:\/bin:/),
    LD_LIBRARY_PATH: expect.any(String),
    HOME: expect.stringMatching(/^\//),
    TMPDIR: expect.stringMatching(/^\//),
  })
  expect(found).not.toHaveProperty('_X_AMZN_TRACE_ID')
  // A custom runtime is not told of an execution environment of AWS's own.
  expect(found).not.toHaveProperty('AWS_EXECUTION_ENV')
  const everything = JSON.stringify(found)
  for (const secret of Object.values(hostSecrets)) expect(everything).not.toContain(secret)
})

test('LC-19 a variable that begins with an underscore is dropped, and reserved ones cannot be set', async () => {
  const { variables: found } = await report()
  expect(found).not.toHaveProperty('_FOO')
  expect(found['AWS_REGION']).toBe('us-east-1')
  expect(found['AWS_LAMBDA_RUNTIME_API']).not.toBe('evil:1')
  expect([found['FOO'], found['TZ']]).toEqual(['bar', 'Asia/Tokyo'])
})

test('two invocations at once get an environment each', async () => {
  const pid = async () => Number((await playground.invoke('parallel')).body.toString())
  const pids = await Promise.all([pid(), pid()])
  expect(new Set(pids).size).toBe(2)
  const created = (await playground.entries()).filter(
    ({ of, event }) => event.type === 'environment.created' && of.function === 'parallel',
  )
  expect(created.map(({ of }) => of.environment)).toEqual(['parallel/1', 'parallel/2'])
})
