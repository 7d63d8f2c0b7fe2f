// The door for tests: `lambda-runtime-playground/client`.
import type { ClientModule } from './api.ts'
import { expectExchanges } from './expect-exchanges.ts'
import { startServer } from './server-child.ts'
import { StartedPlayground } from './started-playground.ts'

const start: ClientModule['start'] = async (options = {}) => new StartedPlayground(await startServer(options))

export { expectExchanges, start }
