// What a person asks of an environment; what became of it comes with the entries, as everything else.
import type { EnvironmentAction } from '@playground/protocol'
import { askJson, textOf } from './ask.ts'

/** Throws an Error whose message is for people. */
export async function actOn(environment: string, action: EnvironmentAction): Promise<void> {
  await textOf(await askJson(`/api/environments/${encodeURIComponent(environment)}/actions`, 'POST', { action }))
}
