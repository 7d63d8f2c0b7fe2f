// What a runtime may do wrong in how it calls, and what looks like it.
import { definition, place, type Cases } from './case.fixture.ts'

const curl: [string, string][] = [['User-Agent', 'curl/8.5.0']]

export const calls: Cases = {
  'unknown-path': {
    shows: (told) => {
      told.cold()
      const exchange = told.request('unknown', 'runtime', place, { target: '/runtime/invocation/next', method: 'GET' })
      return told.answer(exchange, 404, place)
    },
    not: {
      'a method that is wrong': (told) => {
        told.cold()
        const exchange = told.request('unknown', 'runtime', place, { target: '/2018-06-01/runtime/invocation/next' })
        return told.answer(exchange, 405, place)
      },
      'a function that nobody knows, which a caller names': (told) => {
        const exchange = told.request('invoke', 'caller', {})
        return told.answer(exchange, 404, {})
      },
    },
  },
  'wrong-method': {
    shows: (told) => {
      told.cold()
      const asked = { target: '/2018-06-01/runtime/invocation/next', method: 'POST' }
      const exchange = told.request('unknown', 'runtime', place, asked)
      return told.answer(exchange, 405, place, { heads: [['Allow', 'GET']] })
    },
    not: {
      'a path that is unknown': (told) => {
        told.cold()
        const exchange = told.request('unknown', 'runtime', place, { target: '/next', method: 'POST' })
        return told.answer(exchange, 404, place)
      },
    },
  },
  'poll-with-timeout': {
    shows: (told) => told.cold().wait(60_000).hangUp(told.pollOf('f/1')).next('f/1'),
    not: {
      'the process ended, and its socket with it': (told) => told.cold().hangUp(told.pollOf('f/1')).ends(0),
      'the environment was reset': (told) =>
        told
          .cold()
          .tell(place, { type: 'environment.changed', from: 'ready', to: 'crashed', reason: 'it ended' })
          .hangUp(told.pollOf('f/1'))
          .beginInit('f/1', 'two', 'invoke')
          .run('f/1')
          .next('f/1'),
      'somebody starts an attached runtime anew, and waits as he likes': (told) =>
        told
          .cold()
          .but('environment.created', { attached: true })
          .wait(500)
          .hangUp(told.pollOf('f/1'))
          .next('f/1')
          .wait(9000)
          .hangUp(told.pollOf('f/1'))
          .next('f/1'),
    },
  },
  'second-poll': {
    shows: (told) => told.cold().wait(100).next('f/1').wait(30).print('f/1', 'two loops'),
    not: {
      'the first one was hung up, and that is seen a moment later': (told) => {
        const first = told.cold().pollOf('f/1')
        return told.next('f/1').hangUp(first).wait(50).print('f/1', 'asked again')
      },
      'its environments serve several at one time': (told) =>
        told
          .define({ execution: { ...definition.execution, maxConcurrency: 4 } })
          .cold()
          .next('f/1')
          .wait(50)
          .print('f/1', 'four workers'),
    },
  },
  'asked-before-accepted': {
    shows: (told) => {
      told.cold().begin('two')
      told.request('response', 'runtime', { ...place, invocation: 'two' }, { text: '{}' })
      return told.next('f/1')
    },
    not: { 'it waits for the 202': (told) => told.cold().served('two').served('three') },
  },
  'new-connection-each-call': {
    shows: (told) => told.cold().repeat(5, (_, index) => told.served(`w${index}`, { reused: 0 })),
    not: {
      'curl, which is a program for each call': (told) => {
        told.cold().repeat(12, () => {
          const exchange = told.request('next', 'runtime', place, { reused: 0, heads: curl })
          told.answer(exchange, 200, place)
        })
      },
      'one connection is used again': (told) =>
        told.cold().repeat(12, (_, index) => told.served(`w${index}`, { reused: 3 })),
    },
  },
  'refused-again-and-again': {
    shows: (told) =>
      told
        .cold()
        .begin('two')
        .repeat(10, () => told.refused('response', 'Running', 'request-id', { named: 'nobody', current: false })),
    not: {
      'now and then': (told) =>
        told
          .cold()
          .begin('two')
          .repeat(10, () =>
            told.wait(1000).refused('response', 'Running', 'request-id', { named: 'nobody', current: false }),
          ),
    },
  },
}
