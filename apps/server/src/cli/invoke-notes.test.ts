// What is told of builds and of projects while a function is invoked.
import { definitionOf } from '@playground/protocol/fixtures'
import { expect, it } from 'vitest'
import { buildText, notesOf } from './invoke-notes.ts'

it('tells how a build goes', () => {
  expect(buildText({ type: 'build.started', command: 'make', folder: '/f', why: 'invoked' })).toBe(
    'Building in /f: make',
  )
  expect(buildText({ type: 'build.printed', source: 'stderr', text: 'a warning' })).toBe('a warning')
  expect(buildText({ type: 'build.ended', tookMs: 1234 })).toBe('Built in 1.2 s')
  expect(buildText({ type: 'build.ended', tookMs: 1, problem: 'make ended with 2.' })).toBe('make ended with 2.')
  expect(buildText({ type: 'function.removed' })).toBeUndefined()
})

it('tells what of the function’s own project is not done here', () => {
  const file = '/p/template.yaml'
  const project = {
    functions: ['f'],
    unsupported: [
      { file, line: 7, message: 'Tables are not made here.' },
      { file, message: 'Nor topics.' },
    ],
  }
  const definition = { ...definitionOf('f'), notes: ['It runs as x86_64.'], project: { file, id: 'F' } }
  expect(notesOf(definition, { [file]: project, '/other': { ...project, functions: [] } })).toEqual([
    '/p/template.yaml:7: Tables are not made here.',
    '/p/template.yaml: Nor topics.',
    'It runs as x86_64.',
  ])
  expect(notesOf(definitionOf('f'), { [file]: project })).toEqual([])
})
