// GET /2018-06-01/runtime/restore/next: SnapStart's wait for the restore (Developer Guide, snapstart-runtime-hooks).
import type { Environment } from '../environment/environment.ts'
import type { RestorePoll } from '../environment/runtime.ts'
import type { HttpExchange } from '../http/exchange.ts'

export function restoreNext(exchange: HttpExchange, environment: Environment): void {
  const poll: RestorePoll = {
    of: exchange.of,
    restored: () => exchange.answer({ status: 200 }),
    expectEnd: () => exchange.expectEnd(),
    abandon: () => exchange.drop(),
  }
  exchange.onHangUp = () => environment.hungUp(poll)
  const refusal = environment.runtime.restoreNext(poll)
  if (refusal !== undefined) exchange.refuse(refusal.status, refusal.errorType, refusal.message)
}
