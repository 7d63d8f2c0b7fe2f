// Takes batches to one subscriber on this machine: tries again with growing pauses, within bounds, and tells of every attempt.
import type { Clock } from '../clock.ts'
import type { Waiting } from './buffer.ts'
import { httpAttempts } from './deliver-http.ts'
import { tcpAttempts } from './deliver-tcp.ts'
import type { Destination } from './subscription.ts'

export type Delivered = {
  attempt: number
  body: Buffer
  durationMs: number
  status?: number
  problem?: string
  retry?: true
}

export interface Delivery {
  /** Resolves when the batch was taken (true), or was given up (false). Never rejects. */
  deliver(batch: readonly Waiting[], tell: (delivered: Delivered) => void): Promise<boolean>
  close(): void
}

/** Attempts of one batch, and the pause after the first of them, which doubles; an extension may listen only a moment later. */
const mostAttempts = 5
const firstPauseMs = 100

export function openDelivery(destination: Destination, clock: Clock): Delivery {
  const attempts = destination.protocol === 'HTTP' ? httpAttempts(destination, clock) : tcpAttempts(destination, clock)
  let closed = false
  let endPause = () => {}
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const cancel = clock.after(ms, resolve)
      endPause = () => {
        cancel()
        resolve()
      }
    })
  return {
    async deliver(batch, tell) {
      const body = attempts.body(batch)
      for (let attempt = 1; !closed; attempt += 1) {
        const startedAt = clock.now()
        const { taken, again, status, problem } = await attempts.attempt(body)
        if (closed) return taken
        const retry = !taken && again && attempt < mostAttempts
        tell({
          attempt,
          body,
          durationMs: clock.now() - startedAt,
          ...(status === undefined ? {} : { status }),
          ...(problem === undefined ? {} : { problem }),
          ...(retry ? { retry } : {}),
        })
        if (taken || !retry) return taken
        await pause(firstPauseMs * 2 ** (attempt - 1))
      }
      return false
    },
    close() {
      closed = true
      endPause()
      attempts.close()
    },
  }
}
