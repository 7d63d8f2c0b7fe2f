// The time as far as a function is concerned: that of the moment that is shown; what is recorded has come to its end.
import type { FunctionModel } from '@playground/protocol/model'
import { usePage } from '../store.ts'
import { useSecond } from './use-second.ts'

/** Epoch milliseconds, new once a second. */
export function useNow(fn: FunctionModel | undefined): number {
  const second = useSecond()
  const recorded = usePage((page) => page.connection.phase === 'recorded')
  const moment = usePage((page) => page.moment)
  if (moment !== undefined) return moment.at
  return recorded ? (fn?.rows.at(-1)?.at ?? second) : second
}
