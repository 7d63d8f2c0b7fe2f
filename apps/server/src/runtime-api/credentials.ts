// GET /2021-04-23/credentials: what an SDK asks for where SnapStart keeps credentials out of the variables.
import type { Environment } from '../environment/environment.ts'
import { json, type HttpExchange } from '../http/exchange.ts'

/** How long they are said to hold, milliseconds. */
const holdMs = 6 * 60 * 60 * 1000

/** Nobody's credentials, for the environment's own token; another is refused with 404, as the core does. */
export function credentials(exchange: HttpExchange, environment: Environment): void {
  if (exchange.header('authorization') !== environment.credentialsToken)
    return exchange.answer({
      status: 404,
      heads: { 'Content-Type': 'text/plain; charset=utf-8' },
      body: 'cannot get credentials for the provided token\n',
    })
  exchange.answer({
    status: 200,
    ...json({
      AccessKeyId: 'playground',
      SecretAccessKey: 'playground',
      Token: 'playground',
      Expiration: new Date(Date.now() + holdMs).toISOString().replace(/\.\d+/, ''),
    }),
  })
}
