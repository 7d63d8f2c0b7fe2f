// What may go wrong while a runtime is at work, and when it should not be; and what looks like it.
import { place, type Cases } from './case.fixture.ts'

export const work: Cases = {
  'deadline-near': {
    shows: (told) => told.cold().begin('two').wait(2900).post('two').end('two'),
    not: {
      'in good time': (told) => told.cold().begin('two').wait(1500).post('two').end('two'),
      'too late for it': (told) => told.cold().begin('two').timesOut('two'),
    },
  },
  'deadline-missed': {
    shows: (told) => told.cold().begin('two').wait(100).print('f/1', 'asking the database', 'two').timesOut('two'),
    not: {
      'it had answered': (told) => told.cold().begin('two').post('two').timesOut('two', true),
      'Init was still under way inside of it': (told) =>
        told
          .beginCold()
          .run('f/1')
          .initEnds('timeout')
          .beginInit('f/1', 'one', 'invoke')
          .run('f/1')
          .dispatch('f/1', 'one', true)
          .timesOut('one'),
    },
  },
  'did-not-ask-again': {
    shows: (told) => told.cold().begin('two').post('two').timesOut('two', true),
    not: {
      'it never answered': (told) => told.cold().begin('two').timesOut('two'),
      'an extension is what was waited for': (told) =>
        told.coldWith(['log']).post('one').done('one').timesOut('one', true),
    },
  },
  'exit-mid-invocation': {
    shows: (told) => told.cold().begin('two').wait(40).ends(7, { invocation: 'two' }),
    not: {
      'after its answer': (told) => told.cold().begin('two').post('two').ends(0, { invocation: 'two' }),
      'killed, since it was over its memory': (told) =>
        told.cold().begin('two').signal(undefined, 'SIGKILL', 'memory limit').ends(null, { signal: 'SIGKILL' }),
    },
  },
  'exit-after-answer': {
    shows: (told) => told.cold().begin('two').post('two').ends(0, { invocation: 'two' }),
    not: {
      'without an answer': (told) => told.cold().begin('two').ends(1, { invocation: 'two' }),
      'at the shutdown': (told) =>
        told.cold().tell(place, { type: 'environment.changed', from: 'ready', to: 'shutdown', reason: 'idle' }).ends(0),
    },
  },
  'exit-while-idle': {
    shows: (told) => told.cold().wait(5000).ends(1),
    not: {
      'at the shutdown': (told) =>
        told.cold().tell(place, { type: 'environment.changed', from: 'ready', to: 'shutdown', reason: 'idle' }).ends(0),
      'in the middle of an invocation': (told) => told.cold().begin('two').ends(1, { invocation: 'two' }),
    },
  },
  'sigterm-ignored': {
    shows: (told) =>
      told.coldWith(['log']).signal(undefined, 'SIGTERM', 'idle').wait(300).ends(null, { signal: 'SIGKILL' }),
    not: {
      'internal extensions alone': (told) => {
        told.beginCold().run('f/1').register('sdk', [], false).ask('sdk', false).next('f/1').ready('f/1')
        return told.signal(undefined, 'SIGTERM', 'idle').wait(500).ends(null, { signal: 'SIGKILL' })
      },
      'it ends by it': (told) =>
        told.coldWith(['log']).signal(undefined, 'SIGTERM', 'idle').ends(null, { signal: 'SIGTERM' }),
      'it ends well after it': (told) => told.coldWith(['log']).signal(undefined, 'SIGTERM', 'idle').wait(50).ends(0),
      'nobody asked it to': (told) =>
        told.cold().signal(undefined, 'SIGKILL', 'idle').ends(null, { signal: 'SIGKILL' }),
    },
  },
  'work-after-answer': {
    shows: (told) =>
      told
        .cold()
        .repeat(2, (_, index) =>
          told
            .begin(`w${index}`)
            .post(`w${index}`)
            .wait(900)
            .end(`w${index}`)
            .but('invocation.runtime-done', { overheadMs: 900 }),
        ),
    not: {
      'a shell that starts a program to ask': (told) =>
        told.cold().begin('two').post('two').end('two').but('invocation.runtime-done', { overheadMs: 60 }),
      'once, on a busy machine': (told) =>
        told
          .cold()
          .begin('two')
          .post('two')
          .end('two')
          .but('invocation.runtime-done', { overheadMs: 900 })
          .served('three'),
      'a sample at work, and one at the freeze': (told) =>
        told.cold().begin('two').sample(40, 100).post('two').end('two').freeze().sample(40, 150),
    },
  },
  'output-after-answer': {
    shows: (told) => told.cold().wait(30).print('f/1', 'saved to the database'),
    not: {
      'what was still in the pipe': (told) => told.cold().print('f/1', 'hello'),
      'output of an extension': (told) =>
        told.coldWith(['log']).post('one').done('one').ask('log').settle('f/1', 'one').wait(40).say('log', 'sent'),
      'before the next invocation is over': (told) => told.cold().begin('two').wait(50).print('f/1', 'hello', 'two'),
      'at the shutdown': (told) =>
        told
          .cold()
          .tell(place, { type: 'environment.changed', from: 'ready', to: 'shutdown', reason: 'idle' })
          .wait(50)
          .print('f/1', 'told to end'),
    },
  },
}
