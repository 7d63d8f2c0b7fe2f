import { expect, it } from 'vitest'
import { endpointTimeout } from '../endpoints.ts'
import { Conversation } from './conversation.fixture.ts'
import { applyEntry, createSession } from './session.ts'

/** Label, tone and explanation of the last answer. */
function lastAnswer({ entries }: Conversation) {
  const session = createSession()
  for (const entry of entries) applyEntry(session, entry)
  const { rows } = session.functions.get('f')!
  const place = rows.findLastIndex(({ kind, to }) => kind === 'answer' && to === 'caller')
  const [answer, next] = rows.slice(place, place + 2)
  return [answer?.label, answer?.tone, next?.kind === 'explain' ? next.label : undefined]
}

const url = () => new Conversation().call('one', 1, 'function-url')
const runs = (told: Conversation) =>
  told.create('f/1', 'one').init('f/1', 'one').next('f/1').ready('f/1').dispatch('f/1', 'one', true)

it.each([200, 204, 404, 500, 502])('takes a %i that a function answers at its URL for its answer', (status) => {
  expect(lastAnswer(runs(url()).deliver('f/1', 'one').respond('f/1', 'one', status))).toEqual([
    String(status),
    undefined,
    'Lambda makes an HTTP response of what the function returned.',
  ])
})

it('tells a failed function at its URL from a call that was refused', () => {
  const failed = runs(url()).deliver('f/1', 'one')
  failed.result('f/1', 'one', 'error', {}, { status: 502, refusal: { errorType: 'Oh', message: 'no' } })
  expect(lastAnswer(failed)).toEqual([
    '502 Oh',
    'error',
    'The function failed, or it returned no HTTP response. Who called its URL is told no more than this.',
  ])
  const forbidden = new Conversation()
  const refusal = { errorType: 'AccessDeniedException', message: 'not signed' }
  forbidden.answer(forbidden.open('function-url', 'caller', {}), 403, {}, { refusal })
  expect(lastAnswer(forbidden)).toEqual([
    '403 AccessDeniedException',
    'error',
    'Lambda refused the call before anything ran.',
  ])
})

it('tells what a route answered from a function that failed behind it, and from an API that waited too long', () => {
  const route = () => runs(new Conversation().call('one', 1, 'http-api')).deliver('f/1', 'one')
  expect(lastAnswer(route().respond('f/1', 'one', 502))).toEqual([
    '502',
    undefined,
    'What the function returned, as the API makes an HTTP response of it.',
  ])
  for (const status of [500, 502]) {
    const failed = route()
    failed.result('f/1', 'one', 'error', {}, { status, refusal: { errorType: 'Oh', message: 'no' } })
    expect(lastAnswer(failed)).toEqual([
      `${status} Oh`,
      'error',
      'The function failed, or what it returned is no HTTP response. The API tells its caller no more than this.',
    ])
  }
  const late = route()
  const refusal = { errorType: endpointTimeout, message: 'The API waited 29 s.' }
  late.answer(late.callOf('one'), 504, { invocation: 'one' }, { refusal })
  expect(lastAnswer(late)).toEqual([
    '504 EndpointTimeout',
    'error',
    'An API waits 29 or 30 s for a function, whatever its time-out is.',
  ])
})

it('says of a refused invoke what its client makes of it', () => {
  const told = new Conversation()
  const refusal = { errorType: 'ResourceNotFoundException', message: 'Function not found' }
  told.answer(told.open('invoke', 'caller', {}), 404, {}, { refusal })
  expect(lastAnswer(told)[2]).toBe('Lambda refused the call before anything ran. An SDK throws this as an exception.')
})

it('takes the 204 of a call that runs nothing for no dry run', () => {
  const told = new Conversation()
  told.answer(told.open('delete-alias', 'caller', {}), 204, {})
  expect(lastAnswer(told)).toEqual(['204', undefined, undefined])
})

it('knows a dry run', () => {
  const told = new Conversation()
  told.answer(told.open('invoke', 'caller', { invocation: 'dry' }), 204, { invocation: 'dry' })
  expect(lastAnswer(told)[2]).toBe('Checked, and not run: the function is there, and it could be given this event.')
})

it.each([
  [
    'invoke-stream',
    'The caller has the first bytes while the runtime still writes. The last frame tells how it ended.',
  ],
  ['function-url', 'The caller has the first bytes while the runtime still writes.'],
])('says what the first bytes of %s are', (endpoint, text) => {
  const told = new Conversation()
  told.answer(told.open(endpoint, 'caller', {}), 200, {}, { streams: true })
  expect(lastAnswer(told)[2]).toBe(text)
})
