// What a runtime may do wrong with its answers, and what looks like it.
import { failingEvent } from '../../model/queue-conversation.fixture.ts'
import { place, type Cases } from './case.fixture.ts'

export const answers: Cases = {
  'answered-twice': {
    shows: (told) =>
      told.cold().begin('two').post('two').refused('response', 'RuntimeResponseSentState', 'state', { named: 'two' }),
    not: {
      'one answer for each event': (told) => told.cold().served('two').served('three'),
      'an answer for an id that was never given': (told) =>
        told.cold().begin('two').refused('response', 'Running', 'request-id', { named: 'nobody', current: false }),
      'one answer for each attempt at an event': (told) => failingEvent(told.cold()),
    },
  },
  'answered-another': {
    shows: (told) =>
      told.cold().begin('two').refused('response', 'Running', 'request-id', { named: 'nobody', current: false }),
    not: {
      'its invocation was failed because an extension ended': (told) =>
        told
          .cold()
          .begin('two')
          .result('f/1', 'two', 'crash')
          .settle('f/1', 'two', 'crash', 'reset')
          .refused('response', 'Started', 'request-id', { named: 'two', current: false }),
      'a second answer for an attempt at an event': (told) =>
        failingEvent(told.cold()).refused('response', 'Ready', 'request-id', { named: 'ev', current: false }),
      'a second answer for the invocation before': (told) =>
        told.cold().served('two').refused('response', 'Ready', 'request-id', { named: 'two', current: false }),
    },
  },
  'answered-too-late': {
    shows: (told) =>
      told
        .cold()
        .begin('two')
        .timesOut('two')
        .refused('response', 'Started', 'request-id', { named: 'two', current: false }),
    not: {
      'an answer shortly before the deadline': (told) => told.cold().begin('two').wait(2900).post('two').end('two'),
      'an id that nobody knows': (told) =>
        told.cold().begin('two').refused('response', 'Running', 'request-id', { named: 'nobody', current: false }),
    },
  },
  'wrong-moment': {
    shows: (told) => told.cold().refused('init-error', 'Ready', 'state'),
    not: {
      'a second answer, which has a rule of its own': (told) =>
        told.cold().begin('two').post('two').refused('response', 'RuntimeResponseSentState', 'state', { named: 'two' }),
    },
  },
  'event-handed-out-again': {
    shows: (told) =>
      told
        .cold()
        .begin('two')
        .next('f/1')
        .answer(told.pollOf('f/1'), 200, { ...place, invocation: 'two' }, { delivers: 'two', again: true }),
    not: {
      'the event was lost on its way': (told) => {
        const { begin } = { begin: told.cold().begin('two') }
        begin.tell({ ...place, exchange: told.pollOf('f/1') }, { type: 'exchange.closed', how: 'hung-up' })
        return told
          .next('f/1')
          .answer(told.pollOf('f/1'), 200, { ...place, invocation: 'two' }, { delivers: 'two', again: true })
      },
      'it asks after it has answered': (told) => told.cold().served('two'),
    },
  },
  'delivery-lost': {
    shows: (told) =>
      told
        .cold()
        .begin('two')
        .tell({ ...place, exchange: told.pollOf('f/1') }, { type: 'exchange.closed', how: 'hung-up' }),
    not: {
      'a poll that hung up before there was an event': (told) =>
        told.cold().tell({ ...place, exchange: told.pollOf('f/1') }, { type: 'exchange.closed', how: 'hung-up' }),
      'the server stopped': (told) =>
        told
          .cold()
          .begin('two')
          .tell({ ...place, exchange: told.pollOf('f/1') }, { type: 'exchange.closed', how: 'server-stopped' }),
    },
  },
  'bad-response-mode': {
    shows: (told) =>
      told
        .cold()
        .begin('two')
        .refused('response', 'InvocationResponse', 'response-mode', {
          named: 'two',
          heads: [['Lambda-Runtime-Function-Response-Mode', 'Streaming']],
        }),
    not: {
      'streaming in lower case': (told) =>
        told.cold().served('two', { heads: [['Lambda-Runtime-Function-Response-Mode', 'streaming']] }),
    },
  },
  'truncated-answer': {
    shows: (told) =>
      told
        .cold()
        .begin('two')
        .refused('response', 'InvocationResponse', 'truncated', {
          named: 'two',
          heads: [['Content-Length', '10']],
          text: '{"a"',
        }),
    not: { 'a whole answer': (told) => told.cold().served('two', { text: '{"a":1}' }) },
  },
}
