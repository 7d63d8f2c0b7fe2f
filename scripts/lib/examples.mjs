// The examples that are built: each in a copy of its own, once for each change of its sources.
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from './problem.mjs'
import { root } from './root.mjs'
import { run, withProgress } from './run.mjs'
import { hashOf, setStamp, stampIs } from './stamp.mjs'
import { env, has, needPrograms } from './toolchains.mjs'

const built = join(root, '.examples')
const limitMs = 600_000

const buildEnv = {
  ...env,
  // Crates that several are made of are compiled once.
  CARGO_TARGET_DIR: process.env.CARGO_TARGET_DIR ?? join(built, '.rust-target'),
  // Nobody waits for these functions: what makes them fast takes longer than all that they will ever do.
  CARGO_PROFILE_RELEASE_OPT_LEVEL: '0',
  CARGO_PROFILE_RELEASE_LTO: 'off',
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '64',
}

/** Says of each that is left out how to get what it needs. Where CI is set, whatever has its toolchain has to build. */
export async function setUpExamples() {
  const { programs, examples } = JSON.parse(readFileSync(join(root, 'examples/examples.json'), 'utf8'))
  const stale = examples
    .map(({ name, needs = [] }) => ({ name, needs, build: settingsOf(name).build }))
    .filter(({ build }) => build !== undefined)
    .filter(({ name }) => !stampIs(`example-${name}`, sourcesOf(name)) || !existsSync(join(built, name)))
  await needPrograms([...new Set(stale.flatMap(({ needs }) => needs))])
  const problems = []
  // The long ones first, and beside each other: one waits for the network while another compiles.
  const queue = stale.toSorted((a, b) => weightOf(b) - weightOf(a))
  const next = async () => {
    for (let example = queue.shift(); example !== undefined; example = queue.shift()) {
      const problem = await setUp(example, programs)
      if (problem !== undefined) problems.push(problem)
    }
  }
  if (queue.length > 0) await withProgress(`Building ${queue.length} examples`, () => Promise.all([next(), next()]))
  for (const { text } of problems) console.log(`examples: ${text}`)
  const failed = problems.filter(({ failed }) => failed)
  if (process.env.CI && failed.length > 0) throw new Problem(failed.map(({ text }) => text).join('\n'))
}

/** What went wrong, if anything did; a toolchain that is not there is no failure. */
async function setUp({ name, needs, build }, programs) {
  const place = join(built, name)
  rmSync(place, { recursive: true, force: true })
  const missing = needs.filter((program) => !has(program))
  if (missing.length > 0) {
    const how = [...new Set(missing.map((program) => programs[program]))].join(' ')
    return { text: `${name} is skipped, there is no ${missing.join(', ')}. ${how} Then run npm run examples:setup.` }
  }
  cpSync(join(root, 'examples', name), place, { recursive: true })
  renameSync(join(place, 'gitignore'), join(place, '.gitignore'))
  const { code, output } = await run('sh', ['-c', build], {
    quiet: true,
    cwd: place,
    env: buildEnv,
    timeoutMs: limitMs,
  })
  if (code === 0) {
    // It is built: whoever opens it has nothing left to do.
    const settings = { ...settingsOf(name), build: undefined }
    writeFileSync(join(place, 'function.json'), JSON.stringify(settings, null, 2))
    setStamp(`example-${name}`, sourcesOf(name))
    return undefined
  }
  rmSync(place, { recursive: true, force: true })
  const lines = output.trim().split('\n').slice(-15).join('\n')
  return { failed: true, text: `${name} could not be built:\n${lines}\nMend that, and run npm run examples:setup.` }
}

const settingsOf = (name) => JSON.parse(readFileSync(join(root, 'examples', name, 'function.json'), 'utf8'))
const sourcesOf = (name) => hashOf(`examples/${name}`, 'scripts/lib/examples.mjs')
/** What brings packages takes longest. */
const weightOf = ({ name }) => (/^(client|web)-/.test(name) ? 1 : 0)
