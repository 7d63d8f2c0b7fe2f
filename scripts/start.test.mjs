import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { createServer as createHttpServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { explain } from './lib/install.mjs'
import { canOpen } from '../apps/server/src/cli/open-browser.ts'

const start = join(import.meta.dirname, 'start.mjs')

function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'playground-start-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const started = []
afterAll(() => started.forEach((child) => child.kill('SIGKILL')))

/** Runs the program; `ended` resolves with its exit code and what it wrote. */
function run(...args) {
  const child = spawn(process.execPath, [start, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  let out = ''
  let err = ''
  const waiting = []
  child.stdout.on('data', (chunk) => {
    out += chunk
    for (const check of waiting) check()
  })
  child.stderr.on('data', (chunk) => (err += chunk))
  const ended = new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })))
  const said = (pattern) =>
    new Promise((resolve) => {
      const check = () => pattern.test(out) && resolve(pattern.exec(out))
      waiting.push(check)
      check()
    })
  return { child, ended, said }
}

/** A first run in a new clone builds; what it says of that is not what is tested here. */
beforeAll(async () => void (await run('--version').ended), 120_000)

const free = [
  'start',
  '--no-open',
  '--port',
  '0',
  '--runtime-api-port',
  '0',
  '--function-url-port',
  '0',
  '--api-port',
  '0',
]

describe('a start that cannot be', () => {
  it.each([
    [['start', '--port', 'many'], 2, /^--port many is no port: give a number/],
    [['start', '--color'], 2, /^Unknown option '--color'.*--help/],
    [['serve'], 2, /^There is no command "serve".*--help/],
    [[...free, '--data-dir', '/dev/null/x'], 1, /^The data directory \/dev\/null\/x cannot be written.*--data-dir DIR/],
    [[...free, '/no/such/folder'], 1, /^\/no\/such\/folder is no folder\./],
    [['start', '--token', 'short'], 2, /^--token needs 16 or more/],
  ])('says so in one line: %j', async (args, code, line) => {
    const ended = await run(...args, ...(args.includes('--data-dir') ? [] : ['--data-dir', temporaryFolder()])).ended
    expect(ended.code).toBe(code)
    expect(ended.err.trim()).toMatch(line)
    expect(ended.err.trim().split('\n')).toHaveLength(1)
  })

  it('names the flag of a port that is taken', async () => {
    const server = createServer()
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address()
    const ended = await run(
      'start',
      '--no-open',
      '--port',
      String(port),
      '--runtime-api-port',
      '0',
      '--function-url-port',
      '0',
      '--api-port',
      '0',
      '--data-dir',
      temporaryFolder(),
    ).ended
    expect(ended.code).toBe(1)
    expect(ended.err).toBe(
      `Port ${port} is in use by another program. Choose another with --port N, or 0 for any free one.\n`,
    )
  })

  it('leads to the playground that has the port already', async () => {
    const page = (_request, response) => response.end('<title>Lambda Runtime Playground</title>')
    const server = createHttpServer(page)
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address()
    const options = [...free.slice(1), '--port', String(port), '--data-dir', temporaryFolder()]
    const ended = await run('start', ...options).ended
    expect(ended.code).toBe(1)
    expect(ended.err).toContain(`in use by another playground: open http://127.0.0.1:${port}/, or choose another port`)
  })

  it('of a Node.js that is too old is told before anything that it could not read', () => {
    const text = readFileSync(start, 'utf8')
    expect(text).toMatch(/is too old\. Install Node\.js/)
    // The syntax of twenty years ago, so that any Node.js gets as far as the message.
    expect(text.replace(/\/\/.*|'[^']*'/g, '')).not.toMatch(/=>|\bconst\b|\blet\b|`|\?\.|\bawait\b|^import /m)
  })

  it.each([
    [
      'npm error code ENOTFOUND\nnpm error network request failed',
      /registry cannot be reached\. Connect to the network/,
    ],
    ['ERR_PNPM_META_FETCH_FAIL  fetch failed', /registry cannot be reached/],
    ['ENOSPC: no space left on device', /disk is full/],
    ["EACCES: permission denied, mkdir 'node_modules'", /may not be written/],
  ])('for want of packages says what to do: %j', (output, line) => {
    expect(explain(output)).toMatch(line)
    expect(explain(output).split('\n')).toHaveLength(1)
  })
})

describe('a start', () => {
  it('prints its address, answers when it is ready, and stops in order', async () => {
    const one = run(...free, '--data-dir', temporaryFolder())
    const [address] = await one.said(/http:\/\/127\.0\.0\.1:\d+\//)
    await one.said(/stop {2,}/)
    expect(await (await fetch(`${address}api/health`)).json()).toEqual({
      status: 'ok',
      version: JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')).version,
    })
    const invoked = await fetch(`${address}2015-03-31/functions/hello-bash/invocations`, {
      method: 'POST',
      body: '{"name":"Ada"}',
    })
    expect(await invoked.json()).toEqual({ message: 'Hello, Ada' })
    one.child.kill('SIGINT')
    expect(await one.ended).toMatchObject({ code: 0, err: '' })
  })

  it('is refused while another uses the same data directory', async () => {
    const data = temporaryFolder()
    const one = run(...free, '--data-dir', data)
    await one.said(/stop {2,}/)
    const ended = await run(...free, '--data-dir', data).ended
    expect(ended.code).toBe(1)
    expect(ended.err).toMatch(
      /^The data directory .* is in use by the playground with process id \d+\. Stop it, or choose another directory with --data-dir DIR\.\n$/,
    )
    one.child.kill('SIGTERM')
    expect((await one.ended).code).toBe(0)
  })

  it('serves a folder that it is given', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'index.mjs'), 'export const handler = async () => "mine"\n')
    writeFileSync(join(folder, 'function.json'), '{ "name": "mine" }')
    const one = run(...free, '--data-dir', temporaryFolder(), folder)
    const [address] = await one.said(/http:\/\/127\.0\.0\.1:\d+\//)
    const invoked = await fetch(`${address}2015-03-31/functions/mine/invocations`, { method: 'POST', body: '{}' })
    expect(await invoked.text()).toBe('"mine"')
    one.child.kill('SIGTERM')
    await one.ended
  })

  it('is started as an emulator from a copy of what was built, in any folder, and writes nothing but what is asked for', async () => {
    const copy = temporaryFolder()
    for (const part of ['scripts', 'examples', 'apps/server/dist/server.mjs', 'apps/server/runtimes', 'apps/web/dist'])
      cpSync(join(import.meta.dirname, '..', part), join(copy, part), { recursive: true })
    const child = spawn(process.execPath, [join(copy, 'scripts/start.mjs'), 'rie', '--help'], {
      cwd: temporaryFolder(),
    })
    started.push(child)
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (err += chunk))
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^Lambda Runtime Playground in place of aws-lambda-rie/)
  })

  it('helps, and says its version', async () => {
    expect(await run('--help').ended).toMatchObject({ code: 0, out: expect.stringContaining('--runtime-api-port N') })
    expect((await run('--version').ended).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

it.each([
  [{ DISPLAY: ':0' }, 'linux', true],
  [{ DISPLAY: ':0', CI: 'true' }, 'linux', false],
  [{}, 'linux', false],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
  [{ WSL_DISTRO_NAME: 'Ubuntu' }, 'linux', true],
  [{}, 'darwin', true],
  [{ SSH_CONNECTION: 'x' }, 'darwin', false],
])('opens a browser only where somebody would see it: %j on %s', (env, platform, expected) => {
  expect(canOpen(env, platform)).toBe(expected)
})
