// What callers may do wrong, and what looks like it.
import { attemptName } from '../../ids.ts'
import { failingEvent } from '../../model/queue-conversation.fixture.ts'
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
      'attempts of Lambda at events that fail': (told) =>
        told.cold().repeat(3, (_, index) => {
          told.hand(`e${index}`).attempt(`e${index}`, 1, 2)
          for (const attempt of [2, 3])
            told.waits(`e${index}`, attempt, 500, { lambdaMs: 60_000 }).wait(499).attempt(`e${index}`, attempt, 2)
        }),
      'events that wait at the limit': (told) =>
        told.cold().repeat(25, (_, index) => told.hand(`e${index}`).refuse(`e${index}`, 1, 2)),
      'some calls at the limit': (told) =>
        told.cold().repeat(5, (_, index) => refusedAtLimit(told, `w${index}`).wait(1900)),
    },
  },
  'event-dropped': {
    shows: (told) => failingEvent(told.define().cold()),
    not: {
      'a destination takes a record of it': (told) =>
        failingEvent(told.sends({ onFailure: 'file:failures.jsonl' }).cold()).destined('ev', 'file:failures.jsonl'),
      'it succeeds in the end': (told) =>
        told
          .define()
          .cold()
          .hand('ev')
          .attempt('ev', 1, 2)
          .waits('ev', 2, 10)
          .attempt('ev', 2, 3, 'ok')
          .over('ev', 'succeeded', 2),
      'its function was removed': (told) => told.define().cold().hand('ev').over('ev', 'deleted', 0),
      'the settings came before what is known': (told) => failingEvent(told.cold()),
    },
  },
  'destination-not-reached': {
    shows: (told) =>
      failingEvent(told.sends({ onFailure: 'function:audit' }).cold()).destined('ev', 'function:audit', {
        problem: 'There is no function audit. Open its folder, or name another destination.',
      }),
    not: {
      'it took the record': (told) =>
        failingEvent(told.sends({ onFailure: 'function:audit' }).cold()).destined('ev', 'function:audit', {
          invocation: 'there',
        }),
    },
  },
}
