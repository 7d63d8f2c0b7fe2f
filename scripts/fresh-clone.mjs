// Proves the first promises: a clone in an empty place, with an empty home, comes up with one command and serves an invocation; and so does its package.
import { spawn, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './lib/root.mjs'

const place = mkdtempSync(join(tmpdir(), 'playground-clone-'))
const clone = join(place, 'clone')
const home = join(place, 'home')
mkdirSync(home)
/** What reaches the registry on this machine is kept; nothing of the user's own is. */
const env = { ...process.env, HOME: home, XDG_DATA_HOME: join(home, 'data'), CI: 'true' }
const counts = { passed: 0, failed: 0 }

async function check(what, body) {
  try {
    await body()
    counts.passed += 1
    console.log(`ok      ${what}`)
  } catch (problem) {
    counts.failed += 1
    console.log(`failed  ${what}: ${problem.message}`)
  }
}

const anyPorts = ['--no-open', '--port', '0', '--runtime-api-port', '0', '--function-url-port', '0', '--api-port', '0']

/** Runs it until it has printed its address; `npm start` of the clone without words of another. */
function start(command = 'npm', words = ['start', '--'], cwd = clone, variables = env) {
  const child = spawn(command, [...words, ...anyPorts], {
    cwd,
    env: variables,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const address = new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(output)
      if (found) resolve(found[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)))
    setTimeout(() => reject(new Error(`npm start printed no address:\n${output}`)), 300_000).unref()
  })
  const stop = async () => {
    // npm goes first; its output stays open as long as anything that it started lives.
    const ended = new Promise((resolve) => child.on('close', resolve))
    process.kill(-Number(child.pid), 'SIGTERM')
    await ended
  }
  return { address, stop, output: () => output }
}

function expect(condition, message) {
  if (!condition) throw new Error(message)
}

async function invoke(address, name) {
  const response = await fetch(`${address}2015-03-31/functions/${name}/invocations`, {
    method: 'POST',
    body: '{"name":"Ada"}',
  })
  const body = await response.text()
  expect(
    response.status === 200 && body.includes('Hello, Ada') && !response.headers.has('x-amz-function-error'),
    `${name} answered ${response.status} ${body}`,
  )
}

function nothingLeft() {
  if (process.platform !== 'linux') return
  const left = execFileSync(
    'sh',
    [
      '-c',
      `grep -las "HOME=${place}\\|${place}" /proc/[0-9]*/environ /proc/[0-9]*/cmdline | cut -d/ -f3 | sort -u | grep -v "^$$\\$" | while read p; do [ -d /proc/$p ] && tr '\\0' ' ' < /proc/$p/cmdline; done || true`,
    ],
    { encoding: 'utf8' },
  )
  expect(!/bootstrap|start\.mjs/.test(left), `left behind: ${left}`)
}

/** The package on a machine that has never seen it: another home, an empty cache, no clone in sight. */
async function checkPackage() {
  const elsewhere = join(place, 'elsewhere')
  mkdirSync(elsewhere)
  const variables = {
    ...process.env,
    HOME: join(place, 'other-home'),
    XDG_DATA_HOME: join(place, 'other-home/data'),
    npm_config_cache: join(place, 'other-cache'),
    npm_config_update_notifier: 'false',
  }
  mkdirSync(variables.HOME)
  const run = (command, args) => execFileSync(command, args, { cwd: elsewhere, env: variables, encoding: 'utf8' })
  let archive
  await check('npm pack makes one archive', async () => {
    const printed = execFileSync('npm', ['pack', '--silent', '--pack-destination', place], { cwd: clone, env })
    archive = join(place, printed.toString().trim().split('\n').at(-1))
    const files = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' })
    expect(/server\.mjs\n/.test(files) && !/node_modules|apps\/\w+\/src\/|\.map\n/.test(files), files)
  })
  if (archive === undefined) return
  await check('npx of it serves, in an empty folder with an empty cache', async () => {
    const served = start('npx', ['--yes', `file:${archive}`, 'start'], elsewhere, variables)
    const address = await served.address
    await invoke(address, 'hello-bash')
    await invoke(address, 'hello-node')
    expect((await (await fetch(address)).text()).includes('<div id="root">'), 'there is no page')
    await served.stop()
    nothingLeft()
  })
  await check('npx of it invokes a function of the folder', async () => {
    writeFileSync(join(elsewhere, 'index.mjs'), 'export const handler = async () => ({ packed: true })\n')
    const printed = run('npx', ['--yes', `file:${archive}`, 'invoke', '--no-event', '--quiet'])
    expect(printed === '{"packed":true}\n', printed)
    nothingLeft()
  })
  await check('a project that depends on it has its client', async () => {
    run('npm', ['install', '--silent', '--no-audit', '--no-fund', archive])
    const script = `import { start } from 'lambda-runtime-playground/client'
const playground = await start()
const { payload } = await playground.invoke('hello-node', { name: 'Ada' })
await playground.stop()
console.log(payload)`
    const printed = run(process.execPath, ['--input-type=module', '-e', script])
    expect(/Hello, Ada/.test(printed), printed)
    nothingLeft()
  })
}

let first
await check('a fresh clone comes up with npm start', async () => {
  execFileSync('git', ['clone', '--quiet', root, clone], { stdio: 'inherit' })
  first = start()
  const health = await fetch(`${await first.address}api/health`)
  expect((await health.json()).status === 'ok', 'its health is not ok')
})
if (counts.failed === 0) {
  const address = await first.address
  await check('its bash function answers', () => invoke(address, 'hello-bash'))
  await check('its Node.js function answers', () => invoke(address, 'hello-node'))
  await check('its page is served', async () => {
    const page = await (await fetch(address)).text()
    expect(page.includes('<div id="root">'), page.slice(0, 200))
  })
  await check('it stops, and leaves no process behind', async () => {
    await first.stop()
    nothingLeft()
  })
  await check('a second start installs and builds nothing', async () => {
    const second = start()
    await second.address
    const { output } = second
    await second.stop()
    expect(!/Installing|Building/.test(output()), output())
  })
  await checkPackage()
  await check('the clone is as it was', async () => {
    const changed = execFileSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' })
    expect(changed === '', changed)
  })
}
rmSync(place, { recursive: true, force: true })
console.log(`fresh clone: ${counts.passed} passed, ${counts.failed} failed`)
process.exit(counts.failed === 0 ? 0 : 1)
