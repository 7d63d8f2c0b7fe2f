import type { FunctionDefinition } from '@playground/protocol'
import type { ProjectState } from '@playground/protocol/model'
import { expect, it } from 'vitest'
import { clientWord } from './client-word.ts'
import { groupFunctions, placeWord, projectWord, toTell, within } from './projects.ts'
import { runtimeWord } from './runtime-word.ts'

const defined = (name: string, file?: string) =>
  ({ name, project: file === undefined ? undefined : { file, id: name } }) as FunctionDefinition
const project = (rest: Partial<ProjectState> = {}): ProjectState => ({
  kind: 'sam',
  functions: [],
  unsupported: [],
  ...rest,
})
const note = { file: '/shop/template.yaml', line: 12, message: 'AWS::SQS::Queue is not made here.' }

it('groups functions by their project, those of none first', () => {
  const functions = Object.fromEntries(
    [defined('cart', '/shop/template.yaml'), defined('hello'), defined('pay', '/shop/template.yaml')].map((one) => [
      one.name,
      one,
    ]),
  )
  const projects = {
    '/shop/template.yaml': project({ unsupported: [note] }),
    '/gone/template.yaml': project({ problem: 'template.yaml:3: there is a tab.' }),
    '/well/template.yaml': project(),
  }
  const groups = groupFunctions(functions, projects)
  expect(groups.map(({ file, functions: all }) => [file, all.map(({ name }) => name)])).toEqual([
    [undefined, ['hello']],
    ['/shop/template.yaml', ['cart', 'pay']],
    ['/gone/template.yaml', []],
  ])
  expect(groups[1]!.project).toBe(projects['/shop/template.yaml'])
  expect(groupFunctions({}, {})).toEqual([])
})

it('says of a project what it is and what there is to read about it', () => {
  expect(projectWord('/shop/template.yaml', 'sam')).toBe('template.yaml · SAM')
  expect(projectWord('C:\\shop\\serverless.yml', undefined)).toBe('serverless.yml')
  expect(toTell(project())).toBe(undefined)
  expect(toTell(project({ unsupported: [note] }))).toBe('1 thing not supported')
  expect(toTell(project({ unsupported: [note, note] }))).toBe('2 things not supported')
  expect(toTell(project({ unsupported: [note], problem: 'No.' }))).toBe('Could not be read')
})

it('gives places within the folder of the project', () => {
  expect(placeWord(note, '/shop/template.yaml')).toBe('template.yaml:12')
  expect(placeWord({ file: '/shop/a/b.yaml', message: '' }, '/shop/template.yaml')).toBe('a/b.yaml')
  expect(placeWord({ file: '/shops/b.yaml', line: 2, message: '' }, '/shop/template.yaml')).toBe('/shops/b.yaml:2')
})

it('leaves out the folder of the project where something begins with it', () => {
  expect(within('/shop/template.yaml:43: It is an image.', '/shop/template.yaml')).toBe(
    'template.yaml:43: It is an image.',
  )
  expect(within('C:\\shop\\src', 'C:\\shop\\serverless.yml')).toBe('src')
  expect(within('/shop', '/shop/template.yaml')).toBe('/shop')
  expect(within('There is no go here.', '/shop/template.yaml')).toBe('There is no go here.')
  expect(within('/function.json:1: no.', '')).toBe('/function.json:1: no.')
})

it('says which client runs a handler, and the identifier that the settings have', () => {
  const client = { name: 'awslambdaric', version: '3.0.2', by: 'aws' as const }
  expect(clientWord({ managed: { words: [], client, toolchain: 'Python 3.11.7' } })).toBe(
    'AWS’s awslambdaric 3.0.2 on Python 3.11.7',
  )
  expect(
    clientWord({ managed: { words: [], client: { name: 'Ruby runtime of the playground', by: 'playground' } } }),
  ).toBe('Ruby runtime of the playground')
  expect(clientWord({})).toBe(undefined)
  expect(runtimeWord({ runtime: 'python', runtimeIdentifier: 'python3.13' } as FunctionDefinition)).toBe('python3.13')
  expect(runtimeWord({ runtime: 'provided' } as FunctionDefinition)).toBe('provided.al2023')
  expect(runtimeWord({ runtime: 'nodejs' } as FunctionDefinition)).toBe('nodejs')
})
