import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startTimeOf } from '../process-start.ts'
import { temporaryFolder } from '../temporary.fixture.ts'
import { opened } from './opened.fixture.ts'

/** A function whose build copies `source` to `bootstrap`, and fails where that says so. */
function built(place: string, build = 'echo building; echo more >&2; ! grep -q BROKEN source && cp source bootstrap') {
  const folder = join(place, 'compiled')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'source'), '#!/bin/sh\n')
  chmodSync(join(folder, 'source'), 0o755)
  writeFileSync(join(folder, 'function.json'), JSON.stringify({ build }))
  return folder
}

it('is built when it is needed first, and not again as long as its sources are the same', async () => {
  const place = temporaryFolder()
  const folder = built(place)
  const { functions, all } = await opened(place, folder)
  expect(functions.get('compiled')).toMatchObject({ runtime: 'provided', problems: [] })
  expect(all('build.started')).toEqual([])
  const before = functions.get('compiled')!.codeHash
  expect(await functions.ready('compiled')).toBeUndefined()
  expect(existsSync(join(folder, 'bootstrap'))).toBe(true)
  expect(all('build.started')).toMatchObject([{ folder, why: 'invoked' }])
  expect(all('build.printed')).toEqual(
    expect.arrayContaining([
      { type: 'build.printed', source: 'stdout', text: 'building' },
      { type: 'build.printed', source: 'stderr', text: 'more' },
    ]),
  )
  expect(functions.get('compiled')!.codeHash).not.toBe(before)
  expect(functions.ready('compiled')).toBeUndefined()
  await functions.close()
  // Another start knows what was built.
  const second = await opened(place, folder)
  expect(second.functions.ready('compiled')).toBeUndefined()
})

it('is built by all who need it at one time just once', async () => {
  const place = temporaryFolder()
  const { functions, all } = await opened(place, built(place))
  const answers = await Promise.all(Array.from({ length: 20 }, async () => functions.ready('compiled')))
  expect(answers).toEqual(Array.from({ length: 20 }, () => undefined))
  expect(all('build.started')).toHaveLength(1)
})

it('is built again on a save, and its own output sets off no other build', async () => {
  const place = temporaryFolder()
  const folder = built(place)
  const { functions, told, all } = await opened(place, folder)
  await functions.ready('compiled')
  const first = functions.get('compiled')!.codeHash
  writeFileSync(join(folder, 'source'), '#!/bin/sh\n# two\n')
  expect(await told('build.ended', 2)).not.toHaveProperty('problem')
  expect(readFileSync(join(folder, 'bootstrap'), 'utf8')).toContain('two')
  await functions.writeFile('compiled', 'events/x.json', Buffer.from('{}'), undefined)
  await functions.writeFile('compiled', 'source', Buffer.from('#!/bin/sh\n# three\n'), '*')
  await told('build.ended', 3)
  expect(all('build.started').map(({ why }) => why)).toEqual(['invoked', 'changed', 'changed'])
  expect(functions.get('compiled')!.codeHash).not.toBe(first)
})

it('says why a build failed, tries again when it is needed, and is mended by a save', async () => {
  const place = temporaryFolder()
  const folder = built(place)
  writeFileSync(join(folder, 'source'), 'BROKEN\n')
  const { functions, told } = await opened(place, folder)
  const problem = await functions.ready('compiled')
  expect(problem).toMatch(/^The build of compiled failed: it ended with exit code 1\. It said last: more$/)
  expect(await functions.ready('compiled')).toBe(problem)
  writeFileSync(join(folder, 'source'), '#!/bin/sh\n')
  expect(await told('build.ended', 3)).not.toHaveProperty('problem')
  await expect.poll(() => functions.ready('compiled')).toBeUndefined()
})

it('runs a build once more where a source was saved while it was at it', async () => {
  const place = temporaryFolder()
  const folder = built(place, 'cp source bootstrap; [ -e .ran ] || echo "# saved meanwhile" >> source; touch .ran')
  const { functions, all } = await opened(place, folder)
  await functions.ready('compiled')
  expect(all('build.started')).toHaveLength(2)
  expect(readFileSync(join(folder, 'bootstrap'), 'utf8')).toContain('saved meanwhile')
})

it('may put what is run into another folder', async () => {
  const place = temporaryFolder()
  const folder = built(place)
  const build = 'mkdir -p target/out && cp source target/out/bootstrap'
  writeFileSync(join(folder, 'function.json'), JSON.stringify({ build, output: 'target/out' }))
  const { functions } = await opened(place, folder)
  await functions.ready('compiled')
  expect(functions.get('compiled')).toMatchObject({ folder, task: join(folder, 'target/out'), runtime: 'provided' })
  expect(functions.ready('compiled')).toBeUndefined()
  const version = await functions.publish('compiled', undefined)
  expect(version).toMatchObject({ version: '1' })
  if ('code' in version) throw new Error(version.message)
  expect(version).not.toHaveProperty('build')
  expect(existsSync(join(version.folder!, 'bootstrap'))).toBe(true)
})

it('ends a build, and whatever it started, when the playground is closed', async () => {
  const place = temporaryFolder()
  const folder = built(place, 'setsid sleep 1000 & echo $! > .pid; echo up; sleep 1000')
  const { functions, told } = await opened(place, folder)
  const building = functions.ready('compiled')
  await told('build.printed', 1, ({ text }) => text === 'up')
  const pid = Number(readFileSync(join(folder, '.pid'), 'utf8'))
  await functions.close()
  expect(await building).toMatch(/failed|given up/)
  expect(startTimeOf(pid)).toBeUndefined()
})

it('says that a function without a build has none', async () => {
  const place = temporaryFolder()
  const { functions } = await opened(place)
  expect(await functions.build('hello-bash')).toMatchObject({ code: 'not-legal' })
  expect(await functions.build('nobody')).toMatchObject({ code: 'no-such-function' })
})

it('says what is missing where a program is, and what was said last without its colours', async () => {
  const place = temporaryFolder()
  const { functions } = await opened(
    place,
    built(place, 'printf "\\033[31mgo is red\\033[0m\\n\\033[0m\\n"; no-such-compiler'),
  )
  expect(await functions.ready('compiled')).toMatch(
    /exit code 127: a program that it runs is not on the PATH of the playground; .*It said last: .*no-such-compiler/,
  )
  const second = temporaryFolder()
  const other = await opened(second, built(second, 'printf "\\033[31mred\\033[0m\\n\\033[0m\\n"; exit 1'))
  expect(await other.functions.ready('compiled')).toMatch(/It said last: red$/)
})

it('tells who waits for a build that it could not be kept, and goes on', async () => {
  const place = temporaryFolder()
  const { functions } = await opened(place, built(place))
  // In the place of the file that is to be written.
  mkdirSync(join(place, 'data/builds.json.new'), { recursive: true })
  expect(await functions.ready('compiled')).toMatch(/^The build of compiled could not be made: .*builds\.json\.new/)
  expect(functions.get('compiled')).toBeDefined()
})
