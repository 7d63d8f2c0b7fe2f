// What is told of builds while a function is invoked.
import { expect, it } from 'vitest'
import { buildText } from './build-text.ts'

it('tells how a build goes', () => {
  expect(buildText({ type: 'build.started', command: 'make', folder: '/f', why: 'invoked' })).toBe(
    'Building in /f: make',
  )
  expect(buildText({ type: 'build.printed', source: 'stderr', text: 'a warning' })).toBe('a warning')
  expect(buildText({ type: 'build.ended', tookMs: 1234 })).toBe('Built in 1.2 s')
  expect(buildText({ type: 'build.ended', tookMs: 1, problem: 'make ended with 2.' })).toBe('make ended with 2.')
  expect(buildText({ type: 'function.removed' })).toBeUndefined()
})
