// Whole conversations, played by hand and told by the journal, against texts that a person can read.
// After a change that is meant, look at what differs and run: npx vitest run apps/server/src/conformance/golden -u
import type { Entry, EventType } from '@playground/protocol'
import { writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { renderConversation } from './conversation.fixture.ts'
import { ExtensionByHand, stage, type Stage } from './extension-by-hand.fixture.ts'
import { linesOf } from './playground.fixture.ts'
import { receiver } from './telemetry-receiver.fixture.ts'
import { mounts, type Seat } from './mounts.fixture.ts'
import { expectOk, RuntimeByHand } from './runtime-by-hand.fixture.ts'

const sit = mounts[0]!.sit

/** Once so many of the function's invocations are over, and the last thing that follows has happened. */
async function told(seat: Seat, settled: number, last: EventType = 'invocation.settled'): Promise<string> {
  const count = (entries: Entry[], type: EventType) => entries.filter(({ event }) => event.type === type).length
  const entries = await seat.playground.entriesUntil(
    (all) => count(all, 'invocation.settled') === settled && count(all, last) > 0,
  )
  return renderConversation(entries, seat.name)
}

test('a cold and a warm invocation', async () => {
  const seat = await sit()
  const { runtime, event, called } = await seat.running('{"n":1}')
  expectOk(await runtime.respond(event.requestId, '"one"'))
  await called
  const parked = runtime.next()
  await seat.playground.entriesUntil((all) => all.some(({ event: { type } }) => type === 'invocation.settled'))
  const again = seat.invoke('{"n":2}')
  expectOk(await runtime.respond((await parked).requestId, '"two"'))
  await again
  void runtime.poll().catch(() => {})
  await expect(await told(seat, 2)).toMatchFileSnapshot('golden/cold-and-warm.txt')
})

test('a function error', async () => {
  const seat = await sit()
  const { runtime, event, called } = await seat.running('{"n":1}')
  const heads = { 'Lambda-Runtime-Function-Error-Type': 'Function.Broken', 'Content-Type': 'application/json' }
  expectOk(await runtime.fail(event.requestId, '{"errorMessage":"broken","errorType":"Broken"}', { heads }))
  await called
  void runtime.poll().catch(() => {})
  await expect(await told(seat, 1)).toMatchFileSnapshot('golden/function-error.txt')
})

test('a second answer is refused, and so is one to another id', async () => {
  const seat = await sit()
  const { runtime, event, called } = await seat.running('{"n":1}')
  await runtime.respond('11111111-2222-4333-8444-555555555555', '"whose?"')
  expectOk(await runtime.respond(event.requestId, '"first"'))
  await called
  await runtime.respond(event.requestId, '"second"')
  void runtime.poll().catch(() => {})
  await expect(await told(seat, 1)).toMatchFileSnapshot('golden/refused-answers.txt')
})

test('a time-out', async () => {
  const seat = await sit({ timeout: 1 })
  const { called } = await seat.running('{"n":1}')
  await called
  await expect(await told(seat, 1, 'process.exited')).toMatchFileSnapshot('golden/time-out.txt')
})

/** Everything so far, once so many entries of a type are there. */
async function staged(play: Stage, last: EventType, times = 1): Promise<Entry[]> {
  return play.entriesUntil((all) => all.filter(({ event }) => event.type === last).length >= times)
}

/** Asks for work or an event, and leaves it open, once the journal knows of it: the order of what follows is certain. */
async function waits(play: Stage, who: RuntimeByHand | ExtensionByHand) {
  const asked = (all: Entry[]) => all.filter(({ event }) => event.type === 'exchange.opened').length
  const before = asked(await play.entries())
  const polled = who.poll()
  polled.catch(() => {})
  await play.entriesUntil((all) => asked(all) > before)
  // In something, since a promise would be waited for with this one.
  return { polled }
}

/** One invocation with an extension, up to the answer. */
async function invoked(play: Stage, start = 1) {
  const a = await play.extension('a', start)
  await a.register()
  const told = await waits(play, a)
  const runtime = await play.runtime(start)
  const { requestId } = await runtime.next()
  await told.polled
  expectOk(await runtime.respond(requestId, '"one"'))
  return { a, runtime }
}

test('a cold start with an external extension', async () => {
  const play = await stage(['a'])
  const called = play.call('{"n":1}')
  const { a, runtime } = await invoked(play)
  await called
  await waits(play, runtime)
  await waits(play, a)
  await expect(renderConversation(await staged(play, 'invocation.settled'), 'stage')).toMatchFileSnapshot(
    'golden/cold-with-extension.txt',
  )
})

test('a shutdown with SHUTDOWN', async () => {
  const play = await stage(['a'])
  const called = play.call('{"n":1}')
  const { a, runtime } = await invoked(play)
  await called
  await waits(play, runtime)
  const { polled } = await waits(play, a)
  await writeFile(`${play.beside}/changed`, 'a new version')
  await linesOf(`${play.beside}.runtime.signals`, 1)
  await play.exits('runtime', 0)
  await polled
  await play.exits('a', 0)
  const gone = await play.entriesUntil((all) =>
    all.some(({ event }) => event.type === 'environment.changed' && event.to === 'gone'),
  )
  const from = gone.findIndex(({ event }) => event.type === 'invocation.settled')
  await expect(renderConversation(gone.slice(from + 1), 'stage')).toMatchFileSnapshot('golden/shutdown.txt')
})

test('an extension that crashes in Init, and the retry', async () => {
  const play = await stage(['a'])
  const called = play.call('{"n":1}')
  const first = await play.extension('a')
  await first.register()
  await play.started('runtime')
  await play.exits('a', 1)
  const { a, runtime } = await invoked(play, 2)
  await called
  await waits(play, runtime)
  await waits(play, a)
  await expect(renderConversation(await staged(play, 'invocation.settled'), 'stage')).toMatchFileSnapshot(
    'golden/extension-crash.txt',
  )
})

test('freeze and thaw', async () => {
  const play = await stage([], { freeze: true })
  const called = play.call('{"n":1}')
  const runtime = await play.runtime()
  const first = await runtime.next()
  expectOk(await runtime.respond(first.requestId, '"one"'))
  await called
  const { polled } = await waits(play, runtime)
  const before = await staged(play, 'environment.frozen')
  const from = before.findIndex(({ event }) => event.type === 'invocation.settled')
  const again = play.call('{"n":2}')
  const { head } = await polled
  expectOk(await runtime.respond(head('Lambda-Runtime-Aws-Request-Id')!, '"two"'))
  await again
  await waits(play, runtime)
  const entries = await staged(play, 'environment.frozen', 2)
  await expect(renderConversation(entries.slice(from + 1), 'stage')).toMatchFileSnapshot('golden/freeze-and-thaw.txt')
})

test('a restore', async () => {
  const play = await stage([], { snapStart: true })
  const runtime = await play.runtime()
  const restored = runtime.ask('GET', '/2018-06-01/runtime/restore/next')
  await staged(play, 'environment.frozen')
  const called = play.call('{"n":1}')
  await restored
  const { requestId } = await runtime.next()
  expectOk(await runtime.respond(requestId, '"restored"'))
  await called
  await waits(play, runtime)
  await expect(renderConversation(await staged(play, 'invocation.settled'), 'stage')).toMatchFileSnapshot(
    'golden/restore.txt',
  )
})

test('a subscription to telemetry with its deliveries', async () => {
  const play = await stage(['a'])
  const called = play.call('{"n":1}')
  const a = await play.extension('a')
  await a.register()
  const to = await receiver()
  await a.subscribe(to.subscription())
  await staged(play, 'telemetry.delivered', 1)
  const told = await waits(play, a)
  const runtime = await play.runtime()
  const { requestId } = await runtime.next()
  await told.polled
  await staged(play, 'telemetry.delivered', 2)
  await play.says('runtime', 'hello\n')
  await staged(play, 'telemetry.delivered', 3)
  expectOk(await runtime.respond(requestId, '"one"'))
  await called
  // Before the runtime, so that its part and the report are told together.
  await waits(play, a)
  await waits(play, runtime)
  await expect(renderConversation(await staged(play, 'telemetry.delivered', 4), 'stage')).toMatchFileSnapshot(
    'golden/telemetry.txt',
  )
})
