import type { BuildState } from '@playground/protocol/model'
import { expect, it } from 'vitest'
import { buildLine, buildPhase, buildProblem, buildTook, lastLines } from './build-words.ts'

const build = (rest: Partial<BuildState> = {}): BuildState => ({
  command: 'go build',
  folder: '/f',
  why: 'asked',
  seq: 7,
  started: 1000,
  lines: [],
  linesBefore: 0,
  ...rest,
})
const line = (text: string) => ({ source: 'stderr' as const, text })

it('tells the phases of a build apart', () => {
  expect(buildPhase(undefined)).toBe('none')
  expect(buildPhase(build())).toBe('running')
  expect(buildPhase(build({ ended: 2000 }))).toBe('done')
  expect(buildPhase(build({ ended: 2000, problem: 'It ended with status 1.' }))).toBe('failed')
})

it('says why a build failed without its command, however long that is', () => {
  expect(buildProblem(build({ problem: 'go build ended with exit code 1.' }))).toBe('It ended with exit code 1.')
  expect(buildProblem(build({ problem: 'go builds nothing.' }))).toBe('go builds nothing.')
  expect(buildProblem(build({ problem: 'It was stopped.' }))).toBe('It was stopped.')
})

it('shows the newest lines that say something, without their colours', () => {
  const lines = [line('one'), line('\u001b[31merror\u001b[0m: two'), line(''), line('  '), line('three')]
  expect(lastLines({ lines }, 2)).toEqual(['error: two', 'three'])
  expect(lastLines({ lines }, 1)).toEqual(['three'])
  expect(lastLines({ lines: [] }, 3)).toEqual([])
})

it('shows of a progress bar what it was written over with', () => {
  expect(buildLine('Building 1/9\rBuilding 9/9\r')).toBe('Building 9/9')
  expect(buildLine('a\tb')).toBe('a       b')
})

it('says how long a build took as people would', () => {
  expect([460.4, 1218, 61_500].map(buildTook)).toEqual(['460 ms', '1.2 s', '1 min 1 s'])
})
