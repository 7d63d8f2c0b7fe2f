import { createFunctionModel, environmentOf, extensionOf, createSession } from '@playground/protocol/model'
import { expect, it } from 'vitest'
import { extensionState, laneState } from './lane-state.ts'

const second = 1000

function withLogger() {
  const fn = createFunctionModel('f')
  const environment = environmentOf(fn, 'f/1')
  const logger = extensionOf(fn, environment, 'logger')
  const says = (now = 0) => extensionState(fn, environment, logger, now).text
  const runtime = (now = 0) => laneState('f/1', fn, environment, createSession(), now).text
  return { fn, environment, logger, says, runtime }
}

it('says what an extension is at from its start to its end', () => {
  const { logger, says } = withLogger()
  logger.state = 'Started'
  expect(says()).toBe('starting')
  logger.state = 'Registered'
  expect(says()).toBe('registered')
  logger.state = 'Ready'
  logger.polls.add(1)
  logger.pollingSince = 0
  expect(says(7 * second)).toBe('waiting 7 s')
  logger.ended = 'dead · SIGKILL'
  expect(says()).toBe('dead · SIGKILL')
})

it('says how much of the invocation’s time an extension has used', () => {
  const { fn, logger, says } = withLogger()
  const base = { id: 'a', function: 'f', number: 1, type: 'RequestResponse', payloadBytes: 0 } as const
  fn.invocations.set('a', { ...base, receivedAt: 0, receivedSeq: 1, dispatchedAt: 0, deadline: 3 * second })
  logger.busyWith = 'a'
  expect(says(second)).toBe('busy 1 of 3 s')
})

it('says of all of an environment that it is frozen', () => {
  const { environment, says, runtime } = withLogger()
  environment.frozenAt = 0
  environment.polls.add(1)
  expect([says(12 * second), runtime(12 * second)]).toEqual(['frozen 12 s', 'frozen 12 s'])
})

it('counts down to the kill: the runtime its part, the extension the whole', () => {
  const { environment, logger, says, runtime } = withLogger()
  environment.ending = { since: 0, deadline: 2 * second, runtimeBy: 300 }
  environment.pid = 4127
  expect(says(100)).toBe('to be ended')
  expect(runtime(100)).toBe('killed in 0.2 s')
  logger.atWork = true
  expect(says(500)).toBe('killed in 1.5 s')
  expect(says(2500)).toBe('killed now')
})
