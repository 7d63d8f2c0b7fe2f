import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../temporary.fixture.ts'
import { opened, write } from './opened.fixture.ts'

/** A template with these functions, as the text of their properties by logical id. */
function templateOf(functions: Record<string, string>, more = ''): string {
  const resources = Object.entries(functions).map(
    ([id, properties]) => `  ${id}:\n    Type: AWS::Serverless::Function\n    Properties: ${properties}\n`,
  )
  return `Transform: AWS::Serverless-2016-10-31\nResources:\n${resources.join('')}${more}`
}

const hello = '{ Handler: app.handler, Runtime: nodejs22.x, CodeUri: hello/ }'
const handler = { 'hello/app.mjs': 'export const handler = async () => "hello"\n' }

async function openedWith(place: string, ...folders: string[]) {
  const { functions, told } = await opened(place, ...folders)
  const own = () => functions.list().filter(({ shipped }) => !shipped)
  return { functions, told, own, names: () => own().map(({ name }) => name) }
}

function defined(made: FunctionDefinition | { code: string; message: string }): FunctionDefinition {
  if ('code' in made) throw new Error(made.message)
  return made
}

it('serves every function of a template, and says where each comes from', async () => {
  const place = temporaryFolder()
  const project = write(join(place, 'shop'), {
    'template.yaml': templateOf({
      Hello: hello,
      Other: '{ Handler: app.handler, Runtime: nodejs22.x, CodeUri: hello/, FunctionName: second, Timeout: 9 }',
    }),
    ...handler,
  })
  const { functions, own, told } = await openedWith(place, project)
  const file = join(project, 'template.yaml')
  expect(own()).toMatchObject([
    {
      name: 'Hello',
      folder: join(project, 'hello'),
      project: { file, id: 'Hello', line: 3 },
      runtimeIdentifier: 'nodejs22.x',
      problems: [],
    },
    { name: 'second', folder: join(project, 'hello'), project: { file, id: 'Other' }, timeoutSeconds: 9, problems: [] },
  ])
  expect(await told('project.read', 1)).toMatchObject({ file, kind: 'sam', functions: ['Hello', 'second'] })
  expect(functions.projects()).toMatchObject([{ file, functions: ['Hello', 'second'] }])
})

it('follows its file: functions come, change and go', async () => {
  const place = temporaryFolder()
  const project = write(join(place, 'shop'), { 'template.yaml': templateOf({ Hello: hello, Gone: hello }), ...handler })
  const { functions, names, told } = await openedWith(place, project)
  const before = functions.get('Hello')!
  // As editors save: another file in its place.
  write(project, { 'new.yaml': templateOf({ Hello: hello.replace('}', ', Timeout: 30 }'), New: hello }) })
  renameSync(join(project, 'new.yaml'), join(project, 'template.yaml'))
  await told('project.read', 2)
  expect(names()).toEqual(['Hello', 'New'])
  expect(functions.get('Hello')).toMatchObject({ timeoutSeconds: 30 })
  expect(functions.get('Hello')!.codeHash).not.toBe(before.codeHash)
})

it('keeps its functions while its file is not right, and says where that is', async () => {
  const place = temporaryFolder()
  const project = write(join(place, 'shop'), { 'template.yaml': templateOf({ Hello: hello }), ...handler })
  const { functions, names, told } = await openedWith(place, project)
  write(project, { 'template.yaml': 'Resources:\n  Hello: { Type: AWS::Serverless::Function,\n' })
  expect((await told('project.failed', 1)).problem).toMatch(/template\.yaml:\d+:\d+: /)
  expect(names()).toEqual(['Hello'])
  write(project, { 'template.yaml': templateOf({ Hello: hello.replace('}', ', Timeout: 5 }') }) })
  await told('project.read', 2)
  expect(functions.get('Hello')).toMatchObject({ timeoutSeconds: 5 })
})

it('has the code of a function replaced on a save', async () => {
  const place = temporaryFolder()
  const project = write(join(place, 'shop'), { 'template.yaml': templateOf({ Hello: hello }), ...handler })
  const { functions } = await openedWith(place, project)
  const before = functions.get('Hello')!.codeHash
  write(project, { 'hello/app.mjs': 'export const handler = async () => "changed"\n' })
  await expect.poll(() => functions.get('Hello')!.codeHash).not.toBe(before)
})

it('gives code that the template holds a folder of its own', async () => {
  const place = temporaryFolder()
  const inline = '{ Handler: index.handler, Runtime: nodejs22.x, InlineCode: "exports.handler = async () => 1" }'
  const project = write(join(place, 'shop'), { 'template.yaml': templateOf({ Inline: inline }) })
  const { functions } = await openedWith(place, project)
  const { folder, source } = functions.get('Inline')!
  expect(folder!.startsWith(join(place, 'data'))).toBe(true)
  expect(readFileSync(join(folder!, source!), 'utf8')).toBe('exports.handler = async () => 1')
})

it('takes what function.json says besides, where its folder is one function’s alone', async () => {
  const place = temporaryFolder()
  const project = write(join(place, 'shop'), {
    'template.yaml': templateOf({
      Hello: hello.replace('}', ', Environment: { Variables: { ONE: a, TWO: b } } }'),
      A: hello.replace('hello/', 'both/'),
      B: hello.replace('hello/', 'both/'),
    }),
    'hello/function.json': '{ "name": "renamed", "timeout": 77, "variables": { "TWO": "2" } }',
    'both/function.json': '{ "name": "clash", "timeout": 66 }',
    'both/app.mjs': '',
    ...handler,
  })
  const { functions, own } = await openedWith(place, project)
  expect(functions.variablesOf('renamed')).toEqual({ ONE: 'a', TWO: '2' })
  expect(own()).toMatchObject([
    { name: 'renamed', timeoutSeconds: 77, variables: ['ONE', 'TWO'] },
    { name: 'A', timeoutSeconds: 66 },
    { name: 'B', timeoutSeconds: 66 },
  ])
})

it('leaves out a function whose name is taken, and says so', async () => {
  const place = temporaryFolder()
  const alone = write(join(place, 'Hello'), { 'index.mjs': '' })
  const project = write(join(place, 'shop'), {
    'template.yaml': templateOf({ Hello: hello, Other: hello }),
    ...handler,
  })
  const { own, told } = await openedWith(place, alone, project)
  expect(own().map(({ name, folder }) => [name, folder])).toEqual([
    ['Hello', alone],
    ['Other', join(project, 'hello')],
  ])
  expect((await told('project.read', 1)).unsupported).toContainEqual(
    expect.objectContaining({
      message: 'Hello is left out: there is another function named Hello. Give one of them another name.',
    }),
  )
})

it('is opened from the page by its folder or its file, remembered, and put away function by function', async () => {
  const place = temporaryFolder()
  const project = write(join(place, 'shop'), {
    'template.yaml': templateOf({ Hello: hello, Other: hello }),
    ...handler,
  })
  const first = await openedWith(place)
  expect(defined(await first.functions.open(join(project, 'template.yaml'))).name).toBe('Hello')
  expect(first.names()).toEqual(['Hello', 'Other'])
  expect(await first.functions.remove('Other')).toBe(true)
  await first.functions.close()
  const second = await openedWith(place)
  expect(second.names()).toEqual(['Hello'])
  await second.functions.open(project)
  expect(second.names()).toEqual(['Hello', 'Other'])
})

it('is refused with its place where it is malformed, and with what there could be where there is none', async () => {
  const place = temporaryFolder()
  const bad = write(join(place, 'bad'), {
    'template.yaml': 'Resources:\n\tHello: { Type: AWS::Serverless::Function }\n',
  })
  await expect(openedWith(place, bad)).rejects.toThrow(/template\.yaml:2:\d+: /)
  const none = write(join(place, 'none'), { 'readme.txt': '' })
  await expect(openedWith(temporaryFolder(), none)).rejects.toThrow(/holds no function and no project/)
  const { functions } = await openedWith(temporaryFolder())
  expect(await functions.open(bad)).toMatchObject({ code: 'not-legal', message: expect.stringMatching(/:2:\d+: /) })
})

it('opens a hundred functions of one folder with one reading of it', async () => {
  const place = temporaryFolder()
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`F${index}`, hello]))
  const project = write(join(place, 'many'), { 'template.yaml': templateOf(many), ...handler })
  const { names } = await openedWith(place, project)
  expect(names()).toHaveLength(100)
  expect(existsSync(join(place, 'data', 'builds.json'))).toBe(false)
})

it('is read again as what it was read as: a serverless.yml with resources of CloudFormation is no template', async () => {
  const place = temporaryFolder()
  const yml = (file: string) =>
    `service: shop\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  one: { handler: ${file}.handler }\n` +
    'resources:\n  Resources:\n    Queue: { Type: AWS::SQS::Queue }\n'
  const project = write(join(place, 'shop'), { 'serverless.yml': yml('a'), 'a.mjs': '', 'b.mjs': '' })
  const { functions, told } = await openedWith(place, project)
  expect(functions.get('one')?.handler).toBe('a.handler')
  write(project, { 'serverless.yml': yml('b') })
  expect(await told('project.read', 2)).toMatchObject({ kind: 'serverless', functions: ['one'] })
  expect(functions.get('one')?.handler).toBe('b.handler')
})
