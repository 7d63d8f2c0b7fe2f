// Batches over HTTP: each is one request with an array of events, taken where the status is below 400.
import { Agent, request } from 'node:http'
import type { Clock } from '../clock.ts'
import { answerMs, problemOf, tooSlow, type Attempt, type Attempts } from './attempt.ts'
import type { Destination } from './subscription.ts'

/** Bytes of an answer that are read; they mean nothing. */
const answerLimit = 64 * 1024

export function httpAttempts(to: Extract<Destination, { protocol: 'HTTP' }>, clock: Clock): Attempts {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let giveUp = () => {}
  return {
    body: (batch) => Buffer.from(`[${batch.map(({ text }) => text).join(',')}]`),
    attempt: (body) =>
      new Promise<Attempt>((resolve) => {
        const end = (attempt: Attempt) => {
          cancel()
          resolve(attempt)
        }
        const fail = (problem: string) => end({ taken: false, again: true, problem })
        const sent = request(
          {
            agent,
            host: '127.0.0.1',
            port: to.port,
            path: to.path,
            method: to.method,
            headers: { Host: to.host, 'Content-Type': 'application/json', 'Content-Length': body.length },
          },
          (response) => {
            const status = response.statusCode ?? 0
            const taken = status < 400
            let bytes = 0
            response.on('data', (chunk: Buffer) => {
              bytes += chunk.length
              if (bytes > answerLimit) response.destroy()
            })
            response.on('error', () => {})
            // Only then is the connection free for the next batch.
            response.on('close', () => end({ taken, again: !taken, status }))
          },
        )
        const cancel = clock.after(answerMs, () => {
          fail(tooSlow)
          sent.destroy()
        })
        sent.on('error', (problem) => fail(problemOf(problem, to.port)))
        giveUp = () => fail('The subscriber was given up.')
        sent.end(body)
      }),
    close() {
      giveUp()
      agent.destroy()
    },
  }
}
