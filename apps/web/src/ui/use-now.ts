// The time as far as a function is concerned: what is recorded has come to its end, and waits no longer.
import type { FunctionModel } from '@playground/protocol/model'
import { usePage } from '../store.ts'
import { useSecond } from './use-second.ts'

/** Epoch milliseconds, new once a second. */
export function useNow(fn: FunctionModel | undefined): number {
  const second = useSecond()
  const recorded = usePage((page) => page.connection.phase === 'recorded')
  return recorded ? (fn?.rows.at(-1)?.at ?? second) : second
}
