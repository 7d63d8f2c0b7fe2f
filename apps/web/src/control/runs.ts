// Runs of many calls: the server makes them, so that they go on without this page and are seen by all.
import type { RunPlan } from '@playground/protocol'
import { ask, askJson, textOf } from './ask.ts'

/** Throws an Error whose message is for people. */
export async function startRun(plan: RunPlan): Promise<void> {
  await textOf(await askJson('/api/runs', 'POST', plan))
}

/** A run that ended just now is as good as stopped. */
export async function stopRun(run: string): Promise<void> {
  await ask(`/api/runs/${encodeURIComponent(run)}`, { method: 'DELETE' })
}
