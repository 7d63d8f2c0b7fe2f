// Tests of functions as docs/testing.md shows them, run as they stand there, with the client and the command that were built.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { placeWith, type Place } from './command-line.fixture.ts'
import { home } from './playground.fixture.ts'
import { alive, gone } from './processes.fixture.ts'

const hello = `
export const handler = async ({ name }) => {
  if (typeof name !== 'string') throw new TypeError('a name is text')
  return { message: (process.env.GREETING ?? 'Hi') + ', ' + name }
}`

let place: Place
let examples: Record<string, string>
beforeAll(async () => {
  place = await placeWith({ hello: { 'index.mjs': hello } })
  await place.run(['--version'])
  const page = await readFile(join(home, 'docs/testing.md'), 'utf8')
  const blocks = page.matchAll(/^```\w+ file=(\S+)\n([^]*?)^```$/gm)
  examples = Object.fromEntries([...blocks].map(([, name, text]) => [name!, text!]))
  for (const [name, text] of Object.entries(examples)) await writeFile(join(place.folder, name), text)
  // What an installed package is: its name leads to it, and its program is there for npx.
  const modules = join(place.folder, 'node_modules')
  await mkdir(join(modules, '.bin'), { recursive: true })
  await symlink(home, join(modules, 'lambda-runtime-playground'))
  await symlink(join(home, 'node_modules/vitest'), join(modules, 'vitest'))
  await writeFile(
    join(modules, '.bin/lambda-playground'),
    `#!/bin/sh\nexec '${process.execPath}' '${home}/scripts/start.mjs' "$@"\n`,
  )
  await chmod(join(modules, '.bin/lambda-playground'), 0o755)
  await writeFile(join(place.folder, 'package.json'), '{ "type": "module" }')
}, 120_000)
afterAll(() => place.remove())

const within = (): { cwd: string; encoding: 'utf8'; env: NodeJS.ProcessEnv } => ({
  cwd: place.folder,
  encoding: 'utf8',
  env: { ...process.env, TMPDIR: join(place.folder, 'tmp'), XDG_DATA_HOME: join(place.folder, 'data') },
})

test('the example for Vitest', () => {
  const vitest = join(home, 'node_modules/vitest/vitest.mjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', '--root', place.folder], within())
  expect(status, `${stdout}${stderr}`).toBe(0)
  expect(stdout).toMatch(/Tests .*2 passed/)
})

const python = join(home, '.clients/callers/bin/python')

test.skipIf(!existsSync(python))('the example for pytest', () => {
  const { status, stdout, stderr } = spawnSync(
    python,
    ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'test_hello.py'],
    within(),
  )
  expect(status, `${stdout}${stderr}`).toBe(0)
  expect(stdout).toContain('2 passed')
})

test('the steps for GitHub Actions', async () => {
  const workflow = parse(examples['lambda.yml']!) as {
    jobs: { test: { steps: { run?: string; with?: { path?: string } }[] } }
  }
  const { steps } = workflow.jobs.test
  // The event has no name in it: the function fails, and the journal is there all the same.
  const codes = steps.flatMap(({ run }) => (run === undefined ? [] : [spawnSync('sh', ['-c', run], within()).status]))
  expect(codes).toEqual([0, 1])
  const kept = steps.at(-1)?.with?.path
  expect(await readFile(join(place.folder, kept!), 'utf8')).toContain('a name is text')
})

describe('the client', () => {
  const client = join(home, 'apps/server/dist/client.mjs')
  const script = (text: string) =>
    spawnSync(
      process.execPath,
      ['--input-type=module', '-e', `import { start, expectExchanges } from ${JSON.stringify(client)}\n${text}`],
      within(),
    )

  test('says why a playground cannot start', () => {
    const { status, stdout } = script(
      `await start({ folders: ['./nowhere'] }).catch(({ name, message }) => console.log(name + ': ' + message))`,
    )
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/^PlaygroundProblem: The playground did not start: .*nowhere is no folder\./),
    ])
  })

  test('tells of invocations, exchanges, functions and the journal, and lets go of everything', async () => {
    const { status, stdout, stderr } = script(`
      const playground = await start({ folders: ['./hello'] })
      const first = await playground.invoke('hello', { name: 'é' })
      const second = await playground.invoke('hello', { name: 'two' })
      const [refused, wrong] = [await playground.invoke('nope').catch(({ message }) => message), await playground.invoke('a b').catch(({ message }) => message)]
      const many = await Promise.all([1, 2, 3].map((n) => playground.invoke('hello:$LATEST', { name: String(n) })))
      await playground.saveJournal('kept.ndjson')
      console.log(JSON.stringify({
        first: first.json(), cold: [first.cold, second.cold], refused, wrong,
        many: many.map((one) => one.json().message),
        functions: (await playground.functions()).map(({ name }) => name),
        of: (await playground.exchanges({ invocation: second.requestId })).length,
        all: (await playground.exchanges({ function: 'nope' })).map(({ label, status }) => label + ' ' + status),
        entries: (await playground.journal()).length > 20,
      }))
      await playground[Symbol.asyncDispose]()`)
    expect(stderr).toBe('')
    expect([status, JSON.parse(stdout)]).toEqual([
      0,
      {
        first: { message: 'Hi, é' },
        cold: [true, false],
        refused: expect.stringMatching(
          /Function not found: .*nope.* Functions that there are: hello-bash, hello-node, hello\.$/,
        ),
        wrong: '"a b" is no name of a function.',
        many: ['Hi, 1', 'Hi, 2', 'Hi, 3'],
        functions: ['hello-bash', 'hello-node', 'hello'],
        of: 3,
        all: ['invoke 404'],
        entries: true,
      },
    ])
    expect(await readFile(join(place.folder, 'kept.ndjson'), 'utf8')).toContain('"session.started"')
  })

  test.each(['process.exit(0)', "process.kill(process.pid, 'SIGKILL')", ''])(
    'ends with the process that started it: %j',
    async (end) => {
      const { stdout } = script(`
      const playground = await start({ folders: ['./hello'] })
      await playground.invoke('hello', { name: 'Ada' })
      const entries = await playground.journal()
      console.log(entries.find(({ event }) => event.type === 'process.started').event.pid)
      ${end}`)
      expect(Number(stdout)).toBeGreaterThan(1)
      await gone(Number(stdout))
      expect(alive(Number(stdout))).toBe(false)
    },
  )
})

test('nothing is left behind', async () => {
  await expect.poll(() => readdir(join(place.folder, 'tmp')), { timeout: 30_000 }).toEqual([])
})
