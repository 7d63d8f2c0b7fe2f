// Runs of many calls: the server makes them, so that they go on without this page and are seen by all.
import type { ControlError, RunPlan } from '@playground/protocol'
import type { CallSettings } from './call-settings.ts'

/** Undefined when it was started, else why it was not. */
export async function startRun(name: string, event: string, settings: CallSettings): Promise<string | undefined> {
  const { type, clientContext, hangUpMs, repeat, times, atOnce, perSecond, seconds } = settings
  const plan: RunPlan = {
    function: name,
    event,
    type,
    atOnce,
    ...(repeat === 'times' ? { times } : { perSecond, seconds }),
    ...(clientContext.trim() === '' ? {} : { clientContext }),
    ...(hangUpMs === undefined ? {} : { hangUpMs }),
  }
  try {
    const headers = { 'Content-Type': 'application/json' }
    const response = await fetch('/api/runs', { method: 'POST', headers, body: JSON.stringify(plan) })
    return response.ok ? undefined : ((await response.json()) as ControlError).error.message
  } catch {
    return 'The playground did not answer. Is it still running?'
  }
}

export async function stopRun(run: string): Promise<void> {
  await fetch(`/api/runs/${encodeURIComponent(run)}`, { method: 'DELETE' }).catch(() => undefined)
}
