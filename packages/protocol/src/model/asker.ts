// Who an exchange is with: its lane, and whether it asks for work.
import { isPoll } from '../endpoints.ts'
import { extensionOf, type ExtensionModel } from './extension-model.ts'
import type { EnvironmentModel } from './environment-model.ts'
import { environmentOf, type FunctionModel } from './function-model.ts'
import { showEnvironment } from './lanes.ts'
import type { Exchange, Lane } from './rows.ts'

export function laneOf(fn: FunctionModel, { from, environment, extension }: Exchange): Lane {
  if (from === 'caller') return 'caller'
  if (environment === undefined) return 'runtime'
  const model = environmentOf(fn, environment)
  // A call that names no extension that is known is drawn where its environment is.
  return extension === undefined ? model.lane : extensionOf(fn, model, extension).lane
}

/** The runtime or the extension that asks for work with this exchange; undefined where it asks for none. */
export function askerOf(fn: FunctionModel, exchange: Exchange): EnvironmentModel | ExtensionModel | undefined {
  const { endpoint, environment, extension } = exchange
  if (environment === undefined || !isPoll(endpoint)) return undefined
  const model = environmentOf(fn, environment)
  if (endpoint !== 'event-next') return model
  return extension === undefined ? undefined : extensionOf(fn, model, extension)
}

/** Nobody waits for it any more. */
export function over(fn: FunctionModel, exchange: Exchange): void {
  if (exchange.from === 'caller') {
    fn.callers.delete(exchange.id)
    fn.receiving.delete(exchange.id)
    if (fn.callers.size === 0) queueLane(fn)
  } else if (askerOf(fn, exchange)?.polls.delete(exchange.id) === true)
    showEnvironment(fn, environmentOf(fn, exchange.environment!))
}

/** The caller's lane ends with the row of its answer, which is the next to come. */
function queueLane(fn: FunctionModel): void {
  const open = fn.lanes.get('caller')?.spans.at(-1)
  if (open !== undefined && open.to === undefined) open.to = fn.rows.length
}
