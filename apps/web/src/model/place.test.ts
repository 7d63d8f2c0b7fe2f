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

it('says where a call of an extension stands', () => {
  expect(words({ from: 'extension', states: ['Running', 'Ready'] })).toEqual([
    'started: past',
    'registered: past',
    'waits: here',
    'has an event: ahead',
    'ended: ahead',
  ])
  const refused = { type: 'extension.refused', state: 'Registered', call: 'register', rule: 'state' } as const
  expect(words({ from: 'extension', refused })).toContain('registered: refused')
})

it('has a step for the restore of a runtime that was restored, and for extensions that took longer', () => {
  expect(words({ states: ['RestoreReady', 'Restoring'] })).toContain('restores: here')
  const slow = {
    receivedAt: 0,
    dispatchedAt: 1,
    answeredAt: 2,
    extensions: true,
    runtimeDoneAt: 3,
    settledAt: 900,
  } as const
  expect(words({ from: 'caller' }, slow)).toContain('runtime done: past')
  const alone = { receivedAt: 0, dispatchedAt: 1, answeredAt: 2, runtimeDoneAt: 3, settledAt: 900 }
  expect(words({ from: 'caller' }, alone).join()).not.toContain('runtime done')
})
