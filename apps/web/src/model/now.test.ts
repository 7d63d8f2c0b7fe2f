import { createFunctionModel, environmentOf, takePlace, type Invocation } from '@playground/protocol/model'
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

  it('does not promise to start what somebody else starts', () => {
    const fn = createFunctionModel('mine')
    environmentOf(fn, 'mine@1').state = 'gone'
    expect(nowSentence(fn, 0)).toMatch(/^no runtime is attached any more/)
  })
})
