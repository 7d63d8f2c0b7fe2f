// Variables of functions pass through here in clear text: what is secret among them stays out of the journal.
import { looksSecret } from '../../process/variables.ts'
import type { Recorder } from '../../recorder/record.ts'

/** To be called before anything else is waited for: entries of this moment are not written yet. */
export function maskSecrets(recorder: Recorder, variables: unknown): void {
  if (typeof variables !== 'object' || variables === null) return
  for (const [name, value] of Object.entries(variables))
    if (typeof value === 'string' && looksSecret(name)) recorder.mask(name, value)
}
