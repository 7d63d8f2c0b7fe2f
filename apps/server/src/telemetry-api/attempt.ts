// One attempt to hand a batch to a subscriber, whichever way it goes.
import type { Waiting } from './buffer.ts'

/** How one attempt went. `again`: it may be made once more, since nothing of it arrived. */
export type Attempt = { taken: boolean; again: boolean; status?: number; problem?: string }

/** One way of sending. `attempt` never rejects. */
export interface Attempts {
  body(batch: readonly Waiting[]): Buffer
  attempt(body: Buffer): Promise<Attempt>
  /** Ends its connections; an attempt under way ends with them. */
  close(): void
}

/** What is said of a connection that failed. */
export function problemOf({ code, message }: NodeJS.ErrnoException, port: number): string {
  if (code === 'ECONNREFUSED')
    return `Nobody listens on 127.0.0.1:${port}. An extension that listens on sandbox.localdomain needs that name in the hosts file.`
  return message
}

/** How long a subscriber may take for one batch, milliseconds. */
export const answerMs = 5000
export const tooSlow = `It was not taken within ${answerMs / 1000} s.`
