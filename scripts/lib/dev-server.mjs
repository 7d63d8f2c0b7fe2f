// The server from its sources, for development.
import { main } from '../../apps/server/src/main.ts'
import { root } from './root.mjs'

process.exit(await main(['start', '--no-open', ...process.argv.slice(2)], root))
