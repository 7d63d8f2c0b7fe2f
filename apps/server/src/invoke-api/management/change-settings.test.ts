// Settings while they are being written: seen as under way, and written by one at a time.
import { definitionOf } from '@playground/protocol/fixtures'
import { expect, test } from 'vitest'
import type { FileRefusal, FileWritten } from '../../functions/ports.ts'
import { recorderOf } from '../../recorder/recorder.fixture.ts'
import { getConfiguration } from './functions.ts'
import { Refused, type Asked, type ManagementParts } from './operation.ts'
import { updateConfiguration } from './update-configuration.ts'

const definition = definitionOf('fn', { folder: '/fn' })

function world(text: string) {
  const written: string[] = []
  let finish: (result: FileWritten | FileRefusal) => void = () => {}
  const parts: ManagementParts = {
    recorder: recorderOf(),
    gates: {},
    functions: { get: () => definition, ready: () => undefined, list: () => [definition], attach: () => definition },
    files: {
      readFile: () => Promise.resolve({ bytes: Buffer.from(text), version: 'read' }),
      writeFile: (_name, _path, bytes) => {
        written.push(Buffer.from(bytes).toString())
        return new Promise((resolve) => (finish = resolve))
      },
    },
    versions: {
      versions: () => [],
      publish: () => Promise.reject(new Error('none')),
      deleteVersion: () => Promise.resolve(false),
      codeOf: () => Promise.resolve({ bytes: 1, modifiedMs: 1 }),
      variablesOf: () => ({}),
    },
    environments: { remove: () => Promise.resolve() },
    functionUrlAddress: () => '',
  }
  const updating = new Set<string>()
  const asked = (body: Record<string, unknown> = {}): Asked => ({
    url: '/x',
    query: new URLSearchParams(),
    params: { name: 'fn' },
    body,
    updating,
  })
  const update = async (body: Record<string, unknown>) => updateConfiguration(parts, asked(body))
  const status = async () =>
    ((await getConfiguration(parts, asked())).body as Record<string, unknown>)['LastUpdateStatus']
  return { written, update, status, finish: (result: FileWritten | FileRefusal) => finish(result) }
}
const refusalOf = (done: Promise<unknown>) =>
  done.then(
    () => undefined,
    (problem: unknown) => (problem instanceof Refused ? problem.refusal : problem),
  )

test('an update is in progress until it is written, and another is refused meanwhile', async () => {
  const { written, update, status, finish } = world('{}')
  const first = update({ Timeout: 5 })
  await expect.poll(() => written.length).toBe(1)
  expect(await status()).toBe('InProgress')
  expect(await refusalOf(update({ Timeout: 6 }))).toMatchObject({ status: 409, type: 'ResourceConflictException' })
  finish({ version: 'new' })
  await first
  expect([await status(), written.length]).toEqual(['Successful', 1])
})

test('a file that somebody else has written since is a conflict, and the next update goes on', async () => {
  const { written, update, status, finish } = world('{}')
  const first = refusalOf(update({ Timeout: 5 }))
  await expect.poll(() => written.length).toBe(1)
  finish({ code: 'conflict', message: 'changed elsewhere' })
  expect(await first).toMatchObject({ status: 409, message: 'changed elsewhere' })
  expect(await status()).toBe('Successful')
})

test.each([
  [
    '{\n  "name": "fn",\n  "layers": ["a"],\n  "memory": 256\n}\n',
    '{\n  "name": "fn",\n  "layers": ["a"],\n  "memory": 256,\n  "timeout": 5\n}\n',
  ],
  ['{ "timeout": 9, "memory": 256 }', '{ "timeout": 5, "memory": 256 }'],
])('what is not set stays as it is written: %j', async (before, after) => {
  const { written, update, finish } = world(before)
  const done = update({ Timeout: 5 })
  await expect.poll(() => written).toEqual([after])
  finish({ version: 'new' })
  await done
})

test('a file that is no JSON is not written over', async () => {
  const { written, update } = world('{ "timeout": 9,, }')
  expect(await refusalOf(update({ Timeout: 5 }))).toMatchObject({ type: 'InvalidParameterValueException' })
  expect(written).toEqual([])
})
