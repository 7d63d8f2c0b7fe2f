import { runtimeCalls, runtimeStates, runtimeTransitions } from '@playground/protocol'
import { describe, expect, it } from 'vitest'
import { refusalSentence } from './refusal.ts'

const refused = { type: 'runtime.refused', call: 'response', rule: 'state' } as const

describe('the sentence of a refusal', () => {
  it('names the state, and what is allowed in it by the table', () => {
    expect(refusalSentence({ ...refused, state: 'Ready' })).toBe(
      'The runtime was in the state Ready, where POST response is not allowed. Allowed is GET next.',
    )
    expect(refusalSentence({ ...refused, state: 'Running', call: 'init-error' })).toMatch(
      /Allowed is GET next or POST response or POST error\.$/,
    )
  })

  it('says so where nothing is allowed any more', () => {
    expect(refusalSentence({ ...refused, state: 'InitError' })).toMatch(/should exit/)
  })

  it('never claims that a call is allowed which the table refuses', () => {
    for (const state of runtimeStates)
      for (const call of runtimeCalls.filter((one) => !(one in runtimeTransitions[state]))) {
        const [, allowed = ''] = refusalSentence({ ...refused, state, call }).split('Allowed is ')
        expect(allowed.includes(call === 'init-error' ? 'init/error' : ` ${call}`)).toBe(false)
      }
  })

  it('tells a wrong id from a wrong state', () => {
    expect(refusalSentence({ ...refused, state: 'Running', rule: 'request-id' })).toMatch(/^The request id/)
  })
})
