// What may be wrong with what is sent, and what looks like it.
import { eventPayloadLimit, requestPayloadLimit, responsePayloadLimit } from '../../limits.ts'
import { place, targetOf, type Asked, type Case, type Cases } from './case.fixture.ts'

const json: [string, string][] = [['Content-Type', 'application/json']]
const streaming: [string, string][] = [['Lambda-Runtime-Function-Response-Mode', 'streaming']]
const errorText =
  'Lambda-Runtime-Function-Error-Type: Runtime.StreamError\r\nLambda-Runtime-Function-Error-Body: e30=\r\n'
const typed: [string, string][] = [['Lambda-Runtime-Function-Error-Type', 'Function.Broken']]
const error = '{"errorMessage":"no","errorType":"Broken"}'

/** An invocation with this event and this response. */
function answered(told: Case, event: string, response: string): Case {
  told.cold().begin('two')
  const body = { bytes: new TextEncoder().encode(event).length, preview: event }
  return told.but('exchange.answered', { body }).post('two', { text: response, heads: json }).end('two')
}

/** A response in pieces to a caller that takes them so. */
function streamed(told: Case, asked: Asked): Case {
  told.cold().call('two', 2).but('invocation.received', { streams: true })
  return told
    .dispatch('f/1', 'two', false)
    .deliver('f/1', 'two')
    .post('two', { heads: streaming, ...asked })
    .end('two')
}

/** The same, of one piece. */
function piece(told: Case, text: string): Case {
  streamed(told, { text })
  const { of } = told.entries.find(({ event }) => event.type === 'exchange.received' && event.body.preview === text)!
  const body = { bytes: text.length, preview: text }
  return told.tell(of, { type: 'exchange.piece', side: 'request', offset: 0, body })
}

function called(told: Case, payloadBytes: number, invocationType: 'RequestResponse' | 'Event'): Case {
  return told.cold().call('two', 2).but('invocation.received', { payloadBytes, invocationType })
}

function refusedCall(told: Case, status: number): Case {
  const exchange = told.request('invoke', 'caller', { invocation: 'two' }, { bytes: requestPayloadLimit + 1 })
  return told.but('exchange.received', { tooLarge: true }).answer(exchange, status, { invocation: 'two' })
}

export const bodies: Cases = {
  'error-without-type': {
    shows: (told) => told.cold().begin('two').post('two', { text: error }, 'error').end('two'),
    not: {
      'with a type': (told) => told.cold().begin('two').post('two', { text: error, heads: typed }, 'error').end('two'),
      'a response': (told) => told.cold().served('two', { text: '{}' }),
    },
  },
  'error-shape': {
    shows: (told) => told.cold().begin('two').post('two', { text: '{"error":"no"}', heads: typed }, 'error').end('two'),
    not: {
      'as it should be': (told) =>
        told.cold().begin('two').post('two', { text: error, heads: typed }, 'error').end('two'),
      'a response may be anything': (told) => told.cold().served('two', { text: 'no' }),
      'more than an entry carries': (told) =>
        told
          .cold()
          .begin('two')
          .post('two', { text: '{"stackTrace":["', bytes: 9000, heads: typed }, 'error')
          .end('two'),
    },
  },
  'content-type-mismatch': {
    shows: (told) => told.cold().served('two', { text: 'hello', heads: json }),
    not: {
      JSON: (told) => told.cold().served('two', { text: '"hello"', heads: json }),
      'what curl calls everything': (told) =>
        told.cold().served('two', { text: 'hello', heads: [['Content-Type', 'application/x-www-form-urlencoded']] }),
      'text in another encoding, which it names': (told) =>
        told.cold().served('two', {
          text: '6Q==',
          bytes: 1,
          base64: true,
          heads: [['Content-Type', 'text/plain; charset=iso-8859-1']],
        }),
      'more than an entry carries': (told) => told.cold().served('two', { text: '{"a":"', bytes: 9000, heads: json }),
    },
  },
  'replacement-character': {
    shows: (told) => answered(told, '{"name":"Zoë"}', '"Hello, Zo\uFFFD"'),
    not: {
      'it was in the event': (told) => answered(told, '{"name":"Zo\uFFFD"}', '"Hello, Zo\uFFFD"'),
      'letters as they were': (told) => answered(told, '{"name":"Zoë"}', '"Hello, Zoë"'),
    },
  },
  'unicode-damaged': {
    shows: (told) => answered(told, '{"name":"Zoë"}', '{"name":"ZoÃ«"}'),
    not: {
      'letters as they were': (told) => answered(told, '{"name":"Zoë"}', '{"greeting":"Hello, Zoë?"}'),
      'escapes of JSON': (told) => answered(told, '{"name":"Zoë"}', '{"name":"Zo\\u00EB"}'),
      'a pair of escapes': (told) => answered(told, '{"name":"party 🎉"}', '{"name":"party \\ud83c\\udf89"}'),
      'a word that is not given back': (told) => answered(told, '{"name":"Zoë"}', '"Hello?"'),
      'a mark where the word would prove nothing': (told) => answered(told, '{"sign":"ë"}', '"really?"'),
    },
  },
  'response-over-limit': {
    shows: (told) => {
      told.cold().begin('two')
      const of = { ...place, invocation: 'two' }
      told.request('response', 'runtime', of, { target: targetOf('two', 'response'), bytes: responsePayloadLimit + 9 })
      return told.but('exchange.received', { tooLarge: true })
    },
    not: {
      'to the byte': (told) => told.cold().served('two', { text: '', bytes: responsePayloadLimit }),
      'a streamed one, which may be larger': (told) => streamed(told, { text: '', bytes: 4 * responsePayloadLimit }),
      'a call that is too large': (told) => refusedCall(told, 413),
    },
  },
  'response-near-limit': {
    shows: (told) => told.cold().served('two', { text: '"…', bytes: responsePayloadLimit - 1000 }),
    not: {
      'half of it': (told) => told.cold().served('two', { text: '"…', bytes: responsePayloadLimit / 2 }),
      'of a streamed one it would be little': (told) => streamed(told, { text: '"…', bytes: responsePayloadLimit }),
    },
  },
  'error-in-body': {
    shows: (told) => piece(told, `some text${errorText}`),
    not: {
      'no error': (told) => piece(told, 'some text'),
      'one in trailers': (told) =>
        piece(told, 'some text').but('exchange.received', {
          trailers: [['Lambda-Runtime-Function-Error-Type', 'Runtime.StreamError']],
        }),
      'a response that does not stream, and only speaks of it': (told) =>
        told.cold().served('two', { text: JSON.stringify(errorText) }),
    },
  },
  'request-over-limit': {
    shows: (told) => refusedCall(told, 413),
    not: {
      'refused for another reason': (told) => refusedCall(told, 400),
      'what a function answers by itself': (told) =>
        told.answer(told.request('http-api', 'caller', { invocation: 'two' }, { bytes: 9 }), 413, {
          invocation: 'two',
        }),
      'a response that is too large': (told) => {
        told.cold().begin('two')
        const exchange = told.request('response', 'runtime', place, { bytes: responsePayloadLimit + 9 })
        return told.answer(exchange, 413, place)
      },
    },
  },
  'request-near-limit': {
    shows: (told) => called(told, eventPayloadLimit - 10, 'Event'),
    not: {
      'the same in a synchronous call, which may carry more': (told) =>
        called(told, eventPayloadLimit - 10, 'RequestResponse'),
    },
  },
}
