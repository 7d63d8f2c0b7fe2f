// Whole conversations with extensions as text, to be read: what the diagram shows for each.
import { drawnAs } from './golden.fixture.ts'
import { ExtensionConversation } from './extension-conversation.fixture.ts'

const talk = () => new ExtensionConversation()
const runtime = { environment: 'f/1' }
const both = ['logger', 'metrics']

const conversations: Record<string, ExtensionConversation> = {
  'two-extensions': talk()
    .coldWith(both)
    .respond('f/1', 'one')
    .done('one')
    .ask('logger')
    .ask('metrics')
    .settle('f/1', 'one'),
  'internal-extension': internal(),
  'slow-extension': slow(),
  'extension-refused': refused(),
  'extension-crash-in-init': crashInInit(),
  'extension-time-out': timeOut(),
  'freeze-and-thaw': freezeAndThaw(),
  'frozen-shutdown': frozenShutdown(),
  telemetry: telemetry(),
  restore: restore(),
  'port-taken': portTaken(),
  'hard-coded-path': talk()
    .call('one', 1)
    .create('f/1', 'one')
    .init('f/1', 'one')
    .tell(runtime, {
      type: 'process.started',
      pid: 4128,
      command: ['bootstrap'],
      folder: '/',
      variables: {},
      reachesFor: ['/var/task', '/tmp'],
    }),
  debugger: talk().call('one', 1).create('f/1', 'one').init('f/1', 'one').tell(runtime, {
    type: 'environment.debuggable',
    attach: 'node inspect 127.0.0.1:9229',
  }),
}

drawnAs(conversations)

function internal(): ExtensionConversation {
  const told = talk().call('one', 1).create('f/1', 'one').init('f/1', 'one')
  told.register('sampler', ['INVOKE'], false).ask('sampler', false).next('f/1').ready('f/1')
  told.take(['sampler'], 'one', true).respond('f/1', 'one').done('one').ask('sampler', false).settle('f/1', 'one')
  told.tell(runtime, { type: 'environment.changed', from: 'ready', to: 'shutdown', reason: 'idle for 300 s' })
  told.tell(runtime, { type: 'deadline.set', for: 'shutdown', deadline: told.at + 500 })
  return told.signal(undefined, 'SIGTERM', 'idle for 300 s').exit(undefined, null, 'SIGTERM')
}

function slow(): ExtensionConversation {
  const told = talk().coldWith(['logger']).respond('f/1', 'one').done('one').wait(1400)
  return told.say('logger', 'shipped 12 lines').ask('logger').settle('f/1', 'one')
}

function refused(): ExtensionConversation {
  const told = talk().coldWith(['logger'])
  const of = { ...runtime, extension: 'logger' }
  const exchange = told.open('register', 'extension', of)
  told.tell({ ...of, exchange }, { type: 'extension.refused', state: 'Running', call: 'register', rule: 'state' })
  const refusal = { errorType: 'Extension.InvalidExtensionState', message: 'not allowed' }
  told.answer(exchange, 403, of, { refusal })
  const nobody = told.open('event-next', 'extension', runtime)
  told.tell({ ...runtime, exchange: nobody }, { type: 'extension.refused', call: 'event-next', rule: 'identifier' })
  return told.answer(nobody, 403, runtime, {
    refusal: { errorType: 'Extension.MissingExtensionIdentifier', message: 'Missing' },
  })
}

function crashInInit(): ExtensionConversation {
  const told = talk().call('one', 1).create('f/1', 'one')
  const errorType = 'Extension.Crash'
  for (const phase of ['init', 'invoke'] as const) {
    told.beginInit('f/1', 'one', phase).launch('brittle').say('brittle', 'no config')
    told.exit('brittle', 3).become('brittle', 'Exited', { errorType })
    told.tell(runtime, { type: 'environment.init-ended', phase, status: 'error', durationMs: 9, errorType })
    told.tell(runtime, { type: 'environment.changed', from: 'init', to: 'reset', reason: `Init failed: ${errorType}` })
  }
  const help = 'The extension brittle ended with status 3 before its first event/next, so Init failed.'
  told.result('f/1', 'one', 'crash', { errorType, help })
  return told.tell(
    { invocation: 'one' },
    { type: 'invocation.settled', outcome: 'crash', durationMs: 20, billedMs: 20, memoryMb: 128 },
  )
}

function timeOut(): ExtensionConversation {
  const told = talk().coldWith(both).respond('f/1', 'one').done('one').ask('metrics').wait(2980)
  told.tell({ ...runtime, invocation: 'one' }, { type: 'deadline.fired', for: 'invoke' })
  told.tell(
    { ...runtime, invocation: 'one' },
    { type: 'environment.changed', from: 'invoke', to: 'reset', reason: 'time-out' },
  )
  told.tell(
    { ...runtime, invocation: 'one' },
    { type: 'invocation.settled', outcome: 'timeout', durationMs: 3000, billedMs: 3000, memoryMb: 128 },
  )
  told.tell(runtime, { type: 'deadline.set', for: 'shutdown', deadline: told.at + 2000 })
  told.signal(undefined, 'SIGTERM', 'time-out').exit(undefined, null, 'SIGTERM')
  told.shutDownExtension('metrics', 'timeout').exit('metrics', 0).become('metrics', 'Exited').wait(1990)
  told.tell(runtime, { type: 'deadline.fired', for: 'shutdown' })
  return told.signal('logger', 'SIGKILL', 'time-out').exit('logger', null, 'SIGKILL').become('logger', 'ShutdownFailed')
}

function freezeAndThaw(): ExtensionConversation {
  const told = talk().coldWith(['logger']).respond('f/1', 'one').done('one').ask('logger').settle('f/1', 'one')
  told.freeze().wait(3800).call('two', 2).thaw('event').take(['logger'], 'two').respond('f/1', 'two').done('two')
  return told.ask('logger').settle('f/1', 'two').freeze()
}

function frozenShutdown(): ExtensionConversation {
  const told = talk().coldWith(['logger']).respond('f/1', 'one').done('one').ask('logger').settle('f/1', 'one')
  told.freeze().wait(300_000)
  told.tell(runtime, { type: 'environment.changed', from: 'ready', to: 'shutdown', reason: 'idle for 300 s' })
  told.thaw('idle for 300 s').tell(runtime, { type: 'deadline.set', for: 'shutdown', deadline: told.at + 2000 })
  told.signal(undefined, 'SIGTERM', 'idle for 300 s').exit(undefined, null, 'SIGTERM')
  told.shutDownExtension('logger', 'spindown').say('logger', 'flushed').exit('logger', 0).become('logger', 'Exited')
  return told.tell(runtime, { type: 'environment.changed', from: 'shutdown', to: 'gone', reason: 'idle for 300 s' })
}

function telemetry(): ExtensionConversation {
  const told = talk().coldWith(['logger'], 'one', (one) => one.subscribe('logger'))
  told.print('f/1', 'hello', 'one').deliverTelemetry('logger', 7).respond('f/1', 'one').done('one')
  told.deliverTelemetry('logger', 2, { retry: true, status: 500 })
  const { status: _, ...silent } = { status: 200, attempt: 2, problem: 'Nobody listens on 127.0.0.1:8080.' }
  told.deliverTelemetry('logger', 2, silent)
  told.tell(
    { ...runtime, extension: 'logger' },
    { type: 'telemetry.dropped', events: 2, bytes: 360, reason: 'The subscriber did not take a batch of logs.' },
  )
  return told.ask('logger').settle('f/1', 'one')
}

function restore(): ExtensionConversation {
  const told = talk()
  told.tell(runtime, { type: 'environment.created', number: 1, port: 4000, attached: false })
  told.tell(runtime, { type: 'environment.changed', from: 'created', to: 'init', reason: 'cold start' })
  told.tell(runtime, {
    type: 'environment.init-started',
    phase: 'init',
    limitMs: 130_000,
    initializationType: 'snap-start',
    runtimeVersion: 'provided.al2023',
    logStream: 'stream',
    memoryMb: 128,
  })
  told.run('f/1')
  const exchange = told.open('restore-next', 'runtime', runtime)
  told.tell({ ...runtime, exchange }, { type: 'runtime.changed', from: 'Started', to: 'RestoreReady' })
  told.tell(runtime, { type: 'environment.init-ended', phase: 'init', status: 'success', durationMs: 300 })
  told.tell(runtime, { type: 'environment.changed', from: 'init', to: 'snapshot', reason: 'restore/next' })
  told.tell(runtime, { type: 'environment.frozen' }).wait(5000).call('one', 1)
  const of = { ...runtime, invocation: 'one' }
  told.tell(of, { type: 'invocation.waiting', for: 'restore', limitMs: 10_000 })
  told.tell(of, { type: 'environment.changed', from: 'snapshot', to: 'restoring', reason: 'an invocation came' })
  told.thaw('an invocation came').tell(of, { type: 'environment.restore-started', limitMs: 10_000 })
  told.tell({ ...of, exchange }, { type: 'runtime.changed', from: 'RestoreReady', to: 'Restoring' })
  told.answer(exchange, 200, of).print('f/1', 'new random seed', 'one').next('f/1')
  told.tell(of, { type: 'environment.restore-ended', status: 'success', durationMs: 25 })
  told.tell(of, { type: 'environment.changed', from: 'restoring', to: 'ready', reason: 'first next after the restore' })
  return told.take([], 'one', true).respond('f/1', 'one').done('one').settle('f/1', 'one')
}

function portTaken(): ExtensionConversation {
  const told = talk().coldWith(['logger']).call('two', 2).create('f/2', 'two', 2).beginInit('f/2', 'two')
  const of = { environment: 'f/2', extension: 'logger' }
  told.tell(of, { type: 'extension.changed', to: 'Started', external: true })
  told.tell(of, { type: 'process.started', pid: 4140, command: ['logger'], folder: '/', variables: {} })
  const line = 'Error: listen EADDRINUSE: address already in use 127.0.0.1:8080'
  told.tell(of, { type: 'process.printed', stream: 'stderr', line })
  told.tell(of, { type: 'process.exited', code: 1, signal: null })
  const help = 'The extension logger ended with status 1 before its first event/next, so Init failed.'
  return told.result('f/2', 'two', 'crash', { errorType: 'Extension.Crash', help })
}
