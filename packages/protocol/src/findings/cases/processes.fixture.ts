// What may be wrong with processes and what they run, and what looks like it.
import { place, type Case, type Cases } from './case.fixture.ts'

/** Warm invocations, each with this memory after it. */
function growing(told: Case, sizes: readonly number[]): Case {
  told.define().cold()
  for (const [index, size] of sizes.entries()) told.sample(size).served(`w${index}`)
  return told
}

const steps = (count: number, step: number) => [...Array(count).keys()].map((index) => 40 + index * step)

export const processes: Cases = {
  'memory-over-limit': {
    shows: (told) => told.cold().begin('two').sample(131.5).signal(undefined, 'SIGKILL', 'memory limit'),
    not: { 'just below': (told) => told.cold().begin('two').sample(127.9) },
  },
  'memory-near-limit': {
    shows: (told) => told.cold().begin('two').sample(120),
    not: {
      'with room left': (told) => told.cold().begin('two').sample(100),
      'over it, which has a rule of its own': (told) => told.cold().begin('two').sample(140),
    },
  },
  'memory-growing': {
    shows: (told) => growing(told, steps(13, 3)),
    not: {
      'it falls in between': (told) => growing(told, [...steps(8, 3), 45, ...steps(8, 3)]),
      'it hardly grows': (told) => growing(told, steps(20, 0.6)),
      'it grows once and stays': (told) => growing(told, [40, 80, ...Array<number>(15).fill(80)]),
    },
  },
  flood: {
    shows: (told) =>
      told
        .cold()
        .begin('two')
        .repeat(1001, (_, index) => told.print('f/1', `line ${index}`, 'two')),
    not: {
      'the same over two invocations': (told) =>
        told
          .cold()
          .begin('two')
          .repeat(600, () => told.print('f/1', 'line', 'two'))
          .post('two')
          .end('two')
          .begin('three')
          .repeat(600, () => told.print('f/1', 'line', 'three')),
    },
  },
  'secret-printed': {
    shows: (told) => told.cold().begin('two').print('f/1', 'connecting with redacted{DB_PASSWORD}', 'two'),
    not: {
      'a head, which is masked in any case': (told) =>
        told.cold().served('two', { heads: [['Authorization', 'redacted{authorization}']] }),
      'another line': (told) => told.cold().begin('two').print('f/1', 'the value was redacted', 'two'),
    },
  },
  'reserved-variable': {
    shows: (told) =>
      told
        .define({ variables: ['AWS_REGION', 'STAGE', '_HANDLER'] })
        .define({ variables: ['AWS_REGION', 'STAGE', '_HANDLER'] }),
    not: { 'others, and those that may be set': (told) => told.define({ variables: ['STAGE', 'TZ', 'NODE_OPTIONS'] }) },
  },
  'path-not-mapped': {
    shows: (told) =>
      told
        .cold()
        .but('process.started', { reachesFor: ['/var/task', '/opt'] })
        .beginInit('f/1', 'one', 'invoke')
        .run('f/1')
        .but('process.started', { reachesFor: ['/var/task', '/opt'] }),
    not: { 'a program that names none': (told) => told.cold() },
  },
  'port-taken': {
    shows: (told) =>
      told
        .cold()
        .create('f/2', 'two', 2)
        .beginInit('f/2', 'two')
        .run('f/2')
        .print('f/2', 'Error: listen EADDRINUSE: address already in use 127.0.0.1:8080')
        .tell({ environment: 'f/2' }, { type: 'process.exited', code: 1, signal: null }),
    not: {
      'no other environment lives': (told) =>
        told
          .beginCold()
          .run('f/1')
          .print('f/1', 'Error: listen EADDRINUSE: address already in use 127.0.0.1:8080')
          .ends(1),
      'it goes on': (told) =>
        told
          .cold()
          .create('f/2', 'two', 2)
          .beginInit('f/2', 'two')
          .run('f/2')
          .print('f/2', 'EADDRINUSE 127.0.0.1:8080, so another'),
    },
  },
  'stale-code': {
    shows: (told) => told.define().cold('one').but('environment.created', { codeHash: 'old' }).define().served('two'),
    not: {
      'the newest': (told) => told.define().cold('one').but('environment.created', { codeHash: 'new' }).served('two'),
      'code that nobody knows, of an attached one': (told) => told.define().cold('one').served('two'),
      'a published version': (told) =>
        told
          .define()
          .cold('one', 'f:1/2')
          .but('environment.created', { codeHash: 'old' })
          .define()
          .warm('two', 2, 'f:1/2'),
    },
  },
  'clock-stepped': {
    shows: (told) => told.cold().begin('two').tell({}, { type: 'clock.stepped', byMs: -1800 }),
    not: { 'while nobody was served': (told) => told.cold().tell(place, { type: 'clock.stepped', byMs: 60_000 }) },
  },
}
