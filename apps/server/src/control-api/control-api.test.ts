import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../clock.ts'
import { openFunctions } from '../functions/functions.ts'
import { openJournal } from '../persistence/journal.ts'
import { temporaryFolder } from '../temporary.fixture.ts'
import { createControlApi } from './control-api.ts'
import type { EnvironmentActor } from './environment-actions.ts'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const noCalls = { knows: () => false, call: () => undefined }
const noRuns = { knows: () => false, start: () => undefined, stop: () => false }

async function served(act: EnvironmentActor['act'] = () => undefined) {
  const place = temporaryFolder()
  const folder = join(place, 'mine')
  mkdirSync(folder)
  writeFileSync(join(folder, 'bootstrap'), '#!/bin/sh\n')
  const journal = await openJournal({ dataFolder: join(place, 'data'), clock: systemClock, version: 'test' })
  const functions = await openFunctions({
    folders: [folder],
    shippedFolder: join(import.meta.dirname, '../../../../examples'),
    dataFolder: join(place, 'data'),
    recorder: journal.recorder,
  })
  const app = express().use(
    '/api',
    createControlApi({
      journal,
      files: functions,
      list: functions,
      runs: noRuns,
      httpCalls: noCalls,
      environments: { act },
      health: () => ({ status: 'ok', version: 'test' }),
    }),
  )
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(async () => {
    server.close()
    server.closeAllConnections()
    await functions.close()
    await journal.close('test over')
  })
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
  const flushed = async () => {
    const seq = journal.recorder.record({}, { type: 'process.printed', stream: 'stdout', line: 'mark' })
    while (journal.lastSeq() < seq) await new Promise<void>((resolve) => journal.subscribe(() => resolve()))
  }
  return { journal, flushed, folder, call: (path: string, init?: RequestInit) => fetch(`${base}${path}`, init) }
}

it('says that it is well', async () => {
  const { call } = await served()
  expect(await (await call('/health')).json()).toEqual({ status: 'ok', version: 'test' })
})

it('gives all of a function’s session in brief, and none of a name that was only called', async () => {
  const { call, flushed, journal } = await served()
  const opened = (name: string, exchange: number) =>
    journal.recorder.record(
      { function: name, exchange },
      {
        type: 'exchange.opened',
        endpoint: 'invoke',
        from: 'caller',
        method: 'POST',
        target: '/',
        heads: [],
        reused: 0,
      },
    )
  for (const exchange of [1, 2, 3]) opened('mine', exchange)
  const last = opened('mine', 4)
  for (const name of ['nobody', 'constructor']) opened(name, 5)
  await flushed()
  const overview = (await (await call('/overview?function=mine')).json()) as { exchanges: number; lastSeq: number }
  expect(overview).toMatchObject({ exchanges: 4, lastSeq: last })
  for (const query of ['?function=nobody', '?function=constructor', '']) {
    const refused = await call(`/overview${query}`)
    expect(refused.status).toBe(404)
    expect(await refused.json()).toMatchObject({ error: { code: 'no-such-function' } })
  }
})

it('gives the journal by number, as lines of JSON', async () => {
  const { call, flushed, journal } = await served()
  for (let index = 0; index < 20; index += 1)
    journal.recorder.record({}, { type: 'process.printed', stream: 'stdout', line: String(index) })
  await flushed()
  const response = await call('/journal?after=5&limit=3')
  expect(response.headers.get('content-type')).toContain('application/x-ndjson')
  const seqs = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { seq: number }).seq)
  expect(seqs(await response.text())).toEqual([6, 7, 8])
  expect(seqs(await (await call(`/journal?after=0&limit=2&session=${journal.epoch}`)).text())).toEqual([1, 2])
})

it.each(['/journal?after=-1', '/journal?after=x', '/journal?limit=0', '/journal?limit=1.5', '/state?at=no'])(
  'refuses %s with a reason',
  async (path) => {
    const { call } = await served()
    const response = await call(path)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: { code: 'bad-number', message: expect.stringMatching(/number/) as string },
    })
  },
)

it.each([
  '/journal?session=20260101T000000000-deadbeef',
  '/journal?session=../..',
  '/sessions/x/bodies/1.bin',
  '/nothing',
  '/functions/none/files',
  '/functions/mine/files/none',
])('has nothing at %s', async (path) => {
  const { call } = await served()
  const response = await call(path)
  expect(response.status).toBe(404)
  expect(await response.json()).toHaveProperty('error.message')
})

it('folds the session up to any entry', async () => {
  const { call, flushed, journal } = await served()
  await flushed()
  const { at, state } = (await (await call('/state')).json()) as { at: number; state: { functions: object } }
  expect(at).toBe(journal.lastSeq())
  expect(Object.keys(state.functions)).toContain('mine')
  expect(await (await call('/state?at=0')).json()).toMatchObject({ at: 0, state: { functions: {} } })
})

it('gives whole bodies as files to keep, never to render', async () => {
  const { call, flushed, journal } = await served()
  const html = `<script>alert(1)</script>${'x'.repeat(5000)}`
  const body = journal.recorder.body(Buffer.from(html))
  journal.recorder.record({}, { type: 'exchange.received', body })
  await flushed()
  const response = await call(`/sessions/${journal.epoch}/bodies/${body.whole}`)
  expect(await response.text()).toBe(html)
  expect(response.headers.get('content-type')).toBe('application/octet-stream')
  expect(response.headers.get('content-disposition')).toBe('attachment')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})

it('writes a file only over the version that was read', async () => {
  const { call } = await served()
  const read = await call('/functions/mine/files/bootstrap')
  const etag = read.headers.get('etag')!
  expect(await read.text()).toBe('#!/bin/sh\n')
  const put = (text: string, headers: Record<string, string>) =>
    call('/functions/mine/files/bootstrap', { method: 'PUT', body: text, headers })
  expect((await put('#!/bin/bash\n', {})).status).toBe(428)
  const written = await put('#!/bin/bash\n', { 'If-Match': etag })
  expect(written.status).toBe(200)
  expect((await put('late', { 'If-Match': etag })).status).toBe(412)
  expect((await put('late', { 'If-None-Match': '*' })).status).toBe(412)
  expect((await put('x'.repeat(1024 * 1024 + 1), { 'If-Match': written.headers.get('etag')! })).status).toBe(413)
  expect(await (await call('/functions/mine/files/bootstrap')).text()).toBe('#!/bin/bash\n')
  expect((await call('/functions/mine/files/..%2f..%2fsecret')).status).toBe(403)
})

const json = { 'Content-Type': 'application/json' }

it('deletes and renames a file of which the version was read, and no other', async () => {
  const { call } = await served()
  const at = '/functions/mine/files/events/a.json'
  const saved = await call(at, { method: 'PUT', body: '{}', headers: { 'If-None-Match': '*' } })
  const version = saved.headers.get('etag')!
  const listed = async () =>
    ((await (await call('/functions/mine/files')).json()) as { files: { path: string }[] }).files.map(
      ({ path }) => path,
    )
  expect(await listed()).toContain('events/a.json')
  const rename = (renameTo: string, heads: Record<string, string>) =>
    call(at, { method: 'POST', body: JSON.stringify({ renameTo }), headers: { ...json, ...heads } })
  expect((await rename('events/b.json', {})).status).toBe(428)
  expect((await rename('events/b.json', { 'If-Match': '"other"' })).status).toBe(412)
  expect((await rename('../b.json', { 'If-Match': version })).status).toBe(403)
  expect((await rename('bootstrap', { 'If-Match': version })).status).toBe(412)
  expect((await rename('events/b.json', { 'If-Match': version })).status).toBe(200)
  expect(await listed()).toEqual(['bootstrap', 'events/b.json'])
  const remove = (heads: Record<string, string>) =>
    call('/functions/mine/files/events/b.json', { method: 'DELETE', headers: heads })
  expect((await remove({})).status).toBe(428)
  expect((await remove({ 'If-Match': '"other"' })).status).toBe(412)
  expect((await remove({ 'If-Match': version })).status).toBe(200)
  expect((await remove({ 'If-Match': version })).status).toBe(404)
  expect(await listed()).toEqual(['bootstrap'])
})

it('makes a function from a template, opens a folder, and takes both off the list', async () => {
  const { call, folder } = await served()
  const post = (body: unknown, heads: Record<string, string> = json) =>
    call('/functions', { method: 'POST', body: JSON.stringify(body), headers: heads })
  const made = await post({ template: 'bash', name: 'fresh' })
  expect(made.status).toBe(201)
  expect(await made.json()).toMatchObject({ name: 'fresh', runtime: 'provided', shipped: false, problems: [] })
  expect((await post({ template: 'bash', name: 'fresh' })).status).toBe(409)
  expect((await post({ template: 'bash', name: 'not a name' })).status).toBe(400)
  expect((await post({ template: 'cobol', name: 'x' })).status).toBe(400)
  expect((await post({ template: 'bash', name: 'x' }, { 'Content-Type': 'text/plain' })).status).toBe(415)
  expect((await call('/functions/mine', { method: 'DELETE' })).status).toBe(200)
  expect((await call('/functions/mine', { method: 'DELETE' })).status).toBe(404)
  expect((await call('/functions/mine/files')).status).toBe(404)
  expect(await (await post({ folder })).json()).toMatchObject({ name: 'mine' })
  const refused = await post({ folder: 'somewhere' })
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({ error: { message: expect.stringMatching(/begins with \//) as string } })
  expect((await post({ folder: '/' })).status).toBe(400)
})

it('lists the examples, and opens one by its name and by nothing else', async () => {
  const { call } = await served()
  const post = (example: unknown) =>
    call('/functions', { method: 'POST', body: JSON.stringify({ example }), headers: json })
  const { examples } = (await (await call('/examples')).json()) as { examples: unknown[] }
  expect(examples).toContainEqual(
    expect.objectContaining({
      name: 'logger-extension-bash',
      description: expect.stringMatching(/bash extension/) as string,
      tags: ['bash', 'extension'],
    }),
  )
  const made = await post('logger-extension-bash')
  expect(made.status).toBe(201)
  expect(await made.json()).toMatchObject({ name: 'logger-extension-bash', runtime: 'provided', shipped: true })
  expect(await (await call('/functions/logger-extension-bash/files')).json()).toMatchObject({
    files: [{ path: 'bootstrap' }, { path: 'extensions/logger.sh', executable: true }, {}],
  })
  for (const path of ['nothing', '../examples/snapstart', '/etc', 'snapstart/', 'hello-bash/../snapstart', '']) {
    const refused = await post(path)
    expect(refused.status, path).toBe(404)
    expect(await refused.json()).toMatchObject({
      error: { code: 'no-such-example', message: expect.stringMatching(/^There is no example .*GET/) as string },
    })
  }
  expect((await post(7)).status).toBe(400)
  expect((await call('/functions/snapstart/files')).status).toBe(404)
  expect((await call('/functions/logger-extension-bash', { method: 'DELETE' })).status).toBe(200)
  expect((await call('/functions/logger-extension-bash/files')).status).toBe(404)
})

it('does to an environment what is asked for, or says why not', async () => {
  const asked: string[][] = []
  const { call } = await served((...each) => {
    asked.push(each)
    if (each[0] === 'mine/2') return { code: 'no-such-environment', message: 'gone' }
    return each[1] === 'thaw' ? { code: 'not-frozen', message: 'it is not frozen' } : undefined
  })
  const act = async (name: string, body: string, type = 'application/json') => {
    const answer = await call(`/environments/${encodeURIComponent(name)}/actions`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    })
    return [answer.status, ((await answer.json()) as { error?: { code: string } }).error?.code]
  }
  expect(await act('mine/1', '{"action":"kill"}')).toEqual([202, undefined])
  expect(await act('mine/1', '{"action":"thaw"}')).toEqual([409, 'not-frozen'])
  expect(await act('mine/2', '{"action":"kill"}')).toEqual([404, 'no-such-environment'])
  expect(asked.map((each) => each.join(' '))).toEqual(['mine/1 kill', 'mine/1 thaw', 'mine/2 kill'])
  for (const body of ['{"action":"burn"}', '{}', '[]', '{"action":"kill","more":1}'])
    expect(await act('mine/1', body)).toEqual([400, 'bad-action'])
  expect(await act('mine/1', '{"action":"kill"}', 'text/plain')).toEqual([415, 'not-json'])
  expect((await act('mine/1', '{'))[0]).toBe(400)
  expect(asked).toHaveLength(3)
})
