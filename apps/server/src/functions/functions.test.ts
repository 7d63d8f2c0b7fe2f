import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join, relative } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { temporaryFolder } from '../temporary.fixture.ts'
import { codeHashOf } from './code.ts'
import { define } from './define.ts'
import { opened, shippedFolder, write } from './opened.fixture.ts'

async function openedWith(place: string, ...folders: string[]) {
  const { told, ...rest } = await opened(place, ...folders)
  /** The next definition that matches, from now on. */
  const defined = async (matches: (definition: FunctionDefinition) => boolean) => {
    const before = rest.all('function.defined').filter(({ definition }) => matches(definition)).length
    return (await told('function.defined', before + 1, ({ definition }) => matches(definition))).definition
  }
  return { ...rest, defined, removed: told('function.removed') }
}

it('has a setting that was written through it from the moment on that it says so, whatever else is written meanwhile', async () => {
  const place = temporaryFolder()
  const { functions } = await openedWith(place, write(join(place, 'busy'), { 'index.mjs': '' }))
  for (let timeout = 5; timeout < 45; timeout += 1) {
    const other = functions.writeFile('busy', 'other.js', Buffer.from(String(timeout)), '*')
    // At another moment of the other's way each time.
    for (let turns = timeout % 20; turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve))
    await functions.writeFile('busy', 'function.json', Buffer.from(JSON.stringify({ timeout })), '*')
    expect(functions.get('busy')?.timeoutSeconds).toBe(timeout)
    await other
  }
})

describe('the hash of the code', () => {
  it('follows what is code: contents, names, and the right to execute', async () => {
    const folder = write(temporaryFolder(), { bootstrap: 'a', 'lib/x.js': 'b' })
    const hashes = [await codeHashOf([folder])]
    for (const change of [
      () => writeFileSync(join(folder, 'lib/x.js'), 'c'),
      () => chmodSync(join(folder, 'bootstrap'), 0o755),
      () => renameSync(join(folder, 'lib/x.js'), join(folder, 'lib/y.js')),
    ]) {
      change()
      hashes.push(await codeHashOf([folder]))
    }
    expect(new Set(hashes).size).toBe(4)
  })

  it('leaves out the files that records of events are added to', async () => {
    const settings = JSON.stringify({ async: { onSuccess: 'file:./out/good.jsonl', onFailure: 'file:bad.jsonl' } })
    const folder = write(temporaryFolder(), { bootstrap: 'a', 'function.json': settings })
    const before = (await define(folder, false)).definition.codeHash
    write(folder, { 'out/good.jsonl': '{}', 'bad.jsonl': '{}' })
    expect((await define(folder, false)).definition.codeHash).toBe(before)
    write(folder, { 'other.jsonl': '{}' })
    expect((await define(folder, false)).definition.codeHash).not.toBe(before)
  })

  it('leaves out saved events, caches, hidden files, and what is ignored', async () => {
    const folder = write(temporaryFolder(), { bootstrap: 'a', '.gitignore': 'out/\n*.tmp\n' })
    const before = await codeHashOf([folder])
    write(folder, {
      'events/ada.json': '{}',
      '.env': 'x',
      'out/built.js': 'x',
      'some.tmp': 'x',
      'node_modules/.cache/x': 'x',
      '__pycache__/x.pyc': 'x',
      'debug.log': 'x',
    })
    expect(await codeHashOf([folder])).toBe(before)
  })
})

describe('layers', () => {
  it('are folders beside the function, part of its code, and bring a bootstrap', async () => {
    const place = temporaryFolder()
    const layer = write(join(place, 'layer'), { bootstrap: '#!/bin/sh' })
    const folder = write(join(place, 'one'), { 'function.json': '{"layers":["../layer"]}' })
    const { functions, defined } = await openedWith(place, folder)
    const before = functions.get('one')!
    expect(before).toMatchObject({ runtime: 'provided', problems: [], execution: { layers: [layer] } })
    const changed = defined(({ codeHash }) => codeHash !== before.codeHash)
    write(layer, { 'extensions/logger': 'x' })
    expect((await changed).name).toBe('one')
  })

  it.each([
    ['../nowhere', /function\.json:2: the layer "\.\.\/nowhere" is no folder/],
    ['/', /:2: the layer "\/" is too much/],
    ['..', /is too much/],
    ['.', /is too much/],
  ])('may not be %s', async (layer, problem) => {
    const place = temporaryFolder()
    const folder = write(join(place, 'one'), { 'function.json': `{\n"layers":["${layer}"]}`, bootstrap: '' })
    const { functions } = await openedWith(place, folder)
    expect(functions.get('one')?.problems).toEqual([expect.stringMatching(problem)])
    expect(functions.get('one')?.execution.layers).toEqual([])
  })
})

describe('opening a folder', () => {
  it.each([
    ['the root', () => '/', /too much/],
    ['the home itself', () => homedir(), /too much/],
    ['a hidden folder', (place: string) => write(join(place, '.hidden'), { bootstrap: '' }), /hidden/],
    [
      'one that holds no function',
      (place: string) => write(join(place, 'empty'), { 'readme.md': '' }),
      /holds no function/,
    ],
    ['one that is not there', (place: string) => join(place, 'nowhere'), /is no folder/],
    [
      'the data directory',
      (place: string) => write(join(place, 'data'), { bootstrap: '' }),
      /overlaps the data directory/,
    ],
    [
      'what holds the data directory',
      (place: string) => write(place, { bootstrap: '' }),
      /overlaps the data directory/,
    ],
  ])('refuses %s', async (_what, folder, message) => {
    const place = temporaryFolder()
    mkdirSync(join(place, 'data'))
    await expect(openedWith(place, folder(place))).rejects.toThrow(message)
  })

  it('takes the name of its settings, else that of the folder made legal', async () => {
    const place = temporaryFolder()
    const one = write(join(place, 'My function!'), { bootstrap: '#!/bin/sh\n' })
    const two = write(join(place, 'two'), {
      'index.mjs': '',
      'function.json': '{ "name": "second", "timeout": 7, "memory": 256, "variables": { "KEY": "value" } }',
    })
    const { functions } = await openedWith(place, one, two)
    expect(functions.get('My-function')).toMatchObject({
      runtime: 'provided',
      source: 'bootstrap',
      timeoutSeconds: 3,
      memoryMb: 128,
      shipped: false,
      folder: one,
    })
    expect(functions.get('second')).toMatchObject({
      runtime: 'nodejs',
      handler: 'index.handler',
      source: 'index.mjs',
      timeoutSeconds: 7,
      memoryMb: 256,
      variables: ['KEY'],
    })
    expect(JSON.stringify(functions.get('second'))).not.toContain('value')
    expect(functions.variablesOf('second')).toEqual({ KEY: 'value' })
    expect(functions.list().map(({ name }) => name)).toEqual(['hello-bash', 'hello-node', 'My-function', 'second'])
  })

  it('refuses two of one name, and says what to change', async () => {
    const place = temporaryFolder()
    const one = write(join(place, 'one'), { bootstrap: '', 'function.json': '{ "name": "same" }' })
    const two = write(join(place, 'two'), { bootstrap: '', 'function.json': '{ "name": "same" }' })
    await expect(openedWith(place, one, two)).rejects.toThrow(/both named same.*function\.json/)
  })
})

describe('files of a function', () => {
  it('are read with a version, and written only over that version', async () => {
    const place = temporaryFolder()
    const folder = write(join(place, 'mine'), { bootstrap: 'first' })
    chmodSync(join(folder, 'bootstrap'), 0o750)
    const { functions } = await openedWith(place, folder)
    const read = await functions.readFile('mine', 'bootstrap')
    if ('code' in read) throw new Error(read.message)
    expect(Buffer.from(read.bytes).toString()).toBe('first')
    const before = functions.get('mine')!.codeHash
    expect(await functions.writeFile('mine', 'bootstrap', Buffer.from('second'), read.version)).not.toHaveProperty(
      'code',
    )
    expect(functions.get('mine')!.codeHash).not.toBe(before)
    expect(statSync(join(folder, 'bootstrap')).mode & 0o777).toBe(0o750)
    expect(await functions.writeFile('mine', 'bootstrap', Buffer.from('third'), read.version)).toMatchObject({
      code: 'conflict',
    })
    expect(await functions.writeFile('mine', 'bootstrap', Buffer.from('third'), undefined)).toMatchObject({
      code: 'conflict',
    })
    expect(readFileSync(join(folder, 'bootstrap'), 'utf8')).toBe('second')
    expect(await functions.writeFile('mine', 'lib/new.js', Buffer.from('x'), undefined)).not.toHaveProperty('code')
    expect(await functions.writeFile('mine', 'big', Buffer.alloc(1024 * 1024 + 1), '*')).toMatchObject({
      code: 'too-large',
    })
  })

  it.each([
    '../outside',
    '/etc/passwd',
    'a/../../outside',
    'link/secret',
    'link',
    'secret-link',
    '',
    '.',
    'a//b',
    'a\\b',
  ])('never leave its folder: %j', async (path) => {
    const place = temporaryFolder()
    write(place, { 'elsewhere/secret': 'secret' })
    const folder = write(join(place, 'mine'), { bootstrap: '' })
    symlinkSync(join(place, 'elsewhere'), join(folder, 'link'))
    symlinkSync(join(place, 'elsewhere', 'secret'), join(folder, 'secret-link'))
    const { functions } = await openedWith(place, folder)
    expect(await functions.readFile('mine', path)).toMatchObject({ code: 'outside' })
    expect(await functions.writeFile('mine', path, Buffer.from('changed'), '*')).toMatchObject({ code: 'outside' })
    expect(readFileSync(join(place, 'elsewhere', 'secret'), 'utf8')).toBe('secret')
    expect(existsSync(join(place, 'outside'))).toBe(false)
    const listed = await functions.listFiles('mine')
    expect(Array.isArray(listed) && listed.map(({ path }) => path)).toEqual(['bootstrap'])
  })

  it('that ship are copied by the first edit, which says where', async () => {
    const place = temporaryFolder()
    const { functions } = await openedWith(place)
    const original = readFileSync(join(shippedFolder, 'hello-bash', 'bootstrap'))
    const read = await functions.readFile('hello-bash', 'bootstrap')
    if ('code' in read) throw new Error(read.message)
    const written = await functions.writeFile('hello-bash', 'bootstrap', Buffer.from('#!/bin/sh\n'), read.version)
    expect(written).toMatchObject({ copiedTo: join(place, 'data', 'functions', 'hello-bash') })
    expect(functions.get('hello-bash')).toMatchObject({
      shipped: false,
      folder: join(place, 'data', 'functions', 'hello-bash'),
    })
    expect(readFileSync(join(shippedFolder, 'hello-bash', 'bootstrap')).equals(original)).toBe(true)
    const again = await openedWith(place)
    expect(again.functions.get('hello-bash')?.shipped).toBe(false)
  })
})

describe('watching', () => {
  it('sees what an editor saves, and nothing in what an event or a log leaves', async () => {
    const place = temporaryFolder()
    const folder = write(join(place, 'mine'), { bootstrap: 'one' })
    const { functions, defined } = await openedWith(place, folder)
    const before = functions.get('mine')!.codeHash
    const changed = defined(({ name, codeHash }) => name === 'mine' && codeHash !== before)
    write(folder, { 'events/ada.json': '{}', 'run.log': 'x' })
    writeFileSync(join(folder, 'bootstrap'), 'two')
    expect((await changed).codeHash).toBe(await codeHashOf([folder]))
  })

  it('takes a new name in its settings for another function', async () => {
    const place = temporaryFolder()
    const folder = write(join(place, 'mine'), { bootstrap: '', 'function.json': '{ "name": "before" }' })
    const { functions, defined } = await openedWith(place, folder)
    const renamed = defined(({ name }) => name === 'after')
    cpSync(write(join(place, 'x'), { 'function.json': '{ "name": "after" }' }), folder, { recursive: true })
    await renamed
    expect(functions.get('before')).toBeUndefined()
  })

  it('lets go of a function whose folder disappears', async () => {
    const place = temporaryFolder()
    const folder = write(join(place, 'mine'), { bootstrap: '' })
    const { functions, removed } = await openedWith(place, folder)
    renameSync(folder, join(place, 'elsewhere'))
    await removed
    expect(functions.get('mine')).toBeUndefined()
  })
})

describe('functions made and opened from the page', () => {
  it('come back at the next start, but for those that were taken off the list', async () => {
    const place = temporaryFolder()
    const folder = write(join(place, 'mine'), { bootstrap: '#!/bin/sh\n' })
    const first = await openedWith(place)
    await first.functions.create('nodejs', 'fresh')
    await first.functions.create('bash', 'gone')
    await first.functions.open(folder)
    await first.functions.remove('gone')
    await first.functions.remove('hello-bash')
    await first.functions.close()
    const second = await openedWith(place)
    expect(second.functions.list().map(({ name }) => name)).toEqual(['hello-node', 'fresh', 'mine'])
    expect(existsSync(join(place, 'data', 'functions', 'gone', 'bootstrap'))).toBe(true)
    expect(await second.functions.open(join(place, 'data', 'functions', 'gone'))).toMatchObject({ name: 'gone' })
    await second.functions.close()
    const third = await openedWith(place)
    expect(third.functions.list().map(({ name }) => name)).toContain('gone')
  })

  it('stay read-only where they ship, when they were taken off the list and opened again', async () => {
    const { functions } = await openedWith(temporaryFolder())
    const { folder } = functions.get('hello-bash')!
    await functions.remove('hello-bash')
    expect(await functions.open(folder!)).toMatchObject({ name: 'hello-bash', folder, shipped: true })
    expect(functions.get('hello-bash')?.shipped).toBe(true)
  })

  it('that were made here are at home here, when they were taken off the list and opened again', async () => {
    const place = temporaryFolder()
    const { functions } = await openedWith(place)
    const made = await functions.create('bash', 'fresh')
    if ('code' in made) throw new Error(made.message)
    await functions.remove('fresh')
    expect(await functions.open(made.folder!)).toMatchObject({ name: 'fresh', folder: made.folder, shipped: false })
  })

  it('leave out a folder that is not there any more, and start all the same', async () => {
    const place = temporaryFolder()
    const folder = write(join(place, 'mine'), { bootstrap: '#!/bin/sh\n' })
    const first = await openedWith(place)
    await first.functions.open(folder)
    await first.functions.close()
    renameSync(folder, join(place, 'moved'))
    expect((await openedWith(place)).functions.list().map(({ name }) => name)).not.toContain('mine')
  })

  it('are those that ship, with a name of their own', async () => {
    const { functions } = await openedWith(temporaryFolder())
    expect(await functions.create('bash', 'fresh')).toMatchObject({ name: 'fresh', shipped: false, problems: [] })
    expect(await functions.create('bash', 'fresh')).toMatchObject({ code: 'taken' })
    expect(await functions.create('bash', 'a/b')).toMatchObject({ code: 'not-legal' })
    expect(await functions.open('relative/path')).toMatchObject({ code: 'not-legal' })
    expect(await functions.open(homedir())).toMatchObject({ code: 'not-legal' })
  })
})

describe('examples', () => {
  const namesOf = ({ list }: { list(): FunctionDefinition[] }) => list().map(({ name }) => name)

  it('are the folders beside the index, each with a name of its own, a sentence and no problem', async () => {
    const { functions } = await openedWith(temporaryFolder())
    const examples = await functions.examples()
    const folders = readdirSync(shippedFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(examples.map(({ name }) => name).toSorted()).toEqual(folders.map(({ name }) => name).toSorted())
    for (const { name, description, tags, builds } of examples) {
      // What is built is copied first.
      expect(await functions.openExample(name)).toMatchObject({ name, description, shipped: !builds, problems: [] })
      expect(description).toMatch(/^[A-Z].{20,100}[^.]$/)
      expect(tags.length).toBeGreaterThan(0)
    }
    expect((await functions.examples()).every(({ opened: isOpen }) => isOpen)).toBe(true)
  })

  it('say what they need that is not on the path, and how to get it', async () => {
    const { functions } = await openedWith(temporaryFolder())
    const of = async (wanted: string) => (await functions.examples()).find(({ name }) => name === wanted)
    const bin = temporaryFolder()
    vi.stubEnv('PATH', bin)
    onTestFinished(() => void vi.unstubAllEnvs())
    const get = expect.stringMatching(/^Install .*\.$/) as string
    expect(await of('runtime-rust')).toMatchObject({
      group: 'Runtimes from scratch',
      needs: ['rustc', 'cc'],
      missing: [
        { program: 'rustc', get },
        { program: 'cc', get },
      ],
      opened: false,
      builds: true,
    })
    writeFileSync(join(bin, 'rustc'), '', { mode: 0o755 })
    // There, but nothing that can be run.
    writeFileSync(join(bin, 'cc'), '', { mode: 0o644 })
    expect(await of('runtime-rust')).toMatchObject({ missing: [{ program: 'cc' }] })
    expect(await of('hello-node')).toMatchObject({ needs: [], missing: [], builds: false })
  })

  it('are not there until they are opened, and stay until they are taken off the list', async () => {
    const place = temporaryFolder()
    const first = await openedWith(place)
    expect(namesOf(first.functions)).toEqual(['hello-bash', 'hello-node'])
    const made = await first.functions.openExample('frozen-timer')
    expect(made).toMatchObject({ name: 'frozen-timer', shipped: true, folder: join(shippedFolder, 'frozen-timer') })
    expect(await first.functions.openExample('frozen-timer')).toEqual(made)
    await first.functions.close()
    const second = await openedWith(place)
    expect(namesOf(second.functions)).toEqual(['hello-bash', 'hello-node', 'frozen-timer'])
    expect(second.functions.get('frozen-timer')?.shipped).toBe(true)
    await second.functions.remove('frozen-timer')
    await second.functions.close()
    const third = await openedWith(place)
    expect(namesOf(third.functions)).toEqual(['hello-bash', 'hello-node'])
    // As the page does it to undo a removal.
    expect(await third.functions.open(join(shippedFolder, 'frozen-timer'))).toEqual(made)
  })

  it('are copied whole by the first edit, with what may be executed, and come back as that copy', async () => {
    const place = temporaryFolder()
    const { functions } = await openedWith(place)
    await functions.openExample('misbehaving-extension')
    const read = await functions.readFile('misbehaving-extension', 'index.mjs')
    if ('code' in read) throw new Error(read.message)
    const edited = Buffer.from('export const handler = async () => 1\n')
    expect(await functions.writeFile('misbehaving-extension', 'index.mjs', edited, read.version)).toHaveProperty(
      'copiedTo',
    )
    const { folder } = functions.get('misbehaving-extension')!
    const of = (path: string) =>
      readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((file) => `${relative(path, file)} ${(statSync(file).mode & 0o111) !== 0 ? 'x' : '-'}`)
        .toSorted()
    expect(of(folder!)).toEqual(of(join(shippedFolder, 'misbehaving-extension')))
    expect(of(folder!)).toContain('extensions/misbehaving.mjs x')
    await functions.remove('misbehaving-extension')
    expect(await functions.openExample('misbehaving-extension')).toMatchObject({ folder, shipped: false })
    await functions.close()
    expect((await openedWith(place)).functions.get('misbehaving-extension')).toMatchObject({ folder, shipped: false })
  })

  it('leave other functions of their name alone', async () => {
    const place = temporaryFolder()
    const folder = write(join(place, 'frozen-timer'), { bootstrap: '#!/bin/sh\n' })
    const { functions } = await openedWith(place, folder)
    expect(await functions.openExample('frozen-timer')).toMatchObject({
      code: 'taken',
      message: expect.stringContaining(folder) as string,
    })
    expect(functions.get('frozen-timer')).toMatchObject({ folder, shipped: false })
    expect(await functions.create('bash', 'snapstart')).toMatchObject({ code: 'taken' })
  })

  it.each(['', '.', '..', '../apps', 'hello-bash/', './hello-bash', '/etc', 'examples.json', 'nothing', 'HELLO-BASH'])(
    'have names, and %j is none',
    async (name) => {
      const { functions } = await openedWith(temporaryFolder())
      expect(await functions.openExample(name)).toMatchObject({ code: 'no-such-example' })
      expect(namesOf(functions)).toEqual(['hello-bash', 'hello-node'])
    },
  )
})

describe('saved events', () => {
  const text = (value: string) => new TextEncoder().encode(value)

  it('are files of the function that make no deployment', async () => {
    const place = temporaryFolder()
    const folder = write(join(place, 'mine'), { bootstrap: '#!/bin/sh\n' })
    const { functions, events } = await openedWith(place, folder)
    const told = events.length
    const written = await functions.writeFile('mine', 'events/a.json', text('{}'), undefined)
    expect(written).toHaveProperty('version')
    const files = await functions.listFiles('mine')
    expect('code' in files ? files : files.map(({ path }) => path)).toEqual(['bootstrap', 'events/a.json'])
    const { version } = written as { version: string }
    expect(await functions.renameFile('mine', 'events/a.json', version, 'events/b.json')).toEqual({ version })
    expect(await functions.deleteFile('mine', 'events/b.json', version)).toEqual({ version: '' })
    expect(existsSync(join(folder, 'events'))).toBe(false)
    expect(events).toHaveLength(told)
  })

  it('of an attached function are kept in the data folder, and nothing else is', async () => {
    const place = temporaryFolder()
    const { functions } = await openedWith(place)
    functions.attach('afar')
    expect(await functions.writeFile('afar', 'events/a.json', text('{}'), undefined)).toHaveProperty('version')
    expect(readFileSync(join(place, 'data', 'events', 'afar', 'events', 'a.json'), 'utf8')).toBe('{}')
    const files = await functions.listFiles('afar')
    expect('code' in files ? files : files.map(({ path }) => path)).toEqual(['events/a.json'])
    expect(await functions.writeFile('afar', 'bootstrap', text(''), undefined)).toMatchObject({ code: 'not-editable' })
    expect(await functions.readFile('afar', 'events/../x')).toMatchObject({ code: 'not-editable' })
  })

  it('of what ships make a copy first', async () => {
    const { functions } = await openedWith(temporaryFolder())
    expect(await functions.writeFile('hello-bash', 'events/a.json', text('{}'), undefined)).toHaveProperty('copiedTo')
    expect(functions.get('hello-bash')?.shipped).toBe(false)
  })
})
