// What extensions may do wrong, and what looks like it.
import { place, type Case, type Cases } from './case.fixture.ts'

/** An invocation that the extension keeps busy for so long after the runtime was done. */
function held(told: Case, id: string, ms: number): Case {
  const ask = () => {
    const exchange = told.open('event-next', 'extension', { ...place, extension: 'log' }, id)
    return told.become('log', 'Ready', { exchange })
  }
  told.call(id, 2).take(['log'], id).post(id).done(id).wait(ms)
  ask()
  return told.settle('f/1', id)
}

function shutDown(told: Case): Case {
  return told
    .tell(place, { type: 'environment.changed', from: 'ready', to: 'shutdown', reason: 'idle' })
    .tell(place, { type: 'deadline.set', for: 'shutdown', deadline: told.at + 2000 })
    .shutDownExtension('log', 'spindown')
}

export const extensions: Cases = {
  'extension-never-registered': {
    shows: (told) => told.beginCold().launch('log').initEnds('timeout'),
    not: {
      'it registered, and the runtime is what is missing': (told) =>
        told.beginCold().launch('log').register('log').run('f/1').ask('log').initEnds('timeout'),
      'an Init that succeeds': (told) => told.coldWith(['log']),
    },
  },
  'extension-never-asked': {
    shows: (told) => told.beginCold().launch('log').register('log').run('f/1').next('f/1').initEnds('timeout'),
    not: {
      'it asked': (told) => told.beginCold().launch('log').register('log').ask('log').run('f/1').initEnds('timeout'),
      'it has time left': (told) => told.beginCold().launch('log').register('log').run('f/1').next('f/1'),
    },
  },
  'extension-other-name': {
    shows: (told) => told.beginCold().launch('log.sh').register('log', ['INVOKE'], false),
    not: {
      'an internal one, when all files have registered': (told) =>
        told.beginCold().launch('log.sh').register('log.sh').run('f/1').register('sdk', [], false),
    },
  },
  'registered-too-late': {
    shows: (told) =>
      told
        .cold()
        .refusedExtension('register', 'late', 'Extension.RegistrationClosed', 'Extension registration closed already'),
    not: {
      'refused for another reason': (told) =>
        told
          .beginCold()
          .refusedExtension('register', undefined, 'Extension.InvalidExtensionName', 'Empty extension name'),
    },
  },
  'extension-call-refused': {
    shows: (told) =>
      told
        .beginCold()
        .repeat(3, () =>
          told.refusedExtension(
            'event-next',
            undefined,
            'Extension.MissingExtensionIdentifier',
            'Missing Lambda-Extension-Identifier header',
          ),
        ),
    not: {
      'too late, which has a rule of its own': (told) =>
        told
          .cold()
          .refusedExtension(
            'register',
            'late',
            'Extension.RegistrationClosed',
            'Extension registration closed already',
          ),
      taken: (told) => told.coldWith(['log']),
    },
  },
  'extension-ended': {
    shows: (told) => told.coldWith(['log']).wait(20).ends(1, { extension: 'log', process: 4131 }),
    not: {
      'at the shutdown': (told) => shutDown(told.coldWith(['log'])).ends(0, { extension: 'log', process: 4131 }),
      'it reported why': (told) =>
        told.coldWith(['log']).become('log', 'ExitError').ends(1, { extension: 'log', process: 4131 }),
      'the runtime ended': (told) => told.coldWith(['log']).ends(1),
    },
  },
  'extension-holds-up': {
    shows: (told) => {
      told.coldWith(['log']).post('one').done('one').ask('log').settle('f/1', 'one')
      return held(held(held(told, 'two', 200), 'three', 240), 'four', 300)
    },
    not: {
      'one of them is quick': (told) => {
        told.coldWith(['log']).post('one').done('one').ask('log').settle('f/1', 'one')
        return held(held(held(told, 'two', 200), 'three', 5), 'four', 300)
      },
    },
  },
  'extension-past-deadline': {
    shows: (told) => told.coldWith(['log']).post('one').done('one').timesOut('one', true),
    not: {
      'the runtime is what was waited for': (told) => told.coldWith(['log']).post('one').timesOut('one', true),
      'another that wants no events of invocations': (told) => {
        told.call('one', 1).create('f/1', 'one').beginInit('f/1', 'one').launch('log').register('log', ['SHUTDOWN'])
        told.run('f/1').ask('log').next('f/1').ready('f/1').dispatch('f/1', 'one', true).deliver('f/1', 'one')
        return told.post('one').done('one').timesOut('one', true)
      },
    },
  },
  'shutdown-budget-used-up': {
    shows: (told) =>
      shutDown(told.coldWith(['log']))
        .wait(2000)
        .tell(place, { type: 'deadline.fired', for: 'shutdown' }),
    not: {
      'it ended in time': (told) =>
        shutDown(told.coldWith(['log']))
          .ends(0, { extension: 'log', process: 4131 })
          .tell(place, { type: 'deadline.fired', for: 'shutdown' }),
    },
  },
  'telemetry-refused': {
    shows: (told) =>
      told
        .coldWith(['log'])
        .subscribe('log')
        .deliverTelemetry('log', 3, { status: 500, attempt: 5 })
        .deliverTelemetry('log', 3, { status: 500, attempt: 5 }),
    not: {
      'it is tried again': (told) =>
        told.coldWith(['log']).subscribe('log').deliverTelemetry('log', 3, { status: 500, retry: true }),
      taken: (told) => told.coldWith(['log']).subscribe('log').deliverTelemetry('log', 3),
      'over TCP nobody answers': (told) => {
        told.coldWith(['log']).subscribe('log').deliverTelemetry('log', 3, { protocol: 'TCP' })
        const last = told.entries.at(-1)!.event
        if (last.type === 'telemetry.delivered') delete last.status
      },
    },
  },
  'telemetry-slow': {
    shows: (told) => told.coldWith(['log']).subscribe('log').deliverTelemetry('log', 3, { durationMs: 1400 }),
    not: {
      'in time': (told) => told.coldWith(['log']).subscribe('log').deliverTelemetry('log', 3, { durationMs: 300 }),
      'most of it while it was frozen': (told) =>
        told
          .coldWith(['log'])
          .subscribe('log')
          .freeze()
          .wait(5000)
          .thaw('event')
          .wait(100)
          .deliverTelemetry('log', 3, { durationMs: 5110 }),
    },
  },
  'telemetry-dropped': {
    shows: (told) =>
      told.coldWith(['log']).tell(
        { ...place, extension: 'log' },
        {
          type: 'telemetry.dropped',
          events: 120,
          bytes: 24_000,
          reason: 'The subscriber did not take a batch of logs.',
        },
      ),
    not: { 'all of it delivered': (told) => told.coldWith(['log']).subscribe('log').deliverTelemetry('log', 3) },
  },
}
