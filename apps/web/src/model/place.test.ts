import type { Exchange, Invocation } from '@playground/protocol/model'
import { expect, it } from 'vitest'
import { placeOf } from './place.ts'

const exchange = (about: Partial<Exchange>): Exchange => ({ from: 'runtime', states: [], ...about }) as Exchange
const words = (about: Partial<Exchange>, invocation?: Partial<Invocation>) =>
  placeOf(exchange(about), invocation as Invocation | undefined).map(({ name, is }) => `${name}: ${is}`)

it('says which states a call of a runtime went through', () =>
  expect(words({ states: ['Started', 'Ready', 'Running'] })).toEqual([
    'Init: past',
    'waits: past',
    'runs: here',
    'answers: ahead',
    'answered: ahead',
  ]))

it('says where a call was refused', () =>
  expect(words({ refused: { type: 'runtime.refused', state: 'Ready', call: 'response', rule: 'state' } })).toEqual([
    'Init: past',
    'waits: refused',
    'runs: ahead',
    'answers: ahead',
    'answered: ahead',
  ]))

it('says how far an invocation has come', () => {
  const cold = { receivedAt: 0, dispatchedAt: 200, cold: true }
  expect(words({ from: 'caller' }, cold)).toEqual([
    'called: past',
    'Init: past',
    'runs: here',
    'answered: ahead',
    'done: ahead',
  ])
  expect(words({ from: 'caller' }, { receivedAt: 0, dispatchedAt: 1, answeredAt: 2, settledAt: 3 })).toEqual([
    'called: past',
    'runs: past',
    'answered: past',
    'done: here',
  ])
})

it('says nothing of a call that is not part of it', () => {
  expect(words({})).toEqual([])
  expect(words({ from: 'caller' })).toEqual([])
})
