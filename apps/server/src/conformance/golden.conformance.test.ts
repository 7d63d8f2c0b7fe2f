// Whole conversations, played by hand and told by the journal, against texts that a person can read.
// After a change that is meant, look at what differs and run: npx vitest run apps/server/src/conformance/golden -u
import type { Entry, EventType } from '@playground/protocol'
import { expect, test } from 'vitest'
import { renderConversation } from './conversation.fixture.ts'
import { mounts, type Seat } from './mounts.fixture.ts'
import { expectOk } from './runtime-by-hand.fixture.ts'

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
