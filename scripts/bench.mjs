// Runs the measurements named on the command line, or all of them.
import { join } from 'node:path'
import { buildWhatIsStale } from './lib/build.mjs'
import { installWhatIsMissing } from './lib/install.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

await installWhatIsMissing()
await buildWhatIsStale()
const { code } = await run(process.execPath, [
  join(root, 'node_modules/tsx/dist/cli.mjs'),
  join(root, 'bench/src/main.ts'),
  ...process.argv.slice(2),
])
process.exit(code)
