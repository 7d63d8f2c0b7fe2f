// The AWS SDK as a caller, unchanged: what it sends is understood, and what it gets it takes for Lambda's.
import { writeFile } from 'node:fs/promises'
import {
  InvalidParameterValueException,
  InvalidRequestContentException,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  LambdaClient,
  LambdaServiceException,
  ResourceNotFoundException,
  TooManyRequestsException,
  type InvokeCommandInput,
  type InvokeCommandOutput,
  type InvokeWithResponseStreamCompleteEvent,
} from '@aws-sdk/client-lambda'
import { requestPayloadLimit } from '@playground/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linesOf, startPlayground, type Playground } from './playground.fixture.ts'
import { node, writtenBy } from './scripted.fixture.ts'

let playground: Playground
let client: LambdaClient
const clientOf = (maxAttempts = 3) =>
  new LambdaClient({
    endpoint: playground.address,
    region: 'us-east-1',
    credentials: { accessKeyId: 'anything', secretAccessKey: 'goes' },
    maxAttempts,
  })
const invoke = (input: InvokeCommandInput, by = client) => by.send(new InvokeCommand(input))
const textOf = ({ Payload }: InvokeCommandOutput) => Payload?.transformToString() ?? ''
const jsonOf = (output: InvokeCommandOutput): unknown => JSON.parse(textOf(output))

beforeAll(async () => {
  playground = await startPlayground({
    functions: {
      echo: node('await echo()'),
      fails: {
        'function.json': '{"handler":"index.handler"}',
        'index.mjs': `export async function handler(event) {
  class MyError extends Error { name = 'MyError' }
  throw new MyError('because of ' + event.why)
}`,
      },
      context: {
        'function.json': '{"handler":"index.handler","aliases":{"live":"$LATEST"}}',
        'index.mjs': `export const handler = async (event, context) => ({ client: context.clientContext, arn: context.invokedFunctionArn, id: context.awsRequestId })`,
      },
      streams: {
        'function.json': '{"handler":"index.handler"}',
        'index.mjs': `export const handler = awslambda.streamifyResponse(async (event, stream) => {
  for (const piece of event.pieces) stream.write(piece)
  if (event.fail) throw new Error(event.fail)
  stream.end()
})`,
      },
      called: node(`for (;;) {
  const { id, body } = await next()
  write(id + ' ' + body)
  await post('invocation/' + id + '/response', 'null')
}`),
      // Its first event is held until the second one was refused at least once.
      busy: node(`for (;;) {
  const { id, body } = await next()
  write(body)
  while (body === '"hold"' && !existsSync(beside + '.go')) await new Promise((resolve) => setTimeout(resolve, 20))
  await post('invocation/' + id + '/response', body)
}`),
    },
  })
  client = clientOf()
})
afterAll(async () => {
  client.destroy()
  await playground.close()
})

test.each([
  ['hello-bash', { message: 'Hello, Ada' }],
  ['hello-node', { message: 'Hello, Ada', invocationsOfThisEnvironment: 1 }],
])('the function %s that ships answers', async (FunctionName, expected) => {
  const output = await invoke({ FunctionName, Payload: '{"name":"Ada"}' })
  expect([output.StatusCode, output.FunctionError, output.ExecutedVersion]).toEqual([200, undefined, '$LATEST'])
  expect(jsonOf(output)).toEqual(expected)
})

test('a function error is told by FunctionError and the error’s JSON', async () => {
  const output = await invoke({ FunctionName: 'fails', Payload: '{"why":"tests"}' })
  expect([output.StatusCode, output.FunctionError]).toEqual([200, 'Unhandled'])
  expect(jsonOf(output)).toMatchObject({ errorType: 'MyError', errorMessage: 'because of tests' })
})

test('LogType Tail brings the log', async () => {
  const output = await invoke({ FunctionName: 'hello-node', LogType: 'Tail', Payload: '{"name":"Tail"}' })
  const log = Buffer.from(output.LogResult ?? '', 'base64').toString()
  expect(log).toContain(`START RequestId: ${output.$metadata.requestId} Version: $LATEST\n`)
  expect(log).toContain('greeting Tail')
  expect(log).toMatch(/\nREPORT RequestId: /)
})

test('InvokeWithResponseStream brings pieces, then the log, or the error', async () => {
  const stream = async (event: object) => {
    const input = { FunctionName: 'streams', LogType: 'Tail', Payload: JSON.stringify(event) } as const
    const { EventStream, ...head } = await client.send(new InvokeWithResponseStreamCommand(input))
    const pieces: string[] = []
    let complete: InvokeWithResponseStreamCompleteEvent | undefined
    for await (const { PayloadChunk, InvokeComplete } of EventStream!) {
      if (PayloadChunk !== undefined) pieces.push(Buffer.from(PayloadChunk.Payload!).toString())
      if (InvokeComplete !== undefined) complete = InvokeComplete
    }
    return { ...head, pieces, complete }
  }
  const well = await stream({ pieces: ['one, ', 'two, ', 'three'] })
  expect([well.StatusCode, well.ExecutedVersion]).toEqual([200, '$LATEST'])
  expect(well.pieces.join('')).toBe('one, two, three')
  expect(well.complete?.ErrorCode).toBeUndefined()
  expect(Buffer.from(well.complete!.LogResult!, 'base64').toString()).toContain(
    `RequestId: ${well.$metadata.requestId}`,
  )

  const broken = await stream({ pieces: ['one, '], fail: 'asked to' })
  expect([broken.pieces.join(''), broken.complete?.ErrorCode]).toEqual(['one, ', 'Unhandled'])
  expect(JSON.parse(broken.complete!.ErrorDetails!)).toMatchObject({ errorMessage: 'asked to' })

  const unknown = client.send(new InvokeWithResponseStreamCommand({ FunctionName: 'nobody' }))
  expect(await unknown.catch((thrown: unknown) => thrown)).toBeInstanceOf(ResourceNotFoundException)
})

test('ClientContext reaches the handler', async () => {
  const context = { custom: { k: 'v' }, client: { app_title: 'täst' } }
  const ClientContext = Buffer.from(JSON.stringify(context)).toString('base64')
  const output = await invoke({ FunctionName: 'context', ClientContext })
  expect(jsonOf(output)).toMatchObject({ client: context, id: output.$metadata.requestId })
})

test('every form of the name, with a qualifier in it or beside it', async () => {
  const arnOf = async (input: InvokeCommandInput) => (jsonOf(await invoke(input)) as { arn: string }).arn
  expect(await arnOf({ FunctionName: 'context' })).toMatch(/:function:context$/)
  expect(await arnOf({ FunctionName: 'context:live' })).toMatch(/:function:context:live$/)
  expect(await arnOf({ FunctionName: '012345678912:function:context' })).toMatch(/:function:context$/)
  const FunctionName = 'arn:aws:lambda:us-east-1:012345678912:function:context'
  expect(await arnOf({ FunctionName })).toBe(FunctionName)
  expect(await arnOf({ FunctionName, Qualifier: '$LATEST' })).toBe(`${FunctionName}:$LATEST`)
})

test('Event is accepted, and runs; DryRun does not', async () => {
  const dry = await invoke({ FunctionName: 'called', InvocationType: 'DryRun', Payload: '"dry"' })
  expect(dry.StatusCode).toBe(204)
  const event = await invoke({ FunctionName: 'called', InvocationType: 'Event', Payload: '"event"' })
  expect([event.StatusCode, textOf(event)]).toEqual([202, ''])
  const lines = await linesOf(writtenBy(playground.functionFolder('called')), 1)
  expect(lines).toEqual([`${event.$metadata.requestId} "event"`])
})

test('an unknown function is a ResourceNotFoundException', async () => {
  const problem = await invoke({ FunctionName: 'nobody' }).catch((thrown: unknown) => thrown)
  expect(problem).toBeInstanceOf(ResourceNotFoundException)
  expect(problem).toMatchObject({ Type: 'User', message: expect.stringContaining('function:nobody') })
})

test('a payload that is no JSON is an InvalidRequestContentException', async () => {
  const problem = await invoke({ FunctionName: 'echo', Payload: '{' }).catch((thrown: unknown) => thrown)
  expect(problem).toBeInstanceOf(InvalidRequestContentException)
  expect(problem).toMatchObject({ Type: 'User', message: expect.stringContaining('Could not parse request body') })
})

test('an invocation type that does not exist is an InvalidParameterValueException', async () => {
  const InvocationType = 'Sometimes' as 'Event'
  const problem = await invoke({ FunctionName: 'echo', InvocationType }).catch((thrown: unknown) => thrown)
  expect(problem).toBeInstanceOf(InvalidParameterValueException)
})

test('the largest payload comes back whole, and one byte more is refused with 413', async () => {
  const Payload = Buffer.from(`"${'é'.repeat((requestPayloadLimit - 2) / 2)}"`)
  const output = await invoke({ FunctionName: 'echo', Payload })
  expect(Buffer.from(output.Payload!).equals(Payload)).toBe(true)
  const tooLarge = invoke({ FunctionName: 'echo', Payload: Buffer.concat([Payload, Buffer.from(' ')]) })
  const problem = await tooLarge.catch((thrown: unknown) => thrown)
  expect(problem).toBeInstanceOf(LambdaServiceException)
  expect(problem).toMatchObject({ $metadata: { httpStatusCode: 413 } })
})

test('a throttled call throws TooManyRequestsException, and the SDK’s own retries succeed once an environment is free', async () => {
  const beside = writtenBy(playground.functionFolder('busy'))
  const held = invoke({ FunctionName: 'busy', Payload: '"hold"' })
  await linesOf(beside, 1)
  const impatient = clientOf(1)
  const problem = await invoke({ FunctionName: 'busy' }, impatient).catch((thrown: unknown) => thrown)
  impatient.destroy()
  expect(problem).toBeInstanceOf(TooManyRequestsException)
  expect(problem).toMatchObject({
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    message: 'Rate Exceeded.',
  })

  const patient = clientOf(10)
  let refusals = 0
  patient.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args)
      if ((answer.response as { statusCode: number }).statusCode === 429) refusals += 1
      if (refusals === 1) await writeFile(`${beside}.go`, '')
      return answer
    },
    { step: 'deserialize', priority: 'low' },
  )
  const output = await invoke({ FunctionName: 'busy', Payload: '"patient"' }, patient)
  patient.destroy()
  expect(textOf(output)).toBe('"patient"')
  expect(refusals).toBeGreaterThanOrEqual(1)
  expect(output.$metadata.attempts).toBe(refusals + 1)
  expect(textOf(await held)).toBe('"hold"')
})
