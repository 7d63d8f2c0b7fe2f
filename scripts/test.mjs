// Sets up what tests need, runs all of them, and counts. `unit`, `conformance`, `e2e` run a part.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWhatIsStale } from './lib/build.mjs'
import { setUpClients } from './lib/clients.mjs'
import { setUpExamples } from './lib/examples.mjs'
import { howToGetChromium, needChromium } from './lib/chromium.mjs'
import { installWhatIsMissing } from './lib/install.mjs'
import { Problem } from './lib/problem.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'
import { has, needPrograms } from './lib/toolchains.mjs'

const asked = process.argv.slice(2)
const wants = (part) => asked.length === 0 || asked.includes(part)
const results = mkdtempSync(join(tmpdir(), 'playground-results-'))
const totals = { passed: 0, failed: 0 }

/** Adds a runner's counts; one that left none behind crashed, and that is a failure. */
function count(part, file, read) {
  let counted
  try {
    counted = read(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    counted = { passed: 0, failed: 1, skipped: 0 }
    console.log(`${part}: the runner ended without results`)
  }
  totals.passed += counted.passed
  totals.failed += counted.failed
  const skipped = counted.skipped > 0 ? `, ${counted.skipped} skipped` : ''
  console.log(`${part}: ${counted.passed} passed, ${counted.failed} failed${skipped}`)
}

async function vitest(part) {
  const file = join(results, `${part}.json`)
  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    part,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  const { code } = await run(process.execPath, args)
  count(part, file, ({ numPassedTests, numFailedTests, numPendingTests, testResults }) => {
    // A file that could not be loaded has no tests of its own to fail.
    const broken = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    ).length
    const failed = numFailedTests + broken
    return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed, skipped: numPendingTests }
  })
}

/** Completion is tested in the shells that it is for. On a machine that somebody works on, none is put that they did not ask for. */
async function needShells() {
  const shells = ['zsh', 'fish']
  if (process.env.CI) await needPrograms(shells)
  for (const shell of shells)
    if (!has(shell))
      console.log(`unit: completion in ${shell} is not tested, there is no ${shell}: apt-get install ${shell}`)
}

async function browser() {
  const chromium = await needChromium()
  if (chromium === undefined) {
    console.log(`e2e: skipped, there is no browser. ${howToGetChromium}`)
    if (process.env.CI) totals.failed += 1
    return
  }
  const file = join(results, 'e2e.json')
  const env = { ...process.env, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: file }
  const args = [join(root, 'e2e/node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json']
  const { code } = await run(process.execPath, args, { cwd: join(root, 'e2e'), env })
  count('e2e', file, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + (code !== 0 && stats.unexpected === 0 ? 1 : 0),
    skipped: stats.skipped,
  }))
}

try {
  await installWhatIsMissing()
  await buildWhatIsStale()
  if (wants('unit')) {
    await needShells()
    await vitest('unit')
  }
  if (wants('conformance')) {
    await setUpClients()
    await setUpExamples()
    await vitest('conformance')
  }
  if (wants('e2e')) await browser()
} catch (problem) {
  if (!(problem instanceof Problem)) throw problem
  console.error(problem.message)
  totals.failed += 1
}
rmSync(results, { recursive: true, force: true })
console.log(`${totals.passed} passed, ${totals.failed} failed`)
process.exit(totals.failed === 0 ? 0 : 1)
