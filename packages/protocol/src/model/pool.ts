// The environments of one function together: their figures, and how many did what over time.
import { addPoint } from './halving.ts'
import { noPool, type PoolFigures } from './pool-figures.ts'
import type { EnvironmentModel } from './environment-model.ts'

/** What an environment is at, as far as its pool is concerned. */
export const poolKinds = ['starting', 'busy', 'frozen', 'idle'] as const
export type PoolKind = (typeof poolKinds)[number]
export type PoolCounts = Record<PoolKind, number>
/** From `at` on, epoch milliseconds, so many were at each. */
export type PoolStep = { at: number } & PoolCounts

export type PoolModel = {
  figures: PoolFigures
  now: PoolCounts
  steps: PoolStep[]
}

export function createPool(): PoolModel {
  return { figures: noPool(), now: { starting: 0, busy: 0, frozen: 0, idle: 0 }, steps: [] }
}

/** Undefined: it is being ended, or is gone. */
export function poolKindOf({ state, frozenAt }: EnvironmentModel): PoolKind | undefined {
  if (state === 'shutdown' || state === 'gone') return undefined
  if (frozenAt !== undefined || state === 'snapshot') return 'frozen'
  if (state === 'created' || state === 'init' || state === 'restoring') return 'starting'
  return state === 'invoke' ? 'busy' : 'idle'
}

/** An environment went from one kind to another. */
export function countPool(pool: PoolModel, from: PoolKind | undefined, to: PoolKind | undefined, at: number): void {
  if (from === to) return
  if (from !== undefined) pool.now[from] -= 1
  if (to !== undefined) pool.now[to] += 1
  const step = { at, ...pool.now }
  // Several changes of one moment are one step.
  if (pool.steps.at(-1)?.at === at) pool.steps[pool.steps.length - 1] = step
  else addPoint(pool.steps, step, (a, b) => (total(a) > total(b) ? a : b))
}

function total({ starting, busy, frozen, idle }: PoolStep): number {
  return starting + busy + frozen + idle
}
