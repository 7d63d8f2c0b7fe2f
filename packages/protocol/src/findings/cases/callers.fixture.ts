// What callers may do wrong, and what looks like it.
import { attemptName } from '../../ids.ts'
import { type Case, type Cases } from './case.fixture.ts'

function refusedAtLimit(told: Case, id: string): Case {
  return told
    .call(id, 2)
    .tell({ invocation: id }, { type: 'invocation.answered', outcome: 'throttled', by: 'lambda' })
    .tell(
      { invocation: id },
      { type: 'invocation.settled', outcome: 'throttled', durationMs: 0, billedMs: 0, memoryMb: 128 },
    )
}

function fails(told: Case, id: string, event = '{"order":7}'): Case {
  told.call(id, 2)
  told.but('exchange.received', { body: { bytes: event.length, preview: event } })
  return told.dispatch('f/1', id, false).deliver('f/1', id).post(id, { text: '{}' }, 'error').end(id)
}

export const callers: Cases = {
  'caller-gave-up': {
    shows: (told) => told.define().cold().begin('two').wait(900).hangUp(told.callOf('two'), { invocation: 'two' }),
    not: {
      'after it had its answer': (told) => told.cold().served('two').hangUp(told.callOf('two'), { invocation: 'two' }),
      'after it had the last piece of it': (told) =>
        told
          .cold()
          .begin('two')
          .answer(told.callOf('two'), 200, { invocation: 'two' }, { streams: true })
          .tell(
            { invocation: 'two', exchange: told.callOf('two') },
            { type: 'exchange.sent', body: { bytes: 9, preview: '' } },
          )
          .hangUp(told.callOf('two'), { invocation: 'two' }),
      'the server stopped': (told) =>
        told
          .cold()
          .begin('two')
          .tell(
            { invocation: 'two', exchange: told.callOf('two') },
            { type: 'exchange.closed', how: 'server-stopped' },
          ),
    },
  },
  throttled: {
    shows: (told) => refusedAtLimit(refusedAtLimit(told.define({ concurrency: 1 }).cold(), 'two'), 'three'),
    not: { 'an error of the function': (told) => fails(told.cold(), 'two') },
  },
  'retry-storm': {
    shows: (told) => told.cold().repeat(5, (_, index) => fails(told, `w${index}`)),
    not: {
      'other events each': (told) =>
        told.cold().repeat(5, (_, index) => fails(told, `w${index}`, `{"order":${index}}`)),
      'with pauses': (told) => told.cold().repeat(5, (_, index) => fails(told.wait(4000), `w${index}`)),
      'the same event, which succeeds': (told) => told.cold().repeat(8, (_, index) => told.served(`w${index}`)),
      'a run, which is to do so': (told) =>
        told
          .cold()
          .tell({}, { type: 'run.started', run: 'r', planned: 8, atOnce: 1 })
          .repeat(8, (_, index) => fails(told, `w${index}`)),
      'attempts at an asynchronous event': (told) =>
        told.cold().repeat(6, (_, index) => fails(told, attemptName('two', index + 1))),
      'some calls at the limit': (told) =>
        told.cold().repeat(5, (_, index) => refusedAtLimit(told, `w${index}`).wait(1900)),
    },
  },
}
