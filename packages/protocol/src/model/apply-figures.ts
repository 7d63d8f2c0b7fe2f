// What entries do to the figures of an environment and of its pool.
import type { Entry } from '../journal.ts'
import { applyToFigures, noFigures, type MemoryPoint } from './environment-figures.ts'
import type { EnvironmentModel } from './environment-model.ts'
import { environmentOf, type FunctionModel } from './function-model.ts'
import { addPoint } from './halving.ts'
import { countPool, poolKindOf } from './pool.ts'
import { applyToPool } from './pool-figures.ts'

/** Comes before the fold of the environment itself, which forgets since when it is frozen. */
export function applyFigures(fn: FunctionModel, entry: Entry): void {
  applyToPool(fn.pool.figures, entry)
  if (entry.of.environment === undefined) return
  const { at, event } = entry
  const environment = environmentOf(fn, entry.of.environment)
  if (event.type === 'environment.created') {
    environment.figures = noFigures()
    if (event.codeHash !== undefined) environment.codeHash = event.codeHash
  }
  if (event.type === 'environment.changed' && event.to === 'gone') environment.goneAt = at
  if (event.type === 'process.sampled') {
    const { memoryMb, cpuMs } = event
    addPoint<MemoryPoint>(environment.memory, [at, memoryMb, cpuMs], (a, b) => (a[1] > b[1] ? a : b))
  }
  if (environment.figures !== undefined) applyToFigures(environment.figures, entry, environment.frozenAt)
}

/** Comes after it: what the environment is at has changed, or not. */
export function countInPool(fn: FunctionModel, environment: EnvironmentModel, at: number): void {
  const kind = poolKindOf(environment)
  countPool(fn.pool, environment.poolKind, kind, at)
  environment.poolKind = kind
}
