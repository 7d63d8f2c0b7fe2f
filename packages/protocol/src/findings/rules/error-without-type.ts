// An error that is reported without its category.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { headOf } from '../facts/questions.ts'

/** A note only: official clients leave it out as well. */
export const errorWithoutType: Rule = {
  id: 'error-without-type',
  level: 'note',
  title: 'Error without its type',
  why: 'Metrics, telemetry and the REPORT line know an error by Lambda-Runtime-Function-Error-Type alone. Without it all of them say Runtime.Unknown, and one failure looks like any other.',
  mend: 'Send the header with each error, as Runtime.Something for the runtime’s own failures or Function.Something for the function’s.',
  reference: references.runtimeApi,
  watch: () => {
    const first = firstTime()
    return on('exchange.opened', ({ endpoint, heads, from }, { fn }) => {
      if (from !== 'runtime' || (endpoint !== 'error' && endpoint !== 'init-error' && endpoint !== 'restore-error'))
        return undefined
      if (headOf(heads, 'lambda-runtime-function-error-type') !== undefined) return undefined
      if (fn === undefined || !first(fn.version)) return undefined
      return {
        seen: `An error was posted to ${endpoint} without Lambda-Runtime-Function-Error-Type.`,
        expected: 'A category such as Runtime.UnknownReason or Function.OrderNotFound.',
      }
    })
  },
}
