import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../temporary.fixture.ts'
import { define } from './define.ts'
import { relocated } from './relocated.ts'

async function defined(files: Record<string, string>, settings: object = {}) {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries({ ...files, 'function.json': JSON.stringify(settings) })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return (await define(folder, false)).definition
}

describe('the runtime of a function', () => {
  it.each([
    ['lambda_function.py', 'python', 'lambda_function.lambda_handler'],
    ['app.py', 'python', 'app.handler'],
    ['app.rb', 'ruby', 'app.handler'],
    ['index.cjs', 'nodejs', 'index.handler'],
  ])('is told by a file %s where the settings say nothing', async (file, runtime, handler) => {
    expect(await defined({ [file]: '' })).toMatchObject({ runtime, handler })
  })

  it('is told by the handler’s file, and that of Node.js where there is none', async () => {
    expect(await defined({ 'src/one.py': '' }, { handler: 'src/one.run' })).toMatchObject({ runtime: 'python' })
    expect(await defined({}, { handler: 'nowhere.run' })).toMatchObject({ runtime: 'nodejs', problems: [] })
  })

  it('is a bootstrap’s before all, and the settings’ before that', async () => {
    const files = { bootstrap: '#!/bin/sh\n', 'app.py': '' }
    expect(await defined(files)).toMatchObject({ runtime: 'provided', source: 'bootstrap' })
    expect(await defined(files, { handler: 'app.handler' })).toMatchObject({ runtime: 'provided' })
    const settings = { runtime: 'python3.13', handler: 'app.handler' }
    expect(await defined(files, settings)).toMatchObject({ runtime: 'python', runtimeIdentifier: 'python3.13' })
  })

  it('needs a handler where no usual one is there', async () => {
    const { problems } = await defined({}, { runtime: 'java21' })
    expect(problems).toEqual(['java21 runs a handler: set "handler" in function.json.'])
    expect(await defined({ 'app.py': '' }, { runtime: 'python3.13' })).toMatchObject({ handler: 'app.handler' })
  })

  it('gets a descriptor for its log where its client writes to one', async () => {
    const framed = async (file: string) => (await defined({ [file]: '' })).execution.framedLogs
    expect([await framed('app.py'), await framed('index.mjs'), await framed('app.rb')]).toEqual([true, true, false])
    expect((await defined({ 'app.py': '' }, { framedLogs: false })).execution.framedLogs).toBe(false)
  })

  it('has a debugger that is turned on only where it is Node.js', async () => {
    expect((await defined({ 'index.mjs': '' }, { debug: true })).notes).toEqual([])
    expect((await defined({ 'app.py': '' }, { debug: true })).notes).toContainEqual(
      expect.stringContaining('"debug" starts the debugger of Node.js'),
    )
  })
})

describe('a definition that was copied elsewhere', () => {
  it('starts what is in the copies', async () => {
    const original = await defined({ 'index.mjs': '', 'layer/file': '' }, { layers: ['layer'] })
    const { folder, managed } = original
    const words = ['/usr/bin/node', `${folder}/node_modules/a.mjs`, `${folder}/layer/b.mjs`, `${folder}-other/c`]
    const copy = relocated({ ...original, managed: { ...managed!, words } }, '/v/code', ['/v/layer-1'])
    expect(copy.managed!.words).toEqual(['/usr/bin/node', '/v/code/node_modules/a.mjs', '/v/layer-1/b.mjs', words[3]])
    expect([copy.folder, copy.execution.layers]).toEqual(['/v/code', ['/v/layer-1']])
  })
})
