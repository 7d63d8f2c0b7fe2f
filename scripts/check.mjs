// Everything that can be said without running the whole: format, lint and folder rules, types, dead code, unit tests.
// `--no-tests` leaves the tests to whoever runs all of them anyway.
import { join } from 'node:path'
import { installWhatIsMissing } from './lib/install.mjs'
import { Problem } from './lib/problem.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

const bin = (name) => join(root, 'node_modules/.bin', name)
/** Lint with types has been seen to run away: it gets a limit, milliseconds. */
const limitMs = 180_000

const steps = [
  { name: 'format', command: bin('oxfmt'), args: ['--check', '.'], fix: 'npm run fix' },
  {
    name: 'lint and folder rules',
    command: bin('oxlint'),
    args: ['--type-aware'],
    timeoutMs: limitMs,
    fix: 'npm run fix mends some of it; the message of each rule says what it is for',
  },
  { name: 'types', command: bin('tsc'), args: ['-b'], fix: 'npx tsc -b shows the errors again' },
  { name: 'dead code', command: bin('knip'), args: [], fix: 'delete what is named above, or use it' },
  {
    name: 'unit tests',
    command: process.execPath,
    args: [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'unit'],
    fix: 'npx vitest --project unit',
  },
]

try {
  await installWhatIsMissing()
} catch (problem) {
  if (!(problem instanceof Problem)) throw problem
  console.error(problem.message)
  process.exit(1)
}
let failed = 0
const asked = process.argv.includes('--no-tests') ? steps.filter(({ name }) => name !== 'unit tests') : steps
for (const { name, command, args, fix, timeoutMs = 0 } of asked) {
  const { code, output } = await run(command, args, { quiet: true, timeoutMs })
  if (code === 0) {
    console.log(`ok      ${name}`)
    continue
  }
  failed += 1
  console.log(output.trimEnd())
  console.log(`failed  ${name}. To mend it: ${fix}`)
}
process.exit(failed === 0 ? 0 : 1)
