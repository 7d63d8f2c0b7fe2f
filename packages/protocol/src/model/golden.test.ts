// Whole conversations as text, to be read: what the diagram shows for each.
import { endpointTimeout } from '../endpoints.ts'
import { Conversation } from './conversation.fixture.ts'
import { drawnAs } from './golden.fixture.ts'
import { StreamConversation } from './stream-conversation.fixture.ts'

const talk = () => new Conversation()
const work = () => new StreamConversation().cold()
const runtime = { environment: 'f/1' }
const typeError = { errorType: 'TypeError' }

const conversations: Record<string, Conversation> = {
  cold: talk().cold(),
  warm: talk().cold().wait(4200).warm('two', 2),
  'time-out': timeOut(),
  'function-error': functionError(),
  'function-url-failed': functionUrlFailed(),
  'http-api': throughApi(),
  'http-api-timed-out': apiTimedOut(),
  'function-url-not-found': talk()
    .cold()
    .call('two', 2, 'function-url')
    .dispatch('f/1', 'two', false)
    .deliver('f/1', 'two')
    .respond('f/1', 'two', 404)
    .next('f/1', 'two')
    .settle('f/1', 'two'),
  'crash-during-init': crashDuringInit(),
  'answered-twice': answeredTwice(),
  throttled: throttled(),
  'two-environments': twoEnvironments(),
  'poll-hung-up': hungUp(),
  'crash-while-idle': crashWhileIdle(),
  'shut-down-and-next': shutDownAndNext(),
  streamed: streamed(),
  'streamed-to-one-who-waits': streamedToOneWhoWaits(),
  'streamed-error': streamedError(),
  'streamed-hung-up': streamedHungUp(),
}

drawnAs(conversations)

function timeOut(): Conversation {
  const told = talk().cold().call('two', 2).dispatch('f/1', 'two', false).deliver('f/1', 'two')
  told.print('f/1', 'calling upstream…', 'two').wait(2990)
  told.tell({ ...runtime, invocation: 'two' }, { type: 'deadline.fired', for: 'invoke' })
  told.result('f/1', 'two', 'timeout', { errorType: 'Sandbox.Timedout', help: 'The runtime posted no answer.' })
  told.tell(runtime, { type: 'process.signalled', signal: 'SIGKILL', reason: 'time-out' })
  told.tell(runtime, { type: 'environment.changed', from: 'invoke', to: 'reset', reason: 'time-out' })
  told.tell(runtime, { type: 'process.exited', code: null, signal: 'SIGKILL' })
  return told.settle('f/1', 'two', 'timeout', 'reset')
}

function functionError(): Conversation {
  return reportsError(talk().cold().call('two', 2), (told) => told.result('f/1', 'two', 'error', typeError))
}

function functionUrlFailed(): Conversation {
  const refusal = { errorType: 'TypeError', message: 'The function reported an error.' }
  return reportsError(talk().cold().call('two', 2, 'function-url'), (told) =>
    told.result('f/1', 'two', 'error', typeError, { status: 502, refusal }),
  )
}

/** A route whose function answers, and one whose function fails. */
function throughApi(): Conversation {
  const told = talk().cold().call('two', 2, 'http-api').dispatch('f/1', 'two', false).deliver('f/1', 'two')
  told.respond('f/1', 'two', 404).next('f/1', 'two').settle('f/1', 'two')
  const failed = { errorType: 'TypeError', message: 'The function reported an error.' }
  return reportsError(
    told.call('three', 3, 'http-api'),
    (one) => one.result('f/1', 'three', 'error', typeError, { status: 500, refusal: failed }),
    'three',
  )
}

/** The function takes longer than the API waits. */
function apiTimedOut(): Conversation {
  const told = talk().cold()
  const late = { errorType: endpointTimeout, message: 'The API waited 29 s for the function.' }
  told.call('two', 2, 'http-api').dispatch('f/1', 'two', false).deliver('f/1', 'two').wait(29_000)
  told.answer(told.callOf('two'), 504, { invocation: 'two' }, { refusal: late }).wait(2000)
  const exchange = told.open('response', 'runtime', { ...runtime, invocation: 'two' })
  told.tell({ ...runtime, invocation: 'two' }, { type: 'invocation.answered', outcome: 'ok', by: 'runtime' })
  told.answer(exchange, 202, { ...runtime, invocation: 'two' })
  return told.next('f/1', 'two').settle('f/1', 'two')
}

function reportsError(told: Conversation, answer: (told: Conversation) => void, id = 'two'): Conversation {
  told.dispatch('f/1', id, false).deliver('f/1', id)
  const exchange = told.open('error', 'runtime', { ...runtime, invocation: id })
  const preview = '{"errorType":"TypeError","errorMessage":"the order has no items"}'
  told.tell(
    { ...runtime, invocation: id, exchange },
    { type: 'exchange.received', body: { bytes: preview.length, preview } },
  )
  answer(told)
  told.answer(exchange, 202, { ...runtime, invocation: id })
  return told.next('f/1', id).settle('f/1', id, 'error')
}

function crashDuringInit(): Conversation {
  const told = talk().call('one', 1).create('f/1', 'one')
  for (const phase of ['init', 'invoke'] as const) {
    told.init('f/1', 'one', phase).print('f/1', 'loading', 'one')
    told.tell(runtime, { type: 'process.exited', code: 3, signal: null })
    told.tell(runtime, { type: 'environment.init-ended', phase, status: 'error', durationMs: 9 })
    told.tell(runtime, { type: 'environment.changed', from: 'init', to: 'reset', reason: 'exit' })
  }
  told.result('f/1', 'one', 'crash', { errorType: 'Runtime.ExitError', help: 'The runtime ended with status 3.' })
  return told.tell(
    { invocation: 'one' },
    { type: 'invocation.settled', outcome: 'crash', durationMs: 20, billedMs: 20, memoryMb: 128 },
  )
}

function answeredTwice(): Conversation {
  const told = talk().cold().call('two', 2).dispatch('f/1', 'two', false).deliver('f/1', 'two').respond('f/1', 'two')
  const exchange = told.open('response', 'runtime', { ...runtime, invocation: 'two' })
  told.tell(
    { ...runtime, exchange },
    { type: 'runtime.refused', state: 'RuntimeResponseSentState', call: 'response', rule: 'state' },
  )
  told.answer(exchange, 403, runtime, { refusal: { errorType: 'InvalidStateTransition', message: 'not allowed' } })
  return told.next('f/1', 'two').settle('f/1', 'two')
}

function throttled(): Conversation {
  const told = talk().cold().call('two', 2).dispatch('f/1', 'two', false).deliver('f/1', 'two').call('three', 3)
  told.tell(
    { invocation: 'three' },
    {
      type: 'invocation.answered',
      outcome: 'throttled',
      by: 'lambda',
      errorType: 'TooManyRequestsException',
      help: 'Rate Exceeded.',
    },
  )
  told.answer(
    told.callOf('three'),
    429,
    { invocation: 'three' },
    {
      refusal: { errorType: 'TooManyRequestsException', message: 'Rate Exceeded.' },
    },
  )
  told.tell(
    { invocation: 'three' },
    { type: 'invocation.settled', outcome: 'throttled', durationMs: 0, billedMs: 0, memoryMb: 128 },
  )
  return told.respond('f/1', 'two').next('f/1', 'two').settle('f/1', 'two')
}

function twoEnvironments(): Conversation {
  const told = talk().cold().call('two', 2).dispatch('f/1', 'two', false).deliver('f/1', 'two')
  told.call('three', 3).create('f/2', 'three', 2).init('f/2', 'three')
  told.respond('f/1', 'two').next('f/2').ready('f/2').dispatch('f/2', 'three', true).deliver('f/2', 'three')
  told.next('f/1', 'two').settle('f/1', 'two').respond('f/2', 'three')
  return told.next('f/2', 'three').settle('f/2', 'three')
}

function hungUp(): Conversation {
  const told = talk().cold()
  told.tell({ ...runtime, exchange: told.pollOf('f/1') }, { type: 'exchange.closed', how: 'hung-up' })
  return told.wait(300).next('f/1')
}

function crashWhileIdle(): Conversation {
  const told = talk().cold().wait(5000)
  told.tell(runtime, { type: 'process.exited', code: null, signal: 'SIGSEGV' })
  told.tell({ ...runtime, exchange: told.pollOf('f/1') }, { type: 'exchange.closed', how: 'hung-up' })
  return told.tell(runtime, { type: 'environment.changed', from: 'ready', to: 'crashed', reason: 'exit' })
}

function shutDownAndNext(): Conversation {
  const told = talk().cold().wait(300_000)
  told.tell(runtime, { type: 'environment.changed', from: 'ready', to: 'shutdown', reason: 'idle for 300 s' })
  told.tell(runtime, { type: 'process.signalled', signal: 'SIGKILL', reason: 'idle for 300 s' })
  told.tell(runtime, { type: 'process.exited', code: null, signal: 'SIGKILL' })
  told.tell({ ...runtime, exchange: told.pollOf('f/1') }, { type: 'exchange.closed', how: 'server-stopped' })
  told.tell(runtime, { type: 'environment.changed', from: 'shutdown', to: 'gone', reason: 'idle for 300 s' })
  return told.cold('two', 'f/2', 2)
}

function streamed(): Conversation {
  const told = work().streamed('two', 2).post('two').head('two')
  for (const text of ['one ', 'two ', 'three'])
    told
      .comes('two', text)
      .goes('two', text)
      .wait(text === 'two ' ? 1900 : 300)
  told.print('f/1', 'wrote three', 'two')
  return told.whole('two').complete('two').done('two')
}

function streamedToOneWhoWaits(): Conversation {
  const told = work().streamed('two', 2, true).post('two')
  told.comes('two', 'one ').wait(700).comes('two', 'two', 4).whole('two')
  told.result('f/1', 'two', 'ok')
  return told.done('two')
}

function streamedError(): Conversation {
  const told = work().streamed('two', 2).post('two').head('two').comes('two', 'half').goes('two', 'half').wait(200)
  told.whole('two', [
    ['Lambda-Runtime-Function-Error-Type', 'Runtime.StreamError'],
    ['Lambda-Runtime-Function-Error-Body', btoa('{"errorType":"PoetError","errorMessage":"lost for words"}')],
  ])
  return told.complete('two', 'error', 'Runtime.StreamError').done('two', 'error')
}

function streamedHungUp(): Conversation {
  const told = work().streamed('two', 2).post('two').head('two').comes('two', 'half').goes('two', 'half')
  told.tell({ invocation: 'two', exchange: told.callOf('two') }, { type: 'exchange.closed', how: 'hung-up' })
  told.comes('two', 'other half').whole('two')
  told.tell({ ...runtime, invocation: 'two' }, { type: 'invocation.answered', outcome: 'ok', by: 'runtime' })
  return told.done('two')
}
