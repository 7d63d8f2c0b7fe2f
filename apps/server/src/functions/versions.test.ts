// Published versions on disk: what is copied, what is refused, and what is found again.
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { functionLimits, type FunctionDefinition } from '@playground/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { define } from './define.ts'
import { Versions } from './versions.ts'

async function place() {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'versions-')))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  const folder = join(root, 'fn')
  const layer = join(root, 'layer')
  for (const one of [folder, layer, join(folder, 'events'), join(folder, '.git')]) await mkdir(one)
  const files = {
    'fn/bootstrap': '#!/bin/sh\n',
    'fn/.env': 'HIDDEN=1\n',
    'fn/.gitignore': 'node_modules\n',
    'fn/events/one.json': '{}',
    'fn/.git/HEAD': 'x',
    'fn/function.json': '{"layers":["../layer"],"variables":{"KEY":"value"}}',
    'layer/tool': 'one',
  }
  for (const [path, text] of Object.entries(files)) await writeFile(join(root, path), text)
  await chmod(join(folder, 'bootstrap'), 0o755)
  await symlink('bootstrap', join(folder, 'link'))
  const kept = join(root, 'data', 'versions')
  return { root, folder, kept, versions: await Versions.open(kept), now: () => define(folder, false) }
}
const published = (made: FunctionDefinition | { code: string }) => {
  if ('code' in made) throw new Error(made.code)
  return made
}

test('are copies of the code and its layers, that nothing outside of them changes', async () => {
  const { root, folder, versions, now } = await place()
  const before = await now()
  const made = published(await versions.publish(before, 'in words'))
  expect(made).toMatchObject({ name: 'fn', version: '1', description: 'in words', shipped: false })
  expect(await readdir(made.folder!)).toEqual(['.env', '.gitignore', 'bootstrap', 'function.json', 'link'])
  expect(await readlink(join(made.folder!, 'link'))).toBe('bootstrap')
  expect((await stat(join(made.folder!, 'bootstrap'))).mode & 0o777).toBe(0o555)
  await writeFile(join(root, 'layer', 'tool'), 'two')
  await writeFile(join(folder, 'function.json'), '{}')
  expect(await readFile(join(made.execution.layers[0]!, 'tool'), 'utf8')).toBe('one')
  expect(versions.get('fn', '1')).toEqual({ definition: made, variables: { KEY: 'value' } })
})

test('are the last one again where nothing has changed; how the function is called is no change', async () => {
  const { folder, versions, now } = await place()
  const settings = { layers: ['../layer'], variables: { KEY: 'value' } }
  const calls = [versions.publish(await now()), versions.publish(await now())]
  const texts = [{ ...settings, aliases: { live: '1' }, url: {} }, settings]
  for (const text of texts) {
    // Files that are written while they are copied would be refused.
    await Promise.all(calls)
    await writeFile(join(folder, 'function.json'), JSON.stringify(text, null, 4))
    calls.push(versions.publish(await now()))
  }
  expect((await Promise.all(calls)).map((made) => published(made).version)).toEqual(['1', '1', '1', '1'])
  await writeFile(join(folder, 'function.json'), JSON.stringify({ ...settings, timeout: 9 }))
  expect(published(await versions.publish(await now())).version).toBe('2')
})

test('are found again elsewhere, and a number is given once', async () => {
  const { folder, kept, versions, now, root } = await place()
  await versions.publish(await now())
  await writeFile(join(folder, 'more'), 'code')
  await versions.publish(await now())
  expect([await versions.delete('fn', '2'), await versions.delete('fn', '2')]).toEqual([true, false])
  // What cannot be read is left out.
  await mkdir(join(kept, 'fn', '7'))
  await mkdir(join(kept, 'other', '1'), { recursive: true })
  await writeFile(join(kept, 'other', '1', 'version.json'), '{')
  const elsewhere = await Versions.open(kept)
  expect(elsewhere.list('fn').map(({ version, folder: code }) => [version, code])).toEqual([
    ['1', join(root, 'data', 'versions', 'fn', '1', 'code')],
  ])
  expect(elsewhere.get('other', '1')).toBeUndefined()
  expect(published(await elsewhere.publish(await now())).version).toBe('3')
})

test('that are too many, too large, or of files that change meanwhile are refused, and leave nothing', async () => {
  const { folder, kept, versions, now } = await place()
  const stale = await now()
  await writeFile(join(folder, 'bootstrap'), '#!/bin/sh\n# changed')
  expect(await versions.publish(stale)).toMatchObject({ code: 'conflict' })
  await writeFile(join(folder, 'large'), '')
  await truncate(join(folder, 'large'), functionLimits.unzippedBytes + 1)
  // Its bytes are counted before any is read: the definition is the one from before.
  expect(await versions.publish(stale)).toMatchObject({ code: 'too-large', message: expect.stringContaining('bytes') })
  await rm(join(folder, 'large'))
  expect((await readdir(join(kept, 'fn'))).filter((name) => name !== 'last')).toEqual([])
  for (let version = 1; version <= functionLimits.versions; version += 1) {
    await writeFile(join(folder, 'more'), String(version))
    expect(published(await versions.publish(await now())).version).toBe(String(version))
  }
  await writeFile(join(folder, 'more'), 'one more')
  expect(await versions.publish(await now())).toMatchObject({ code: 'too-large' })
  expect(versions.list('fn').map(({ version }) => Number(version))).toEqual(
    Array.from({ length: functionLimits.versions }, (_, index) => index + 1),
  )
})
