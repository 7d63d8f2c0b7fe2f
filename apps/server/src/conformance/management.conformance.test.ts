// The calls of the Lambda API that run nothing, by the AWS SDK unchanged: what it reads, what it changes, and what it is refused.
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionEventInvokeConfigCommand,
  GetAccountSettingsCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  GetFunctionUrlConfigCommand,
  InvalidParameterValueException,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  LambdaClient,
  LambdaServiceException,
  ListFunctionUrlConfigsCommand,
  ListTagsCommand,
  PreconditionFailedException,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  ResourceConflictException,
  ResourceNotFoundException,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
  UpdateFunctionEventInvokeConfigCommand,
  paginateListAliases,
  paginateListFunctions,
  paginateListVersionsByFunction,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda'
import { functionLimits, type Entry, type EventOf } from '@playground/protocol'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startPlayground, type Playground } from './playground.fixture.ts'
import { ask, RawConnection } from './raw-http.fixture.ts'
import { RuntimeByHand } from './runtime-by-hand.fixture.ts'

const arn = (name: string) => `arn:aws:lambda:us-east-1:012345678912:function:${name}`
const clientOf = ({ address }: Playground) =>
  new LambdaClient({
    endpoint: address,
    region: 'us-east-1',
    credentials: { accessKeyId: 'anything', secretAccessKey: 'goes' },
    maxAttempts: 1,
  })
const problemOf = (sent: Promise<unknown>) => sent.catch((thrown: unknown) => thrown)

/** Answers with the file beside it, and what its process was told of itself. */
const telling = (more: object = {}) => ({
  'function.json': JSON.stringify({ handler: 'index.handler', ...more }, null, 2),
  'index.mjs': `import { words } from './words.mjs'
export const handler = async (_, context) => ({
  words,
  version: process.env.AWS_LAMBDA_FUNCTION_VERSION,
  ofContext: context.functionVersion,
  arn: context.invokedFunctionArn,
  variable: process.env.OWN ?? null,
  stream: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
})`,
  'words.mjs': "export const words = 'first'\n",
})

let playground: Playground
let client: LambdaClient

beforeAll(async () => {
  playground = await startPlayground({
    functions: {
      settings: telling({ description: 'to be set', variables: { OWN: 'given', API_TOKEN: 'a-very-long-secret' } }),
      versions: telling({ variables: { OWN: 'at first' } }),
      // One environment: a call waits for it where it has answered and not asked again.
      aliases: telling({ concurrency: 1 }),
      calling: telling(),
      later: telling({ async: { onSuccess: 'file:records.jsonl' } }),
      broken: { 'function.json': '{"timeout": 0}', 'index.mjs': '' },
    },
  })
  client = clientOf(playground)
})
afterAll(async () => {
  client.destroy()
  await playground.close()
})

async function call(name: string, Qualifier?: string) {
  const output = await client.send(new InvokeCommand({ FunctionName: name, Qualifier, LogType: 'Tail' }))
  const log = Buffer.from(output.LogResult ?? '', 'base64').toString()
  return {
    executed: output.ExecutedVersion,
    started: /START RequestId: \S+ Version: (\S+)/.exec(log)?.[1],
    told: JSON.parse(output.Payload!.transformToString()) as Record<string, string | null>,
  }
}
const saved = (name: string, file: string, text: string) => writeFile(join(playground.functionFolder(name), file), text)
const settingsIn = async (name: string) =>
  JSON.parse(await readFile(join(playground.functionFolder(name), 'function.json'), 'utf8')) as Record<string, unknown>

/** Of the deployments of a function. */
const hashesOf = (entries: Entry[], name: string) =>
  new Set(
    entries.flatMap(({ event }) =>
      event.type === 'function.defined' && event.definition.name === name ? [event.definition.codeHash] : [],
    ),
  )

describe('functions', () => {
  test('IV-17 are listed, a page at a time as well', async () => {
    const names: (string | undefined)[] = []
    let pages = 0
    for await (const { Functions = [] } of paginateListFunctions({ client, pageSize: 2 }, {})) {
      expect(Functions.length).toBeLessThanOrEqual(2)
      names.push(...Functions.map(({ FunctionName }) => FunctionName))
      pages += 1
    }
    expect(names).toEqual(['aliases', 'broken', 'calling', 'hello-bash', 'hello-node', 'later', 'settings', 'versions'])
    expect(pages).toBe(4)
    // Older SDKs ask with a slash at the end.
    const raw = await ask(playground.port, 'GET', '/2015-03-31/functions/')
    const { Functions, NextMarker } = JSON.parse(raw.body.toString()) as { Functions: unknown[]; NextMarker: unknown }
    expect([raw.status, Functions.length, NextMarker]).toEqual([200, 8, null])
  })

  test('IV-18 have a configuration in the service’s words, and a folder with their code', async () => {
    const { Configuration, Code, Concurrency } = await client.send(new GetFunctionCommand({ FunctionName: 'settings' }))
    expect(Configuration).toMatchObject({
      FunctionName: 'settings',
      FunctionArn: arn('settings'),
      Runtime: expect.stringMatching(/^nodejs\d+\.x$/),
      Handler: 'index.handler',
      Description: 'to be set',
      Timeout: 3,
      MemorySize: 128,
      Version: '$LATEST',
      Environment: { Variables: { OWN: 'given', API_TOKEN: 'a-very-long-secret' } },
      State: 'Active',
      LastUpdateStatus: 'Successful',
      PackageType: 'Zip',
      SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/settings' },
      CodeSha256: expect.stringMatching(/^[\w+/]{43}=$/),
      RevisionId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
    })
    expect(Configuration!.CodeSize).toBeGreaterThan(300)
    expect(Math.abs(Date.now() - Date.parse(Configuration!.LastModified!))).toBeLessThan(600_000)
    expect(Code?.Location).toBe(`file://${playground.functionFolder('settings')}`)
    expect(Concurrency).toEqual({ ReservedConcurrentExecutions: 10 })
    const alone = await client.send(new GetFunctionConfigurationCommand({ FunctionName: arn('settings') }))
    expect({ ...alone, $metadata: {} }).toEqual({ ...Configuration, $metadata: {} })
  })

  test('that are not there are a ResourceNotFoundException, and those that cannot run have failed', async () => {
    const problem = await problemOf(client.send(new GetFunctionCommand({ FunctionName: 'nobody' })))
    expect(problem).toBeInstanceOf(ResourceNotFoundException)
    expect((problem as Error).message).toContain('function:nobody')
    const wait = { client, maxWaitTime: 30, minDelay: 1 }
    await expect(waitUntilFunctionActiveV2(wait, { FunctionName: 'settings' })).resolves.toMatchObject({
      state: 'SUCCESS',
    })
    await expect(waitUntilFunctionActiveV2(wait, { FunctionName: 'broken' })).rejects.toThrow(/"FAILURE"/)
    const { StateReason } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'broken' }))
    expect(StateReason).toContain('"timeout" must be at least 1 seconds')
  })

  test('that are attached have what is known of them, $LATEST alone, and no settings to write', async () => {
    const connection = await RawConnection.open(playground.attachPort)
    onTestFinished(() => connection.close())
    const runtime = new RuntimeByHand(connection, '/elsewhere')
    await runtime.respond('nothing-yet')
    const { State, CodeSize } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'elsewhere' }))
    expect([State, CodeSize]).toEqual(['Active', 0])
    for (const refused of [
      new PublishVersionCommand({ FunctionName: 'elsewhere' }),
      new UpdateFunctionConfigurationCommand({ FunctionName: 'elsewhere', Timeout: 9 }),
    ]) {
      const problem = await problemOf(client.send(refused))
      expect(problem).toBeInstanceOf(InvalidParameterValueException)
      expect((problem as Error).message).toContain('elsewhere is attached')
    }
    await playground.entriesUntil((all) => all.some(({ of }) => of.function === 'elsewhere'))
  })

  test('the account has limits, and counts them', async () => {
    const { AccountLimit, AccountUsage } = await client.send(new GetAccountSettingsCommand({}))
    expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 1000, CodeSizeUnzipped: functionLimits.unzippedBytes })
    expect(AccountUsage!.FunctionCount).toBeGreaterThanOrEqual(7)
  })
})

describe('settings', () => {
  test('are written to function.json, hold for the next invocation, and nothing else of the file is touched', async () => {
    const before = await settingsIn('settings')
    const FunctionName = 'settings'
    const updated = await client.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName,
        Description: 'was set',
        Timeout: 7,
        MemorySize: 256,
        Environment: { Variables: { OWN: 'set' } },
        LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'WARN', SystemLogLevel: 'INFO' },
        // As it is.
        Handler: 'index.handler',
        TracingConfig: { Mode: 'PassThrough' },
      }),
    )
    expect(updated).toMatchObject({
      Timeout: 7,
      MemorySize: 256,
      LastUpdateStatus: 'Successful',
      Description: 'was set',
    })
    await waitUntilFunctionUpdatedV2({ client, maxWaitTime: 30, minDelay: 1 }, { FunctionName })
    expect(await settingsIn('settings')).toEqual({
      ...before,
      description: 'was set',
      timeout: 7,
      memory: 256,
      variables: { OWN: 'set' },
      logFormat: 'JSON',
      logLevel: 'WARN',
      systemLogLevel: 'INFO',
    })
    const output = await client.send(new InvokeCommand({ FunctionName }))
    expect(JSON.parse(output.Payload!.transformToString())).toMatchObject({ variable: 'set' })
  })

  test.each([
    [{ Timeout: 901 }, '"timeout" must be at most 900 seconds'],
    [{ MemorySize: 1 }, '"memory" must be at least 128 MB'],
    [{ Environment: { Variables: { '1': 'x' } } }, '"variables.1" is not a legal variable name'],
    [{ Role: 'arn:aws:iam::012345678912:role/other' }, 'Role cannot be changed here'],
    [{ Layers: ['arn:aws:lambda:us-east-1:012345678912:layer:x:1'] }, 'Layers cannot be changed here'],
    [{ FunctionName: 'settings:1', Timeout: 5 }, 'Function not found'],
  ])('that will not do are refused, and change nothing: %j', async (input, words) => {
    const before = await settingsIn('settings')
    const problem = await problemOf(
      client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'settings', ...input })),
    )
    expect(problem).toBeInstanceOf(LambdaServiceException)
    expect((problem as Error).message).toContain(words)
    expect(await settingsIn('settings')).toEqual(before)
  })

  test('are only written over the revision that was meant', async () => {
    const FunctionName = 'settings'
    const { RevisionId } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }))
    const update = { FunctionName, RevisionId, Description: `another ${RevisionId}` }
    await client.send(new UpdateFunctionConfigurationCommand(update))
    const problem = await problemOf(client.send(new UpdateFunctionConfigurationCommand(update)))
    expect(problem).toBeInstanceOf(PreconditionFailedException)
  })

  test('of what ships are those of a copy', async () => {
    const FunctionName = 'hello-bash'
    await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 11 }))
    const { Configuration, Code } = await client.send(new GetFunctionCommand({ FunctionName }))
    expect(Configuration!.Timeout).toBe(11)
    expect(Code!.Location).toBe(`file://${join(playground.dataFolder, 'functions', 'hello-bash')}`)
  })

  test('leave no secret in the journal, neither asked for nor set', async () => {
    const Variables = { OWN: 'set', DB_PASSWORD: 'correct-horse-battery' }
    const FunctionName = 'settings'
    await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }))
    const lines = (await playground.entries()).map((entry) => JSON.stringify(entry))
    expect(lines.filter((line) => line.includes('redacted{DB_PASSWORD}')).length).toBeGreaterThanOrEqual(2)
    expect(lines.filter((line) => /correct-horse-battery|a-very-long-secret/.test(line))).toEqual([])
  })
})

describe('versions', () => {
  const FunctionName = 'versions'

  test('run as they were published, in environments of their own, whatever becomes of the function', async () => {
    const published = await client.send(new PublishVersionCommand({ FunctionName, Description: 'the first' }))
    expect(published).toMatchObject({ Version: '1', FunctionArn: arn('versions:1'), Description: 'the first' })
    // Nothing has changed.
    const again = await client.send(new PublishVersionCommand({ FunctionName, Description: 'the second' }))
    expect([again.Version, again.Description]).toEqual(['1', 'the first'])

    await saved('versions', 'words.mjs', "export const words = 'second'\n")
    await client.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName,
        Timeout: 20,
        Environment: { Variables: { OWN: 'then' } },
      }),
    )
    const [now, then] = await Promise.all([call('versions'), call('versions', '1')])
    expect(now).toMatchObject({
      executed: '$LATEST',
      started: '$LATEST',
      told: { words: 'second', version: '$LATEST', ofContext: '$LATEST', arn: arn('versions'), variable: 'then' },
    })
    expect(then).toMatchObject({
      executed: '1',
      started: '1',
      told: { words: 'first', version: '1', ofContext: '1', arn: arn('versions:1'), variable: 'at first' },
    })
    expect(then.told['stream']).toMatch(/^\d{4}\/\d\d\/\d\d\/\[1\][0-9a-f]{32}$/)
    const [second, { Timeout }] = await Promise.all([
      client.send(new PublishVersionCommand({ FunctionName })),
      client.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier: '1' })),
    ])
    expect([second.Version, second.Timeout, Timeout]).toEqual(['2', 20, 3])

    const created = (await playground.entries()).filter(
      ({ of, event }) => of.function === 'versions' && event.type === 'environment.created',
    )
    expect(created.map(({ of }) => of.environment!.replace(/\d+$/, 'N')).toSorted()).toEqual([
      'versions/N',
      'versions:1/N',
    ])
    expect(new Set(created.map(({ event }) => (event as EventOf<'environment.created'>).number)).size).toBe(2)
    const ofVersion = created.find(({ of }) => of.environment!.startsWith('versions:1/'))!.of.environment!
    const heads = { 'Content-Type': 'application/json' }
    const target = `/api/environments/${encodeURIComponent(ofVersion)}/actions`
    const asked = await ask(playground.port, 'POST', target, { heads, body: '{"action":"shut-down"}' })
    expect([asked.status, asked.body.toString()]).toEqual([202, '{}'])
    // Its code is not written to by accident.
    const copy = join(playground.dataFolder, 'versions', 'versions', '1', 'code', 'words.mjs')
    expect((await stat(copy)).mode & 0o222).toBe(0)
  })

  test('are listed with $LATEST before them, alone and among functions', async () => {
    const listed: (string | undefined)[] = []
    for await (const { Versions = [] } of paginateListVersionsByFunction({ client, pageSize: 2 }, { FunctionName }))
      listed.push(...Versions.map(({ FunctionArn }) => FunctionArn))
    expect(listed).toEqual(['versions:$LATEST', 'versions:1', 'versions:2'].map(arn))
    const all: (string | undefined)[] = []
    for await (const { Functions = [] } of paginateListFunctions({ client }, { FunctionVersion: 'ALL' }))
      all.push(...Functions.map(({ FunctionArn }) => FunctionArn))
    expect(all.filter((one) => one!.includes(':versions'))).toEqual(listed)
  })

  test('are not published of code that is another one than was meant', async () => {
    const problem = await problemOf(client.send(new PublishVersionCommand({ FunctionName, CodeSha256: 'other' })))
    expect(problem).toBeInstanceOf(InvalidParameterValueException)
    const revision = await problemOf(client.send(new PublishVersionCommand({ FunctionName, RevisionId: 'other' })))
    expect(revision).toBeInstanceOf(PreconditionFailedException)
  })

  test('are deleted one by one, with their environments, and no number is given twice', async () => {
    await call('versions', '2')
    await client.send(new DeleteFunctionCommand({ FunctionName, Qualifier: '2' }))
    expect(await problemOf(call('versions', '2'))).toBeInstanceOf(ResourceNotFoundException)
    await playground.entriesUntil((all) =>
      all.some(
        ({ of, event }) =>
          of.environment?.startsWith('versions:2/') && event.type === 'environment.changed' && event.to === 'gone',
      ),
    )
    expect((await client.send(new PublishVersionCommand({ FunctionName }))).Version).toBe('3')
    for (const Qualifier of [undefined, '$LATEST']) {
      const problem = await problemOf(client.send(new DeleteFunctionCommand({ FunctionName, Qualifier })))
      expect(problem).toBeInstanceOf(InvalidParameterValueException)
    }
  })
})

describe('aliases', () => {
  const FunctionName = 'aliases'

  test('name a version, move, and go; no environment is replaced for it', async () => {
    await client.send(new PublishVersionCommand({ FunctionName }))
    const created = await client.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }))
    expect(created).toMatchObject({ AliasArn: arn('aliases:live'), Name: 'live', FunctionVersion: '1' })
    expect((await settingsIn('aliases'))['aliases']).toEqual({ live: '1' })
    await saved('aliases', 'words.mjs', "export const words = 'second'\n")
    expect(await call('aliases', 'live')).toMatchObject({
      executed: '1',
      told: { words: 'first', version: '1', arn: arn('aliases:live') },
    })
    // An environment that was started before the change was seen would be replaced for that.
    await playground.entriesUntil((entries) => hashesOf(entries, 'aliases').size > 1)
    const before = await call('aliases')
    expect(before.told['words']).toBe('second')
    await client.send(new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '$LATEST' }))
    expect(await call('aliases', 'live')).toMatchObject({
      executed: '$LATEST',
      told: { stream: before.told['stream'], arn: arn('aliases:live') },
    })
    await client.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }))
    await client.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }))
    expect(await problemOf(call('aliases', 'live'))).toBeInstanceOf(ResourceNotFoundException)
    expect(await settingsIn('aliases')).not.toHaveProperty('aliases')
  })

  test('hold for streams and for asynchronous events, whose records name the version that ran', async () => {
    const own = 'later'
    await client.send(new PublishVersionCommand({ FunctionName: own }))
    await client.send(new CreateAliasCommand({ FunctionName: own, Name: 'live', FunctionVersion: '1' }))
    await saved(own, 'words.mjs', "export const words = 'second'\n")
    const streamed = await client.send(new InvokeWithResponseStreamCommand({ FunctionName: own, Qualifier: 'live' }))
    let text = ''
    for await (const { PayloadChunk: chunk } of streamed.EventStream!) text += new TextDecoder().decode(chunk?.Payload)
    expect([streamed.ExecutedVersion, (JSON.parse(text) as { words: string }).words]).toEqual(['1', 'first'])
    await client.send(new InvokeCommand({ FunctionName: own, Qualifier: 'live', InvocationType: 'Event' }))
    await playground.entriesUntil((entries) => entries.some(({ event }) => event.type === 'event.destined'))
    const record: unknown = JSON.parse(await readFile(join(playground.functionFolder(own), 'records.jsonl'), 'utf8'))
    expect(record).toMatchObject({
      requestContext: { functionArn: arn('later:live'), condition: 'Success' },
      responseContext: { executedVersion: '1' },
      responsePayload: { words: 'first', version: '1', arn: arn('later:live') },
    })
  })

  test('are listed, and by their version', async () => {
    for (const [Name, FunctionVersion] of [
      ['a', '1'],
      ['b', '$LATEST'],
      ['c', '1'],
    ] as const)
      await client.send(new CreateAliasCommand({ FunctionName, Name, FunctionVersion }))
    const names = async (version?: string) => {
      const listed: (string | undefined)[] = []
      const input = { FunctionName, ...(version === undefined ? {} : { FunctionVersion: version }) }
      for await (const { Aliases = [] } of paginateListAliases({ client, pageSize: 1 }, input))
        listed.push(...Aliases.map(({ Name }) => Name))
      return listed
    }
    expect([await names(), await names('1')]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'c'],
    ])
    const problem = await problemOf(client.send(new DeleteFunctionCommand({ FunctionName, Qualifier: '1' })))
    expect(problem).toBeInstanceOf(ResourceConflictException)
  })

  test('are refused in the service’s words, and nothing is written', async () => {
    const before = await settingsIn('aliases')
    const create = (Name: string, FunctionVersion: string, more: object = {}) =>
      problemOf(client.send(new CreateAliasCommand({ FunctionName, Name, FunctionVersion, ...more })))
    expect(await create('a', '1')).toBeInstanceOf(ResourceConflictException)
    expect(await create('new', '77')).toBeInstanceOf(ResourceNotFoundException)
    expect(await create('12', '1')).toBeInstanceOf(InvalidParameterValueException)
    expect(await create('new', '1', { Description: 'x' })).toBeInstanceOf(InvalidParameterValueException)
    expect(await create('new', '1', { RoutingConfig: { AdditionalVersionWeights: { 2: 0.5 } } })).toBeInstanceOf(
      InvalidParameterValueException,
    )
    const missing = await problemOf(client.send(new GetAliasCommand({ FunctionName, Name: 'nowhere' })))
    expect(missing).toBeInstanceOf(ResourceNotFoundException)
    expect((missing as Error).message).toBe(`Cannot find alias arn: ${arn('aliases:nowhere')}`)
    const stale = await problemOf(
      client.send(new UpdateAliasCommand({ FunctionName, Name: 'a', FunctionVersion: '$LATEST', RevisionId: 'old' })),
    )
    expect(stale).toBeInstanceOf(PreconditionFailedException)
    expect(await settingsIn('aliases')).toEqual(before)
  })
})

describe('how a function is called', () => {
  const FunctionName = 'calling'

  test('its URL is the real one', async () => {
    const config = await client.send(new GetFunctionUrlConfigCommand({ FunctionName }))
    expect(config).toMatchObject({
      FunctionUrl: `http://127.0.0.1:${playground.functionUrlPort}/calling/`,
      AuthType: 'NONE',
      InvokeMode: 'BUFFERED',
    })
    const { FunctionUrlConfigs } = await client.send(new ListFunctionUrlConfigsCommand({ FunctionName }))
    expect(FunctionUrlConfigs!.map(({ FunctionUrl }) => FunctionUrl)).toEqual([config.FunctionUrl])
  })

  test('its asynchronous invocations have settings once they are set, and until they are deleted', async () => {
    const get = new GetFunctionEventInvokeConfigCommand({ FunctionName })
    expect(await problemOf(client.send(get))).toBeInstanceOf(ResourceNotFoundException)
    const DestinationConfig = { OnFailure: { Destination: arn('settings') } }
    await client.send(
      new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 1, DestinationConfig }),
    )
    await client.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName, MaximumEventAgeInSeconds: 90 }))
    expect((await settingsIn('calling'))['async']).toEqual({
      maximumRetryAttempts: 1,
      maximumEventAge: 90,
      onFailure: 'function:settings',
    })
    const config = await client.send(get)
    expect(config).toMatchObject({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 90, DestinationConfig })
    expect(config.LastModified).toBeInstanceOf(Date)
    const OnSuccess = { Destination: 'arn:aws:sqs:us-east-1:012345678912:queue' }
    const queue = new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig: { OnSuccess } })
    expect(await problemOf(client.send(queue))).toBeInstanceOf(InvalidParameterValueException)
    await client.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName }))
    expect(await problemOf(client.send(get))).toBeInstanceOf(ResourceNotFoundException)
  })

  test('its concurrency is read, and set', async () => {
    const ReservedConcurrentExecutions = 3
    await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }))
    expect(await client.send(new GetFunctionConcurrencyCommand({ FunctionName }))).toMatchObject({
      ReservedConcurrentExecutions,
    })
  })
})

describe('every call', () => {
  test('that is no operation here is an error that an SDK can show', async () => {
    const problem = await problemOf(client.send(new ListTagsCommand({ Resource: arn('calling') })))
    expect(problem).toBeInstanceOf(LambdaServiceException)
    expect(problem).toMatchObject({ name: 'UnknownOperationException', $metadata: { httpStatusCode: 404 } })
    expect((problem as Error).message).toContain('/2017-03-31/tags/')
  })

  test.each(['{', '[]', '"x"', '{"Timeout":"long"}', '{"Environment":5}', '{"Nonsense":{}}', '{"SnapStart":{}}'])(
    'with a body that will not do is refused, and the playground goes on: %s',
    async (body) => {
      const answer = await ask(playground.port, 'PUT', '/2015-03-31/functions/calling/configuration', { body })
      expect([answer.status, answer.head('Content-Type')], answer.body.toString()).toEqual([400, 'application/json'])
      expect(answer.head('x-amzn-ErrorType')).toMatch(/^Invalid(ParameterValue|RequestContent)Exception$/)
    },
  )

  test('is bounded', async () => {
    const answer = await ask(playground.port, 'PUT', '/2015-03-31/functions/calling/configuration', {
      body: JSON.stringify({ Description: 'x'.repeat(6000) }),
    })
    expect([answer.status, answer.head('x-amzn-ErrorType')]).toEqual([413, 'RequestEntityTooLargeException'])
    for (const query of ['MaxItems=0', 'MaxItems=x', 'Marker=x', 'FunctionVersion=1'])
      expect((await ask(playground.port, 'GET', `/2015-03-31/functions?${query}`)).status, query).toBe(400)
  })

  test('is an exchange of its function, and no invocation', async () => {
    await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'calling' }))
    const entries = await playground.entries()
    const opened = entries.findLast(({ event }) => event.type === 'exchange.opened')!
    expect(opened.event).toMatchObject({ endpoint: 'get-configuration', from: 'caller', method: 'GET' })
    expect([opened.of.function, opened.of.invocation]).toEqual(['calling', undefined])
    const answered = entries.find(
      ({ of, event }) => of.exchange === opened.of.exchange && event.type === 'exchange.answered',
    )
    expect(answered!.event).toMatchObject({ status: 200 })
  })
})

test('versions and their numbers outlive the playground', async () => {
  const first = await startPlayground({ functions: { kept: telling() } })
  onTestFinished(first.close)
  const by = clientOf(first)
  await by.send(new PublishVersionCommand({ FunctionName: 'kept' }))
  by.destroy()
  await first.stop()
  const second = await startPlayground({
    serve: { dataFolder: first.dataFolder, folders: [first.functionFolder('kept')] },
  })
  onTestFinished(second.close)
  const answer = await second.invoke('kept:1')
  expect([answer.status, answer.head('X-Amz-Executed-Version')]).toEqual([200, '1'])
})
