import { createFunctionModel, environmentOf, extensionOf, takePlace, type Invocation } from '@playground/protocol/model'
import { describe, expect, it } from 'vitest'
import { nowSentence } from './now.ts'

const second = 1000

function withInvocation(id: string, more: Partial<Invocation>, fn = createFunctionModel('f')) {
  fn.invocations.set(id, {
    id,
    function: 'f',
    number: 1,
    type: 'RequestResponse',
    payloadBytes: 0,
    receivedAt: 0,
    receivedSeq: 1,
    ...more,
  })
  takePlace(fn, id)
  return fn
}

describe('the sentence of now', () => {
  it('says how long a runtime waits, and that Invoke answers it', () => {
    const fn = createFunctionModel('f')
    const environment = environmentOf(fn, 'f/1')
    environment.polls.add(1)
    environment.pollingSince = 0
    expect(nowSentence(fn, 12 * second)).toBe('runtime waiting 12 s for work · Invoke answers this request')
  })

  it('says what an invocation is at', () => {
    expect(nowSentence(withInvocation('a', {}), 2 * second)).toMatch(/^starting for 2 s/)
    expect(nowSentence(withInvocation('a', { dispatchedAt: 0 }), 3 * second)).toMatch(/^at work for 3 s/)
    expect(nowSentence(withInvocation('a', { dispatchedAt: 0, answeredAt: 1 }), 0)).toMatch(/^answered · /)
    expect(nowSentence(withInvocation('a', { waiting: { for: 'runtime', since: 0 } }), 0)).toMatch(/attach a runtime/)
  })

  it('counts where several are under way', () => {
    const fn = withInvocation('b', {}, withInvocation('a', {}))
    environmentOf(fn, 'f/1').busyWith = 'a'
    environmentOf(fn, 'f/2').state = 'init'
    expect(nowSentence(fn, 0)).toBe('2 invocations under way · 1 busy · 1 starting')
  })

  it('says that the next call starts afresh where nothing is left', () => {
    const fn = createFunctionModel('f')
    expect(nowSentence(fn, 0)).toMatch(/starts afresh/)
    environmentOf(fn, 'f/1').state = 'crashed'
    expect(nowSentence(fn, 0)).toMatch(/ended while it was idle/)
  })

  it('says that it is frozen with its request open, and since when', () => {
    const fn = createFunctionModel('f')
    Object.assign(environmentOf(fn, 'f/1'), { state: 'ready', frozenAt: 0, pollingSince: 0 }).polls.add(1)
    expect(nowSentence(fn, 12 * second)).toBe('frozen for 12 s with an open request · Invoke thaws it and answers')
    Object.assign(environmentOf(fn, 'f/2'), { state: 'ready', frozenAt: second, pollingSince: 0 }).polls.add(2)
    expect(nowSentence(fn, 12 * second)).toMatch(/^2 environments frozen, the last for 11 s/)
    environmentOf(fn, 'f/1').state = 'gone'
    environmentOf(fn, 'f/2').state = 'snapshot'
    expect(nowSentence(fn, 12 * second)).toMatch(/^a snapshot is kept/)
  })

  it('says which extensions an invocation still waits for', () => {
    const fn = withInvocation('a', { dispatchedAt: 0, answeredAt: 1, runtimeDoneAt: 2, environment: 'f/1' })
    extensionOf(fn, environmentOf(fn, 'f/1'), 'logger').busyWith = 'a'
    expect(nowSentence(fn, 0)).toMatch(/^answered · logger has still to ask/)
    extensionOf(fn, environmentOf(fn, 'f/1'), 'metrics').busyWith = 'a'
    expect(nowSentence(fn, 0)).toMatch(/^answered · logger and metrics have still to ask/)
  })

  it('counts what is left of a shutdown, and not beyond it', () => {
    const fn = createFunctionModel('f')
    const ending = { since: 0, deadline: 2 * second, runtimeBy: 300 }
    Object.assign(environmentOf(fn, 'f/1'), { state: 'reset', ending })
    expect(nowSentence(fn, second)).toBe('processes are being ended · what is left is killed in 1.0 s')
    expect(nowSentence(fn, 3 * second)).toMatch(/starts afresh/)
  })

  it('does not promise to start what somebody else starts', () => {
    const fn = createFunctionModel('mine')
    environmentOf(fn, 'mine@1').state = 'gone'
    expect(nowSentence(fn, 0)).toMatch(/^no runtime is attached any more/)
  })
})
