// Proves the first promise: a clone in an empty place, with an empty home, comes up with one command and serves an invocation.
import { spawn, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
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

/** Runs `npm start` until it has printed its address. */
function start() {
  const child = spawn(
    'npm',
    [
      'start',
      '--',
      '--no-open',
      '--port',
      '0',
      '--runtime-api-port',
      '0',
      '--function-url-port',
      '0',
      '--api-port',
      '0',
    ],
    {
      cwd: clone,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  const began = Date.now()
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
  return { address, stop, output: () => output, took: () => Date.now() - began }
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
    if (process.platform !== 'linux') return
    const left = execFileSync(
      'sh',
      [
        '-c',
        `grep -las "HOME=${place}\\|${clone}" /proc/[0-9]*/environ /proc/[0-9]*/cmdline | cut -d/ -f3 | sort -u | grep -v "^$$\\$" | while read p; do [ -d /proc/$p ] && tr '\\0' ' ' < /proc/$p/cmdline; done || true`,
      ],
      { encoding: 'utf8' },
    )
    expect(!/bootstrap|start\.mjs/.test(left), `left behind: ${left}`)
  })
  await check('a second start installs and builds nothing', async () => {
    const second = start()
    await second.address
    const { output } = second
    await second.stop()
    expect(!/Installing|Building/.test(output()), output())
  })
  await check('the clone is as it was', async () => {
    const changed = execFileSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' })
    expect(changed === '', changed)
  })
}
rmSync(place, { recursive: true, force: true })
console.log(`fresh clone: ${counts.passed} passed, ${counts.failed} failed`)
process.exit(counts.failed === 0 ? 0 : 1)
