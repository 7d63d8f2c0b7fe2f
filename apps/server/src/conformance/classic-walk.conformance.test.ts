// The classic walk of a custom runtime, from a template and a Go file to `Hello`; and a project of several kinds of functions, called in every way.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { placeWith, type Place } from './command-line.fixture.ts'
import { ask } from './raw-http.fixture.ts'
import { home, startPlayground, writeFunction } from './playground.fixture.ts'

const path = [process.env['PATH'] ?? '', '/usr/local/go/bin'].join(delimiter)
const go = path.split(delimiter).some((folder) => existsSync(join(folder, 'go')))
if (!go)
  console.log('The classic walk is skipped, there is no go. Install Go from go.dev/dl, or: apt-get install golang')

const template = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: provided.al2
      Handler: bootstrap
      CodeUri: ./
`
const main = readFileSync(join(home, 'e2e/support/classic-hello/main.go'), 'utf8')

describe.runIf(go)('a template.yaml with Runtime: provided.al2 and a Go file', () => {
  let place: Place
  beforeAll(async () => {
    place = await placeWith({ walk: { 'template.yaml': template, 'main.go': main } })
    await place.run(['--version'])
    const env = { ...process.env, PATH: path, CGO_ENABLED: '0' }
    await promisify(execFile)('go', ['build', '-o', 'bootstrap', 'main.go'], { cwd: join(place.folder, 'walk'), env })
  }, 180_000)
  afterAll(() => place.remove())

  test('lambda-playground invoke --no-event Hello prints Hello, and ends with 0', async () => {
    const { code, out, err } = await place.run(['invoke', '--no-event', 'Hello'], { within: 'walk' })
    expect([code, out]).toEqual([0, 'Hello\n'])
    expect(err).toMatch(/START RequestId: [^]*END RequestId: [^]*REPORT RequestId: /)
  })

  test('with --sequence it draws the conversation; with -t from elsewhere it is the same', async () => {
    const file = join(place.folder, 'walk', 'template.yaml')
    const { code, out, err } = await place.run(['invoke', '--no-event', '-t', file, '--sequence', 'Hello'])
    expect([code, out]).toEqual([0, 'Hello\n'])
    for (const step of ['invoke', 'Init of Hello/1', 'started', 'GET next', 'event', 'POST response', '200'])
      expect(err).toContain(step)
  })

  test('the page has it, built code and all, and a new build is served without a restart', async () => {
    const folder = join(place.folder, 'walk')
    const playground = await startPlayground({ serve: { folders: [folder] } })
    onTestFinished(playground.close)
    await playground.entriesUntil((entries) => entries.some(({ event }) => event.type === 'project.read'))
    const { state } = (await (await fetch(`${playground.address}/api/state`)).json()) as {
      state: { functions: Record<string, object> }
    }
    expect(state.functions['Hello']).toMatchObject({
      project: { file: join(folder, 'template.yaml'), id: 'Hello', line: 4 },
      runtimeIdentifier: 'provided.al2',
      problems: [],
    })
    expect((await playground.invoke('Hello')).body.toString()).toBe('Hello')
    await writeFunction(folder, { 'main.go': main.replace('"Hello"', '"Hello again"') })
    const env = { ...process.env, PATH: path, CGO_ENABLED: '0' }
    await promisify(execFile)('go', ['build', '-o', 'bootstrap', 'main.go'], { cwd: folder, env })
    await expect
      .poll(async () => (await playground.invoke('Hello')).body.toString(), { timeout: 20_000 })
      .toBe('Hello again')
  })
})

test('start opens the project that it is started in, and a template that is wrong says where', async () => {
  const place = await placeWith({
    walk: { 'template.yaml': template, bootstrap: '#!/bin/sh\n' },
    wrong: { 'template.yaml': template.replace('    Type', '\tType') },
    other: { 'index.js': '' },
  })
  onTestFinished(() => place.remove())
  const ports = ['--port', '0', '--runtime-api-port', '0', '--function-url-port', '0', '--api-port', '0', '--temporary']
  for (const [within, functions] of [
    ['walk', 'hello-bash, hello-node, Hello'],
    ['other', 'hello-bash, hello-node'],
  ] as const) {
    const running = place.start(['start', '--no-open', ...ports], { within })
    expect((await running.said(/functions +(.*)\n/))[1]).toBe(functions)
    await running.said(/stop {2,}/)
    running.kill('SIGINT')
    expect((await running.ended).code).toBe(0)
  }
  // What is wrong with a project later on is told where it was started, and when it is right again.
  const running = place.start(['start', '--no-open', ...ports], { within: 'walk' })
  await running.said(/stop {2,}/)
  await writeFunction(join(place.folder, 'walk'), { 'template.yaml': `${template}  Broken: {\n` })
  await running.said(/walk\/template\.yaml:\d+:\d+: /)
  await writeFunction(join(place.folder, 'walk'), { 'template.yaml': template })
  await running.said(/walk\/template\.yaml is read again: Hello/)
  running.kill('SIGINT')
  await running.ended
  const { code, err } = await place.run(['start', '--no-open', ...ports], { within: 'wrong' })
  expect([code, err]).toEqual([1, expect.stringMatching(/wrong\/template\.yaml:\d+:\d+: .*\n$/)])
}, 120_000)

test('a project of Node.js and Python functions answers by name, by its APIs, and by its URL', async () => {
  const playground = await startPlayground()
  onTestFinished(playground.close)
  const folder = join(playground.folder, 'shop')
  await writeFunction(folder, {
    'template.yaml': `Transform: AWS::Serverless-2016-10-31
Parameters:
  Greeting: { Type: String, Default: Hi }
Globals:
  Function:
    Runtime: nodejs22.x
    Timeout: 20
    Environment:
      Variables:
        GREETING: !Sub "\${Greeting} from \${AWS::StackName}"
Resources:
  Items:
    Type: AWS::Serverless::Function
    Properties:
      Handler: items.handler
      CodeUri: src/
      FunctionUrlConfig: { AuthType: NONE }
      Events:
        Get: { Type: HttpApi, Properties: { Method: GET, Path: "/items/{id}" } }
        Old: { Type: Api, Properties: { Method: POST, Path: /orders } }
  Report:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: report.main
      CodeUri: src/
      Events:
        Nightly: { Type: Schedule, Properties: { Schedule: rate(1 day) } }
  Table:
    Type: AWS::Serverless::SimpleTable
`,
    'src/items.mjs': `export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify([event.version, event.pathParameters?.id ?? event.path, process.env.GREETING]) })\n`,
    'src/report.py': `def main(event, context):\n    return [event, context.function_name]\n`,
  })
  const opened = await fetch(`${playground.address}/api/functions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ folder }),
  })
  expect(opened.status).toBe(201)
  await playground.entriesUntil((entries) => entries.some(({ event }) => event.type === 'project.read'))
  const { state } = (await (await fetch(`${playground.address}/api/state`)).json()) as {
    state: {
      projects: Record<string, { functions: string[]; unsupported: { line?: number; message: string }[] }>
      functions: Record<string, { managed?: { client: { name: string } } }>
    }
  }
  const project = state.projects[join(folder, 'template.yaml')]!
  expect(project.functions).toEqual(['Items', 'Report'])
  expect(project.unsupported.map(({ message }) => message).join('\n')).toMatch(/Schedule[^]*|SimpleTable[^]*/)
  expect(project.unsupported.every(({ line }) => line !== undefined)).toBe(true)
  expect(state.functions['Report']?.managed?.client.name).toMatch(/Python runtime|awslambdaric/)

  expect(JSON.parse((await playground.invoke('Report', '{"n":1}')).body.toString())).toEqual([{ n: 1 }, 'Report'])
  const byApi = await ask(playground.apiPort, 'GET', '/items/7')
  expect(JSON.parse(byApi.body.toString())).toEqual(['2.0', '7', expect.stringMatching(/^Hi from /)])
  // An event of a REST API names no version.
  const byRest = await ask(playground.apiPort, 'POST', '/Prod/orders', { body: '{}' })
  expect(JSON.parse(byRest.body.toString())).toEqual([null, '/orders', expect.stringMatching(/^Hi from /)])
  const byUrl = await ask(playground.functionUrlPort, 'GET', '/Items/')
  expect(JSON.parse(byUrl.body.toString())[0]).toBe('2.0')
})
