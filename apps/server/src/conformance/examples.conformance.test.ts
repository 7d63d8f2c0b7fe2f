// Examples opened by their names and run for real: each shows in the journal what it is there to show. What all of them say to Lambda is in golden-examples.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry, EventOf, EventType } from '@playground/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { home, soon, startPlayground, type Playground } from './playground.fixture.ts'
import { StreamingCaller } from './streaming-caller.fixture.ts'

/** An entry of one kind. */
type Told<T extends EventType> = Entry & { event: EventOf<T> }

/** A playground in which the example was opened; with `variables` of its own it is a copy of it, from another folder. */
async function opened(name: string, variables?: Record<string, string>) {
  const playground = await startPlayground(variables && { serve: { folders: [copied(name, variables)] } })
  onTestFinished(playground.close)
  return { ...playground, ...(variables === undefined ? await openIn(playground, name) : usesOf(playground, name)) }
}

/** A copy of the example, gone after the test. */
function copied(name: string, variables: Record<string, string>): string {
  const place = mkdtempSync(join(tmpdir(), 'example-'))
  onTestFinished(() => rmSync(place, { recursive: true, force: true }))
  cpSync(join(home, 'examples', name), place, { recursive: true })
  const settings = JSON.parse(readFileSync(join(place, 'function.json'), 'utf8')) as object
  writeFileSync(join(place, 'function.json'), JSON.stringify({ ...settings, variables }))
  return place
}

async function openIn(playground: Playground, name: string) {
  const made = await fetch(`${playground.address}/api/functions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ example: name }),
  })
  expect(made.status, await made.text()).toBe(201)
  return usesOf(playground, name)
}

function usesOf(playground: Playground, name: string) {
  return {
    call: (payload = '{}') => playground.invoke(name, payload),
    /** One of its saved events. */
    event: async (event: string) =>
      (await fetch(`${playground.address}/api/functions/${name}/files/events/${event}.json`)).text(),
    /** Takes it off the list, which shuts its environments down. */
    remove: () => fetch(`${playground.address}/api/functions/${name}`, { method: 'DELETE' }),
    /** The entry, as soon as there is one. */
    async first<T extends EventType>(type: T, matches: (entry: Told<T>) => boolean = () => true): Promise<Told<T>> {
      const all = await playground.entriesUntil((entries) => of(entries, type).some(matches))
      return of(all, type).find(matches)!
    },
  }
}

function of<T extends EventType>(entries: readonly Entry[], type: T): Told<T>[] {
  return entries.filter((entry): entry is Told<T> => entry.event.type === type)
}

/** Whole lines that were printed, by whom. */
function printed(entries: readonly Entry[], extension?: string): string[] {
  return of(entries, 'process.printed')
    .filter((entry) => entry.of.extension === extension)
    .map(({ event }) => event.line)
}

test.each(['hello-bash', 'hello-node'])('%s greets', async (name) => {
  const { call } = await opened(name)
  expect(JSON.parse((await call('{"name":"Ada"}')).body.toString())).toMatchObject({ message: 'Hello, Ada' })
})

test.each([
  ['logger-extension-bash', 'logger.sh'],
  ['logger-extension-node', 'logger.mjs'],
])('%s prints the events that its extension gets, and no payload', async (name, extension) => {
  const { call, remove, first, entries } = await opened(name)
  const answer = await call('{"name":"Ada"}')
  expect(answer.body.toString()).toBe('"done"')
  const got = await first('process.printed', ({ of: { extension: who }, event: { line } }) =>
    who === extension ? line.includes('INVOKE') : false,
  )
  expect(got.event.line).toContain(answer.head('x-amzn-RequestId'))
  expect(got.event.line).not.toContain('Ada')
  expect(printed(await entries()).join('\n')).toMatch(/got .*Ada/)
  await first('environment.frozen')
  await remove()
  const end = await first('process.exited', (entry) => entry.of.extension === extension)
  expect(end.event).toMatchObject({ code: 0, signal: null })
  const all = await entries()
  expect(printed(all, extension).at(-1)).toMatch(/got .*"eventType":"SHUTDOWN".*"shutdownReason":"spindown"/)
  const states = of(all, 'extension.changed').map(({ event }) => event.to)
  expect(states.join(' ')).toBe('Started Registered Ready Running Ready Running Exited')
})

test('telemetry-counter draws what it is sent: at each batch, and all of it at the end', async () => {
  const { call, remove, first, entries } = await opened('telemetry-counter')
  expect((await call('{"lines":5}')).body.toString()).toBe('{"printed":5}')
  const subscribed = await first('telemetry.subscribed')
  expect(subscribed.event.types).toEqual(['platform', 'function'])
  await first('environment.frozen')
  const during = await entries()
  expect(of(during, 'telemetry.delivered').length).toBeGreaterThan(0)
  expect(printed(during, 'counter.mjs')).toContainEqual(expect.stringMatching(/^platform\.initStart +█ 1$/))
  expect(printed(during, 'counter.mjs')).toContainEqual(expect.stringMatching(/^function +█████ 5$/))
  // Its report comes when it is frozen already.
  expect(printed(during, 'counter.mjs')).not.toContainEqual(expect.stringMatching(/^platform\.report/))
  await remove()
  await first('process.exited', (entry) => entry.of.extension === 'counter.mjs')
  const all = await entries()
  const lines = printed(all, 'counter.mjs')
  expect(lines.slice(lines.indexOf('SHUTDOWN: all in all'))).toContainEqual(
    expect.stringMatching(/^platform\.report +█ 1$/),
  )
  expect(of(all, 'telemetry.dropped')).toEqual([])
})

/** Takes requests, and answers the first with 500. */
async function sink() {
  const got: { type: string; text: string }[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    got.push({ type: request.headers['content-type'] ?? '', text })
    response.writeHead(got.length === 1 ? 500 : 200).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { got, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

test('telemetry-forwarder sends all on as NDJSON, what was refused once more', async () => {
  const { got, address } = await sink()
  const { call, remove, first } = await opened('telemetry-forwarder', { FORWARD_TO: address })
  for (const lines of [2, 1])
    expect((await call(JSON.stringify({ lines }))).body.toString()).toBe(`{"printed":${lines}}`)
  await first('environment.frozen')
  await remove()
  const end = await first('process.exited', (entry) => entry.of.extension === 'forwarder.mjs')
  expect(end.event).toMatchObject({ code: 0 })
  const events = (texts: typeof got) =>
    texts.flatMap(({ text }) => text.trimEnd().split('\n')).map((line) => JSON.parse(line) as { type: string })
  expect(got.length).toBeGreaterThan(1)
  expect(new Set(got.map(({ type }) => type))).toEqual(new Set(['application/x-ndjson']))
  expect(got[1]?.text.startsWith(got[0]!.text)).toBe(true)
  const count = (type: string) => events(got.slice(1)).filter((event) => event.type === type).length
  expect(['platform.initStart', 'platform.start', 'function', 'platform.report'].map(count)).toEqual([1, 2, 3, 2])
})

test('cache-extension keeps a value that is slow to get, and gets it again when it is too old', async () => {
  const { call, first } = await opened('cache-extension', { KEEP_MS: '0' })
  expect(JSON.parse((await call()).body.toString())).toMatchObject({ value: 42 })
  await first('process.printed', ({ of: { extension }, event: { line } }) =>
    extension === 'cache.mjs' ? line.includes('too old') : false,
  )
  expect(JSON.parse((await call()).body.toString())).toMatchObject({ value: 42 })
})

test('misbehaving-extension: good is as it should be', async () => {
  const { call, event, first } = await opened('misbehaving-extension')
  expect((await call(await event('good'))).body.toString()).toBe('"the extension is good"')
  expect((await first('invocation.settled')).event.outcome).toBe('ok')
})

test('misbehaving-extension: slow costs the invocation its time, and ends in order', async () => {
  const { call, event, first, entries } = await opened('misbehaving-extension')
  expect((await call(await event('slow'))).body.toString()).toBe('"the extension is slow"')
  expect((await first('invocation.settled')).event.outcome).toBe('timeout')
  const end = await first('process.exited', (entry) => entry.of.extension !== undefined)
  expect(end.event).toMatchObject({ code: 0 })
  expect(printed(await entries(), 'misbehaving.mjs').at(-1)).toBe('SHUTDOWN, because of timeout: the end')
})

test('misbehaving-extension: crash is the caller’s error', async () => {
  const { call, event, first } = await opened('misbehaving-extension')
  const answer = await call(await event('crash'))
  expect(answer.head('x-amz-function-error')).toBe('Unhandled')
  expect(JSON.parse(answer.body.toString())).toMatchObject({ errorType: 'Extension.Crash' })
  const end = await first('process.exited', (entry) => entry.of.extension !== undefined)
  expect(end.event).toMatchObject({ code: 1 })
})

test('misbehaving-extension: silent never asks again, and is killed', async () => {
  const { call, event, first, entries } = await opened('misbehaving-extension')
  expect((await call(await event('silent'))).body.toString()).toBe('"the extension is silent"')
  expect((await first('invocation.settled')).event.outcome).toBe('timeout')
  const end = await first('process.exited', (entry) => entry.of.extension !== undefined)
  expect(end.event).toMatchObject({ signal: 'SIGKILL' })
  expect(printed(await entries(), 'misbehaving.mjs').join('\n')).not.toContain('SHUTDOWN')
})

test('misbehaving-extension: stubborn is told, and has to be killed', async () => {
  const { call, event, first, entries } = await opened('misbehaving-extension')
  const answer = await call(await event('stubborn'))
  expect(JSON.parse(answer.body.toString())).toMatchObject({ errorType: 'Sandbox.Timedout' })
  const end = await first('process.exited', (entry) => entry.of.extension !== undefined)
  expect(end.event).toMatchObject({ signal: 'SIGKILL' })
  expect(printed(await entries(), 'misbehaving.mjs')).toContain('SHUTDOWN, because of timeout: so what')
})

test('frozen-timer: what is left running stops, and fires late in the next invocation', async () => {
  const { call, first, entries } = await opened('frozen-timer')
  await call()
  const frozen = await first('environment.frozen')
  // What it shows is time that passes for everybody else: the last tick would have been due.
  while (Date.now() < frozen.at + 2000) await soon()
  const second = (await call()).head('x-amzn-RequestId')
  const thawed = await first('environment.thawed')
  const lines = of(await entries(), 'process.printed')
  expect(lines.filter(({ seq }) => seq < frozen.seq).map(({ event }) => event.line)).toContainEqual(
    expect.stringMatching(/tick 1 of invocation 1 is in time/),
  )
  const last = lines.find(({ event }) => event.line.includes('tick 10 of invocation 1'))
  expect(last?.seq).toBeGreaterThan(thawed.seq)
  expect(last?.of.invocation).toBe(second)
  expect(last?.event.line).toMatch(/comes \d{3,} ms late/)
})

test('snapstart: the invocation begins with a restore, and its hooks', async () => {
  const { call, first, entries } = await opened('snapstart')
  await first('environment.changed', ({ event }) => event.to === 'snapshot')
  const answers = [await call(), await call()].map(({ body }) => JSON.parse(body.toString()) as object)
  expect(answers[0]).toEqual({
    environmentId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    connected: true,
    credentialsUntil: expect.stringMatching(/^\d{4}-.*Z$/) as string,
  })
  expect(answers[1]).toEqual(answers[0])
  const all = await entries()
  expect(of(all, 'environment.restore-ended').map(({ event }) => event.status)).toEqual(['success'])
  const hooks = printed(all).filter((line) => /^(ready|restored)/.test(line))
  expect(hooks).toEqual(['ready for the snapshot', expect.stringMatching(/^restored, after \d+ ms$/)])
})

test('several-at-once: one environment, several invocations, answered in any order', async () => {
  const { call, entries } = await opened('several-at-once')
  await call('{"ms":0}')
  const durations = [2000, 1000, 0]
  const answers = await Promise.all(durations.map((ms) => call(JSON.stringify({ ms }))))
  const read = answers.map(({ body }) => JSON.parse(body.toString()) as { worker: number; ms: number })
  expect(read.map(({ ms }) => ms)).toEqual(durations)
  expect(new Set(read.map(({ worker }) => worker)).size).toBe(3)
  const answered = of(await entries(), 'invocation.answered').slice(1)
  expect(answered.map((entry) => entry.of.invocation)).toEqual(
    answers.map((answer) => answer.head('x-amzn-RequestId')).toReversed(),
  )
  expect(new Set(answered.map((entry) => entry.of.environment)).size).toBe(1)
})

test('word-by-word: each word comes by itself, and its poet may be lost for them', async () => {
  const { port, event } = await opened('word-by-word')
  const stream = (payload: string) => new StreamingCaller(port, 'word-by-word', { payload }).all()
  const whole = await stream('{"ms":0}')
  expect([whole.text.split('\n').length, whole.completion]).toEqual([5, {}])
  const broken = await stream(await event('lost-for-words'))
  expect([broken.text, broken.completion.ErrorCode]).toEqual([
    'A word is not a whole reply:\nit runs ahead and says, stand ',
    'Unhandled',
  ])
  expect(JSON.parse(broken.completion.ErrorDetails!)).toMatchObject({ errorMessage: 'lost for words after 13' })
})

test('count-down-bash: each number comes while the next is not yet there', async () => {
  const { port } = await opened('count-down-bash')
  const caller = new StreamingCaller(port, 'count-down-bash')
  await caller.until(({ text }) => text !== '')
  expect(caller.text).not.toContain('lift-off')
  expect(await caller.all()).toEqual({ text: '5\n4\n3\n2\n1\nlift-off\n', completion: {} })
})
