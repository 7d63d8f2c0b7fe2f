// Handlers of managed runtimes on the toolchains of this machine: by our own clients, and by AWS's, unchanged, where `npm run clients:setup` got them.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry, EventOf, EventType, FunctionDefinition } from '@playground/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { java, plainJava, python, ruby } from './managed-handlers.fixture.ts'
import { home, startPlayground, writeFunction, type FunctionFiles, type Playground } from './playground.fixture.ts'
import type { RawAnswer } from './raw-http.fixture.ts'

const clients = join(home, '.clients')
const runs = (program: string, ...args: string[]) => {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const has = {
  python: runs('python3', '--version'),
  ruby: runs('ruby', '--version'),
  java: runs('javac', '--version'),
  awsPython: existsSync(join(clients, 'python')),
  awsJava: existsSync(join(clients, 'java')),
  awsNodejs: existsSync(join(clients, 'nodejs')),
}

/** Generous, because the machine may be busy; the functions that are to time out say so themselves. */
const settings = (more: object) => JSON.stringify({ timeout: 120, memory: 1024, concurrency: 1, ...more })
/** 6 MB as an event may have, quotes and braces included. */
const large = JSON.stringify({ size: 'é'.repeat(3 * 1024 * 1024 - 100) })
const context = Buffer.from('{"custom":{"k":"v"},"client":{"app_title":"T"}}').toString('base64')
const heads = {
  'X-Amz-Client-Context': context,
  'X-Amzn-Trace-Id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1',
}

let playground: Playground
const functions: Record<string, FunctionFiles> = {}

if (has.python) {
  const files = {
    'app.py': python,
    'deep/er.py': python,
    'broken.py': 'def handler(:\n',
    'raises.py': 'raise KeyError("no such thing")\n',
  }
  const of = (more: object) => ({ 'function.json': settings(more), ...files })
  functions['python'] = of({ runtime: 'python3.13', handler: 'app.handler' })
  functions['python-json'] = of({ handler: 'deep/er.handler', logFormat: 'JSON' })
  functions['python-broken'] = of({ handler: 'broken.handler' })
  functions['python-raises'] = of({ handler: 'raises.handler' })
  functions['python-missing'] = of({ handler: 'app.nowhere' })
  functions['python-module'] = of({ handler: 'nowhere.handler', runtime: 'python3.13' })
  functions['python-slow'] = {
    'function.json': settings({ timeout: 1 }),
    'lambda_function.py': 'import time\n\ndef lambda_handler(event, context):\n    time.sleep(event["seconds"])\n',
  }
}
if (has.awsPython) {
  const layers = [join(clients, 'python')]
  functions['python-aws'] = {
    'function.json': settings({ runtime: 'python3.13', layers, handler: 'app.handler' }),
    'app.py': python,
  }
}
if (has.ruby) {
  const files = { 'app.rb': ruby, 'deep/er.rb': ruby, 'broken.rb': 'def handler(\n' }
  const of = (more: object) => ({ 'function.json': settings(more), ...files })
  functions['ruby'] = of({ runtime: 'ruby3.4', handler: 'app.Work::Handler.process' })
  functions['ruby-plain'] = of({ handler: 'deep/er.plain' })
  functions['ruby-broken'] = of({ handler: 'broken.handler' })
  functions['ruby-missing'] = of({ handler: 'app.Work::Handler.nowhere' })
}
if (has.java) {
  const of = (handler: string) => ({ 'function.json': settings({ runtime: 'java21', handler }) })
  functions['java-plain'] = of('Plain::greet')
  functions['java-broken'] = of('Broken')
  functions['java-missing'] = of('nowhere.Handler')
  if (has.awsJava)
    for (const name of ['', '::order', '::stream', '::text'])
      functions[`java${name.replace('::', '-')}`] = of(`example.Handler${name}`)
}
if (has.awsJava)
  functions['java-aws'] = { 'function.json': settings({ runtime: 'java17', handler: 'example.Handler' }) }
if (has.awsNodejs) {
  functions['nodejs-aws'] = {
    'function.json': settings({ runtime: `nodejs${process.versions.node.split('.')[0]}.x`, handler: 'index.handler' }),
    'index.mjs':
      'export const handler = async (given, context) => {\n  if (given.fail) throw new TypeError(given.fail)\n  console.log("printed é")\n  return { given, id: context.awsRequestId, remains: context.getRemainingTimeInMillis() > 0 }\n}\n',
  }
}

let folder = ''

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'playground-test-')))
  const folders = Object.keys(functions).map((name) => join(folder, name))
  for (const [name, files] of Object.entries(functions)) await writeFunction(join(folder, name), files)
  if (has.java) addClasses()
  if (has.awsNodejs)
    symlinkSync(join(clients, 'nodejs', 'node_modules'), join(folder, 'nodejs-aws', 'node_modules'), 'dir')
  playground = await startPlayground({ serve: { folders } })
}, 120_000)
afterAll(async () => {
  await playground.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The interfaces of AWS's are in each Java function but one; its client is in one alone. */
function addClasses(): void {
  const jars = has.awsJava ? readdirSync(join(clients, 'java')) : []
  const core = jars.filter((name) => name.startsWith('aws-lambda-java-core-'))
  const sources = join(folder, 'sources')
  mkdirSync(sources)
  writeFileSync(join(sources, 'Plain.java'), plainJava)
  if (has.awsJava) writeFileSync(join(sources, 'Handler.java'), java)
  const path = core.map((name) => join(clients, 'java', name)).join(':')
  const files = readdirSync(sources).map((name) => join(sources, name))
  execFileSync('javac', ['-encoding', 'UTF-8', '-cp', path, '-d', join(folder, 'classes'), ...files])
  for (const name of Object.keys(functions).filter((one) => one.startsWith('java'))) {
    cpSync(join(folder, 'classes'), join(folder, name), { recursive: true })
    for (const jar of name === 'java-aws' ? jars : name === 'java-plain' ? [] : core)
      cpSync(join(clients, 'java', jar), join(folder, name, 'lib', jar))
  }
}

const call = (name: string, event: unknown = {}) => playground.invoke(name, JSON.stringify(event), heads)
const parsed = (answer: RawAnswer) => JSON.parse(answer.body.toString()) as Record<string, unknown>

function eventsOf<T extends EventType>(entries: Entry[], name: string, type: T): EventOf<T>[] {
  return entries
    .filter(({ of, event }) => event.type === type && of.function === name)
    .map(({ event }) => event as EventOf<T>)
}

async function definitionOf(name: string): Promise<FunctionDefinition> {
  const all = await playground.entriesUntil((entries) => eventsOf(entries, name, 'function.defined').length > 0)
  return eventsOf(all, name, 'function.defined').at(-1)!.definition
}

/** Lines that were printed, as soon as there is one like this. */
async function printed(name: string, like: RegExp): Promise<EventOf<'process.printed'>[]> {
  const lines = (all: Entry[]) => eventsOf(all, name, 'process.printed')
  return lines(await playground.entriesUntil((all) => lines(all).some(({ line }) => like.test(line))))
}

/** What every client has to hand over, whatever it is written in. */
async function handsOver(name: string, executionEnv: string): Promise<void> {
  const event = { text: 'é😀"\\\n\u0001', list: [1, 2.5, -3e10, true, null], deep: { er: {} }, big: 9007199254740991 }
  const answer = await call(name, event)
  const told = parsed(answer)
  expect(told).toMatchObject({
    given: event,
    id: answer.head('x-amzn-RequestId'),
    name,
    version: '$LATEST',
    arn: expect.stringContaining(`:function:${name}`),
    memory: '1024',
    group: `/aws/lambda/${name}`,
    stream: expect.stringContaining('[$LATEST]'),
    client: { k: 'v' },
    trace: expect.stringContaining('Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700'),
    executionEnv,
    calls: 1,
  })
  expect(told['remains']).toBeGreaterThan(0)
  expect(told['remains']).toBeLessThanOrEqual(120_000)
}

/** Ours keep one connection, answer after an error, and after an exit with a new process. */
async function keepsGoing(name: string, errorType: string, exit: object): Promise<Record<string, unknown>> {
  const failed = await call(name, { fail: 'asked to é' })
  expect(failed.head('X-Amz-Function-Error')).toBe('Unhandled')
  expect(parsed(failed)).toMatchObject({ errorMessage: 'asked to é', errorType })
  for (let times = 0; times < 2; times += 1)
    expect((await playground.invoke(name, large, heads)).body.toString()).toBe(String(3 * 1024 * 1024 - 100))
  const entries = await playground.entries()
  const own = entries.filter(({ of }) => of.function === name)
  const newest = own.findLast(({ event }) => event.type === 'process.started')!.of
  const exchanges = eventsOf(
    own.filter(({ of }) => of.environment === newest.environment && of.incarnation === newest.incarnation),
    name,
    'exchange.opened',
  ).filter(({ from }) => from === 'runtime')
  expect(exchanges.map(({ reused }) => reused)).toEqual(exchanges.map((_, index) => index))
  expect(eventsOf(entries, name, 'runtime.refused')).toEqual([])
  const gone = await call(name, exit)
  expect(parsed(gone)).toMatchObject({ errorType: 'Runtime.ExitError' })
  expect(parsed(await call(name))).toMatchObject({ calls: 1 })
  return parsed(failed)
}

const ours = { by: 'playground' }

describe.runIf(has.python)('our Python runtime', () => {
  test('hands over event and context, and keeps going', async () => {
    const { managed, notes, source } = await definitionOf('python')
    expect([managed?.client, source]).toMatchObject([ours, 'app.py'])
    if (!managed!.toolchain!.includes('3.13'))
      expect(notes).toEqual([`python3.13 is not installed here: ${managed!.toolchain} runs it.`])
    await handsOver('python', 'AWS_Lambda_python3.13')
    const error = await keepsGoing('python', 'ValueError', { exit: true })
    expect(error['stackTrace']).toEqual([expect.stringMatching(/app\.py", line \d+, in handler\n {4}raise ValueError/)])
    expect(parsed(await call('python', { bad: true }))).toMatchObject({ errorType: 'Runtime.MarshalError' })
  })

  test('writes its log in frames, as text and as JSON', async () => {
    await call('python', { log: true })
    const text = await printed('python', /first/)
    expect(text.find(({ line }) => line.includes('first'))).toMatchObject({
      stream: 'telemetry',
      line: expect.stringMatching(/^\[WARNING\]\t[\d-]{10}T[\d:.]{12}Z\t[0-9a-f-]{36}\tfirst\nsecond$/),
    })
    expect(text.map(({ line }) => line)).toContain('printed é')
    const answer = await call('python-json', { log: true })
    const json = (await printed('python-json', /first/)).find(({ line }) => line.includes('first'))!
    expect(JSON.parse(json.line)).toMatchObject({
      level: 'WARNING',
      message: 'first\nsecond',
      logger: 'root',
      requestId: answer.head('x-amzn-RequestId'),
      n: 1,
    })
  })

  test.each([
    ['python-broken', 'Runtime.UserCodeSyntaxError', 'Syntax error in module'],
    ['python-raises', 'KeyError', 'no such thing'],
    ['python-missing', 'Runtime.HandlerNotFound', "Handler 'nowhere' missing on module 'app'"],
    ['python-module', 'Runtime.ImportModuleError', "Unable to import module 'nowhere'"],
  ])('reports %s as an error of Init', async (name, errorType, message) => {
    expect(parsed(await call(name))).toMatchObject({ errorType, errorMessage: expect.stringContaining(message) })
    const exits = eventsOf(await playground.entries(), name, 'process.exited')
    expect(exits.map(({ code }) => code)).toContain(1)
  })

  test('is ended where it runs out of time', async () => {
    expect((await definitionOf('python-slow')).runtime).toBe('python')
    const late = await call('python-slow', { seconds: 600 })
    expect(parsed(late)['errorMessage']).toMatch(/Task timed out after 1\.00 seconds/)
  })
})

describe.runIf(has.ruby)('our Ruby runtime', () => {
  test('hands over event and context, and keeps going', async () => {
    expect((await definitionOf('ruby')).managed?.client).toMatchObject(ours)
    await handsOver('ruby', 'AWS_Lambda_ruby3.4')
    const error = await keepsGoing('ruby', 'Function<ArgumentError>', { exit: true })
    expect(error['stackTrace']).toEqual([expect.stringMatching(/app\.rb:\d+:in .*process/)])
    expect((await call('ruby', { io: true })).body.toString()).toBe('as it is')
    await call('ruby', { log: true })
    expect((await printed('ruby', /printed/)).at(-1)?.line).toBe('printed é')
  })

  test('takes a method that is in no class, of a file in a folder', async () => {
    expect(await definitionOf('ruby-plain')).toMatchObject({ runtime: 'ruby', source: 'deep/er.rb' })
    expect(parsed(await call('ruby-plain', { n: 1 }))).toEqual({ plain: { n: 1 } })
  })

  test.each([
    ['ruby-broken', 'Init<SyntaxError>'],
    ['ruby-missing', 'Runtime.HandlerNotFound'],
  ])('reports %s as an error of Init', async (name, errorType) => {
    expect(parsed(await call(name))).toMatchObject({ errorType })
  })
})

describe.runIf(has.java)('our Java runtime', () => {
  test('takes a plain method of a function that has nothing of AWS’s', async () => {
    expect((await definitionOf('java-plain')).managed?.client).toMatchObject(ours)
    expect(parsed(await call('java-plain', { name: 'Ada é' }))).toBe('Hello Ada é')
  })

  test.each([
    ['java-broken', 'java.lang.IllegalStateException', 'not today'],
    ['java-missing', 'java.lang.ClassNotFoundException', 'nowhere.Handler'],
  ])('reports %s as an error of Init', async (name, errorType, errorMessage) => {
    expect(parsed(await call(name))).toMatchObject({ errorType, errorMessage })
  })

  describe.runIf(has.awsJava)('with AWS’s interfaces', () => {
    test('hands over event and context, and keeps going', async () => {
      await handsOver('java', 'AWS_Lambda_java21')
      expect(parsed(await call('java'))).toMatchObject({ title: 'T' })
      const error = await keepsGoing('java', 'java.lang.IllegalStateException', { exit: true })
      expect(error).toMatchObject({
        stackTrace: [expect.stringContaining('example.Handler.handleRequest')],
        cause: { errorMessage: 'behind it', errorType: 'java.io.IOException' },
      })
      await call('java', { log: true })
      const lines = (await printed('java', /printed/)).map(({ line }) => line)
      expect(lines).toEqual(expect.arrayContaining(['logged é', 'printed é']))
    })

    test('takes streams, text, and classes of the function’s own', async () => {
      const order = { title: 'A', items: [{ count: 1, size: 'LARGE', prices: [1.5, 2] }], unknown: { n: 1 } }
      const { items } = order
      expect(parsed(await call('java-order', order))).toEqual({ title: 'A!', items: [{ ...items[0], count: 2 }] })
      expect((await call('java-stream', { n: 1 })).body.toString()).toBe('as it is: {"n":1}')
      expect(parsed(await call('java-text', 'é"'))).toBe('é"\u0001')
    })
  })
})

describe.runIf(has.awsPython)('AWS’s client for Python, awslambdaric', () => {
  test('is taken from a layer, and serves', async () => {
    const { managed } = await definitionOf('python-aws')
    expect(managed?.client).toEqual({ name: 'awslambdaric', version: expect.stringMatching(/^\d+\./), by: 'aws' })
    await handsOver('python-aws', 'AWS_Lambda_python3.13')
    expect(parsed(await call('python-aws', { fail: 'asked to' }))).toMatchObject({ errorType: 'ValueError' })
    await call('python-aws', { log: true })
    const frame = (await printed('python-aws', /first/)).find(({ line }) => line.includes('first\nsecond'))
    expect(frame?.stream).toBe('telemetry')
  })
})

describe.runIf(has.java && has.awsJava)('AWS’s client for Java', () => {
  test('is taken from the function’s jars, and serves', async () => {
    const { managed } = await definitionOf('java-aws')
    expect(managed?.client).toMatchObject({ name: 'aws-lambda-java-runtime-interface-client', by: 'aws' })
    await handsOver('java-aws', 'AWS_Lambda_java17')
    expect(parsed(await call('java-aws', { fail: 'asked to' }))).toMatchObject({
      errorType: 'java.lang.IllegalStateException',
    })
  })
})

describe.runIf(has.awsNodejs)('AWS’s client for Node.js, aws-lambda-ric', () => {
  test('is taken from the function’s modules, and serves', async () => {
    const { managed } = await definitionOf('nodejs-aws')
    expect(managed?.client).toMatchObject({ name: 'aws-lambda-ric', by: 'aws' })
    const answer = await call('nodejs-aws', { n: 1 })
    expect(parsed(answer)).toEqual({ given: { n: 1 }, id: answer.head('x-amzn-RequestId'), remains: true })
    expect(parsed(await call('nodejs-aws', { fail: 'asked to' }))).toMatchObject({ errorType: 'TypeError' })
    const lines = await printed('nodejs-aws', /printed/)
    expect(lines.find(({ line }) => line.includes('printed é'))?.stream).toBe('telemetry')
  })
})
