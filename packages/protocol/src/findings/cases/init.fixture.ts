// What may go wrong before the first event, and what looks like it.
import { place, type Cases } from './case.fixture.ts'

export const init: Cases = {
  'never-asked': {
    shows: (told) => told.beginCold().run('f/1').print('f/1', 'loading').initEnds('timeout'),
    not: {
      'an Init that succeeds': (told) => told.cold(),
      'an extension is what Init waited for': (told) => told.beginCold().launch('log').initEnds('timeout'),
      'it asked, and an extension did not, until the deadline of the invocation that Init begins anew inside of': (
        told,
      ) =>
        told
          .beginCold()
          .launch('log')
          .register('log')
          .run('f/1')
          .next('f/1')
          .initEnds('timeout')
          .tell(place, { type: 'runtime.changed', from: 'Ready', to: 'Started' })
          .dispatch('f/1', 'one', true)
          .timesOut('one'),
      'it reported why it cannot': (told) => {
        told.beginCold().run('f/1')
        const exchange = told.request('init-error', 'runtime', place)
        return told.answer(exchange, 202, place).initEnds('timeout')
      },
    },
  },
  'exit-in-init': {
    shows: (told) => told.beginCold().run('f/1').print('f/1', 'cannot find app.mjs').ends(1),
    not: {
      'it reported init/error before': (told) => {
        told.beginCold().run('f/1')
        const exchange = told.request('init-error', 'runtime', place)
        return told.answer(exchange, 202, place).ends(1)
      },
      'it was killed because Init failed': (told) =>
        told
          .beginCold()
          .run('f/1')
          .initEnds('timeout')
          .signal(undefined, 'SIGKILL', 'Init failed')
          .ends(null, { signal: 'SIGKILL' }),
      'it ends later': (told) => told.cold().ends(1),
    },
  },
  'init-error-lived-on': {
    shows: (told) => {
      told.beginCold().run('f/1')
      const exchange = told.request('init-error', 'runtime', place)
      return told.answer(exchange, 202, place).refused('next', 'InitError', 'state')
    },
    not: {
      'it ended after it': (told) => {
        told.beginCold().run('f/1')
        const exchange = told.request('init-error', 'runtime', place)
        return told.answer(exchange, 202, place).ends(1).initEnds('error', 20)
      },
      'Init times out without it': (told) => told.beginCold().run('f/1').initEnds('timeout'),
    },
  },
  'init-over-limit': {
    shows: (told) =>
      told
        .beginCold()
        .run('f/1')
        .initEnds('timeout')
        .beginInit('f/1', 'one', 'invoke')
        .run('f/1')
        .wait(11_000)
        .next('f/1')
        .ready('f/1', 'invoke')
        .but('environment.init-ended', { durationMs: 11_000 }),
    not: {
      'the second Init follows one that crashed, and is quick': (told) =>
        told
          .beginCold()
          .run('f/1')
          .ends(1)
          .initEnds('error', 30)
          .beginInit('f/1', 'one', 'invoke')
          .run('f/1')
          .next('f/1')
          .ready('f/1', 'invoke'),
      'an Init within its limit': (told) => told.cold(),
    },
  },
  'init-near-limit': {
    shows: (told) =>
      told.beginCold().run('f/1').next('f/1').ready('f/1').but('environment.init-ended', { durationMs: 6000 }),
    not: {
      'half of nothing': (told) =>
        told.beginCold().run('f/1').next('f/1').ready('f/1').but('environment.init-ended', { durationMs: 4900 }),
      'an Init ahead of time has a longer limit': (told) =>
        told
          .beginCold('one', 130_000)
          .run('f/1')
          .next('f/1')
          .ready('f/1')
          .but('environment.init-ended', { durationMs: 20_000 }),
    },
  },
  'mostly-init': {
    shows: (told) => told.cold().but('invocation.settled', { initMs: 4000, durationMs: 100 }),
    not: {
      'a short one, however large its part': (told) =>
        told.cold().but('invocation.settled', { initMs: 400, durationMs: 1 }),
      'a handler that takes as long': (told) =>
        told.cold().but('invocation.settled', { initMs: 4000, durationMs: 4000 }),
      'a warm one': (told) => told.cold().served('two'),
    },
  },
}
