// Formats, and mends what the linter can mend by itself.
import { join } from 'node:path'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

const lint = await run(join(root, 'node_modules/.bin/oxlint'), ['--type-aware', '--fix'], { timeoutMs: 180_000 })
const format = await run(join(root, 'node_modules/.bin/oxfmt'), ['.'])
process.exit(lint.code || format.code)
