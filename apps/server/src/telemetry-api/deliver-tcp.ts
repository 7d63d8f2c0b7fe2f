// Batches over TCP: one event a line on a connection that is kept. Nothing acknowledges them, so none is sent twice.
import { connect, type Socket } from 'node:net'
import type { Clock } from '../clock.ts'
import { answerMs, problemOf, tooSlow, type Attempt, type Attempts } from './attempt.ts'
import type { Destination } from './subscription.ts'

export function tcpAttempts(to: Extract<Destination, { protocol: 'TCP' }>, clock: Clock): Attempts {
  let socket: Socket | undefined
  let giveUp = () => {}
  return {
    body: (batch) => Buffer.from(batch.map(({ text }) => `${text}\n`).join('')),
    attempt: (body) =>
      new Promise<Attempt>((resolve) => {
        // Its end was noticed, but it is not closed yet.
        if (socket?.writable === false) drop(socket)
        const used = (socket ??= connect({ host: '127.0.0.1', port: to.port, noDelay: true }))
        let connected = !used.connecting
        if (!connected) keep(used)
        const onConnect = () => (connected = true)
        const onClose = () => end({ taken: false, again: !connected, problem: 'The connection was closed.' })
        const onError = (problem: Error) =>
          end({ taken: false, again: !connected, problem: problemOf(problem, to.port) })
        const end = (attempt: Attempt) => {
          cancel()
          used.off('connect', onConnect).off('close', onClose).off('error', onError)
          if (!attempt.taken) drop(used)
          resolve(attempt)
        }
        const cancel = clock.after(answerMs, () => end({ taken: false, again: false, problem: tooSlow }))
        giveUp = () => end({ taken: false, again: false, problem: 'The subscriber was given up.' })
        used.on('connect', onConnect).on('close', onClose).on('error', onError)
        used.write(body, (problem) => {
          if (problem === undefined || problem === null) end({ taken: true, again: false })
        })
      }),
    close() {
      giveUp()
      socket?.destroy()
    },
  }

  function keep(used: Socket): void {
    // What a subscriber writes means nothing; and between batches, too, its end must be noticed and an error survived.
    used.resume()
    used.on('error', () => {})
    used.on('close', () => {
      if (socket === used) socket = undefined
    })
  }

  function drop(used: Socket): void {
    if (socket === used) socket = undefined
    used.destroy()
  }
}
