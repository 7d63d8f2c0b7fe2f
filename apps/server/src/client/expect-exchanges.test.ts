// What a test is told of exchanges that are not as it expects.
import { AssertionError } from 'node:assert'
import { describe, expect, it } from 'vitest'
import type { Exchange, Invocation } from './api.ts'
import { expectExchanges } from './expect-exchanges.ts'

const one = (label: string, status: number | undefined, more: Partial<Exchange> = {}): Exchange => ({
  label,
  from: 'runtime',
  method: 'POST',
  target: '/',
  openedAt: 0,
  ...(status === undefined ? {} : { status }),
  ...more,
})
const refused = { errorType: 'InvalidStateTransition', message: 'not allowed' }

function invocationWith(...exchanges: Exchange[]): Invocation {
  return {
    function: 'f',
    requestId: 'id',
    status: 200,
    payload: '1',
    logs: '',
    exchanges,
    json: () => 1,
    conversation: 'drawn',
  }
}

const good = invocationWith(one('invoke', 200, { from: 'caller' }), one('GET next', 200), one('POST response', 202))
const twice = invocationWith(...good.exchanges, one('POST response', 403, { refused }))

describe('exchanges', () => {
  it('may be expected by their labels, with or without a status', () => {
    expectExchanges(good).toBe(['invoke', 'GET next', 'POST response 202'])
    expectExchanges(twice).toBe(['invoke 200', 'GET next', 'POST response 202', 'POST response 403'])
    expectExchanges(twice).toInclude('invoke', 'POST response 403')
    expectExchanges(good).toInclude()
    expectExchanges(good).toHaveNone('refused', 'failed', 'POST error', 'POST response 403')
  })

  it.each<[string, () => void, string]>([
    ['too few', () => expectExchanges(good).toBe(['invoke', 'GET next']), 'are not those'],
    ['another order', () => expectExchanges(good).toBe(['GET next', 'invoke', 'POST response']), 'are not those'],
    ['another status', () => expectExchanges(good).toInclude('POST response 403'), 'There is no POST response 403'],
    ['another order within', () => expectExchanges(good).toInclude('GET next', 'invoke'), 'not in this order'],
    ['one twice', () => expectExchanges(good).toInclude('invoke', 'invoke'), 'There is no invoke'],
    ['one refused', () => expectExchanges(twice).toHaveNone('refused'), 'There is POST response 403, where'],
  ])('that are not so are told with the conversation: %s', (_what, run, problem) => {
    const thrown = (() => {
      try {
        run()
        return undefined
      } catch (error) {
        return error
      }
    })()
    expect(thrown).toBeInstanceOf(AssertionError)
    const { message, actual } = thrown as AssertionError & { actual: string[] }
    expect(message).toContain(problem)
    expect(message).toContain('there are invoke 200, GET next 200, POST response 202')
    expect(message).toContain('drawn')
    expect(actual[0]).toBe('invoke 200')
  })

  it('cannot be expected to be none under a name that nothing has', () => {
    expect(() => expectExchanges(good).toHaveNone('POST respons')).toThrow('Do you mean POST response?')
    expect(() => expectExchanges(good).toHaveNone('GET /2018-06-01/nowhere')).not.toThrow()
  })
})
