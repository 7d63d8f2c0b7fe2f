// Builds, as a caller and the journal see them: a call waits for one, a save sets off another, and a failed one is told.
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { Entry } from '@playground/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { home, startPlayground } from './playground.fixture.ts'

const runtime = (answer: string) => `#!/bin/bash
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
while :; do
  id=$(curl -s -D - -o /dev/null "$api/invocation/next" | tr -d '\\r' | sed -n 's/^lambda-runtime-aws-request-id: //ip')
  curl -s "$api/invocation/$id/response" -d '"${answer}"' > /dev/null
done
`

/** Its build makes the bootstrap from a file with another name. */
async function open(build: string, source = runtime('one')) {
  const files = { 'runtime.sh': source, 'function.json': JSON.stringify({ build, timeout: 30 }) }
  const playground = await startPlayground({ functions: { made: files } })
  onTestFinished(playground.close)
  return {
    ...playground,
    save: (text: string) => writeFile(join(playground.functionFolder('made'), 'runtime.sh'), text),
  }
}

const typesOf = (entries: Entry[]) => entries.map(({ event }) => event.type)
const ended = (entries: Entry[]) => entries.filter(({ event }) => event.type === 'build.ended').length

test('calls wait for a build, and what was saved is built and served by another environment', async () => {
  const play = await open('echo compiling; install -m 755 runtime.sh bootstrap')
  const answers = await Promise.all([play.invoke('made'), play.invoke('made')])
  expect(answers.map(({ status, body }) => [status, body.toString()])).toEqual([
    [200, '"one"'],
    [200, '"one"'],
  ])
  const first = await play.entries()
  expect(typesOf(first).filter((type) => type === 'build.started')).toHaveLength(1)
  expect(first.filter(({ event }) => event.type === 'invocation.waiting' && event.for === 'build')).toHaveLength(2)
  const built = typesOf(first).indexOf('build.ended')
  expect(typesOf(first).indexOf('environment.created')).toBeGreaterThan(built)

  await play.save(runtime('two'))
  await play.entriesUntil((entries) => ended(entries) === 2)
  await expect.poll(async () => (await play.invoke('made')).body.toString(), { timeout: 20_000 }).toBe('"two"')
})

test('whoever saves and calls at once gets the new code: of a handler, of a bootstrap, of what is built', async () => {
  const handler = (answer: string) => `export const handler = async () => '${answer}'\n`
  const playground = await startPlayground({
    functions: {
      handled: { 'index.mjs': handler('0') },
      booted: { bootstrap: runtime('0') },
      made: { 'main.c': runtime('0'), 'function.json': JSON.stringify({ build: 'install -m 755 main.c bootstrap' }) },
    },
  })
  onTestFinished(playground.close)
  const files = { handled: 'index.mjs', booted: 'bootstrap', made: 'main.c' }
  for (let round = 1; round <= 3; round += 1)
    for (const [name, file] of Object.entries(files)) {
      const text = name === 'handled' ? handler(String(round)) : runtime(String(round))
      await writeFile(join(playground.functionFolder(name), file), text)
      expect([name, (await playground.invoke(name)).body.toString()]).toEqual([name, `"${round}"`])
    }
})

const compiler = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'cc')))
test.runIf(compiler)('an example that has to be built is copied when it is opened, and built in its copy', async () => {
  const playground = await startPlayground()
  onTestFinished(playground.close)
  const opened = await fetch(`${playground.address}/api/functions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"example":"runtime-c"}',
  })
  const { folder, shipped } = (await opened.json()) as { folder: string; shipped: boolean }
  expect([folder, shipped]).toEqual([join(playground.dataFolder, 'functions/runtime-c'), false])
  expect((await playground.invoke('runtime-c', '{"name":"Ada"}')).body.toString()).toBe('{"message":"Hello, Ada"}')
  expect(existsSync(join(folder, 'bootstrap'))).toBe(true)
  expect(existsSync(join(home, 'examples/runtime-c/bootstrap'))).toBe(false)
})

test('a failed build is told to the caller with what it said last, and to no environment; one can be asked for', async () => {
  const play = await open(
    'grep -q good runtime.sh || { echo "runtime.sh:1: not good" >&2; exit 3; }; install -m 755 runtime.sh bootstrap',
  )
  const refused = await play.invoke('made')
  expect(refused.status).toBe(400)
  expect(refused.head('x-amzn-errortype')).toBe('InvalidParameterValueException')
  expect(JSON.parse(refused.body.toString())).toMatchObject({
    message: expect.stringMatching(
      /^The build of made failed: it ended with exit code 3\. It said last: runtime\.sh:1: not good$/,
    ),
  })
  expect(typesOf(await play.entries())).not.toContain('environment.created')
  await play.save(runtime('good'))
  await play.entriesUntil((entries) => ended(entries) === 2)
  expect((await play.invoke('made')).body.toString()).toBe('"good"')

  const asked = await fetch(`${play.address}/api/functions/made/build`, { method: 'POST' })
  expect(asked.status).toBe(202)
  const entries = await play.entriesUntil((all) => ended(all) === 3)
  expect(entries.findLast(({ event }) => event.type === 'build.started')?.event).toMatchObject({ why: 'asked' })
  const none = await fetch(`${play.address}/api/functions/hello-bash/build`, { method: 'POST' })
  expect(none.status).toBe(400)
})

test('a function that is initialised ahead of time is built ahead of time', async () => {
  const files = {
    'runtime.sh': runtime('ready'),
    'function.json': JSON.stringify({ build: 'install -m 755 runtime.sh bootstrap', provisioned: 1 }),
  }
  const playground = await startPlayground({ functions: { ahead: files } })
  onTestFinished(playground.close)
  const entries = await playground.entriesUntil((all) =>
    all.some(({ event }) => event.type === 'runtime.changed' && event.to === 'Ready'),
  )
  expect(ended(entries)).toBe(1)
  expect((await playground.invoke('ahead')).body.toString()).toBe('"ready"')
})

test('whoever waits for a build when the playground stops is told so at once, and the build is ended', async () => {
  const play = await open('echo up; sleep 1000')
  const waiting = play.invoke('made')
  await play.entriesUntil((all) => all.some(({ event }) => event.type === 'build.printed' && event.text === 'up'))
  await play.stop()
  const answer = await waiting
  expect([answer.status, answer.head('x-amzn-errortype')]).toEqual([500, 'ServiceException'])
})
