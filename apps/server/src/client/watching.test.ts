// Following a journal: who waits is told, and nobody asks on when nobody waits.
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { emptyState } from '@playground/protocol/model'
import { Conversation } from '@playground/protocol/fixtures'
import { expect, it, onTestFinished } from 'vitest'
import { Connection } from './connection.ts'
import { Watching } from './watching.ts'

const { entries } = new Conversation().cold()

/** A journal that tells what `tell` is given, and nothing before. */
async function told(state: string = JSON.stringify({ at: 0, state: emptyState() })) {
  const asked: { after: number; response: ServerResponse }[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost')
    if (pathname === '/api/state') return void response.end(state)
    asked.push({ after: Number(searchParams.get('after')), response })
    server.emit('asked')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const connection = new Connection({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    token: undefined,
  })
  onTestFinished(() => {
    connection.close()
    server.closeAllConnections()
    server.close()
  })
  return {
    connection,
    async asked() {
      while (asked.length === 0) await once(server, 'asked')
      return asked.shift()!
    },
    pending: () => asked.length,
  }
}
const lines = (from: number, to: number) =>
  entries
    .slice(from, to)
    .map((entry) => `${JSON.stringify(entry)}\n`)
    .join('')

it('tells those who wait, each when its time has come', async () => {
  const journal = await told()
  const watching = await Watching.begin(journal.connection)
  const seen = (seq: number) => watching.until(() => watching.session.lastSeq >= seq)
  const [early, late] = [seen(2), seen(5)]
  const first = await journal.asked()
  expect(first.after).toBe(0)
  first.response.end(lines(0, 3))
  await early
  const second = await journal.asked()
  expect(second.after).toBe(3)
  second.response.end(lines(3, 5))
  // Whoever goes on in the same moment is told as well.
  const next = late.then(() => seen(6))
  const third = await journal.asked()
  expect(third.after).toBe(5)
  third.response.end(lines(5, 6))
  await next
  await seen(6)
  expect(watching.functionOf('f')?.rows.length).toBeGreaterThan(0)
})

it('stops to ask when what was waited for came from elsewhere, and asks again for the next', async () => {
  const journal = await told()
  const watching = await Watching.begin(journal.connection)
  let soFar = false
  const waiting = watching.until(() => soFar)
  const { response } = await journal.asked()
  const closed = once(response, 'close')
  soFar = true
  watching.look()
  await waiting
  const again = watching.until(() => watching.session.lastSeq >= 1)
  await closed
  const { after, response: second } = await journal.asked()
  expect(after).toBe(0)
  second.end(lines(0, 1))
  await again
  expect(journal.pending()).toBe(0)
})

it('fails for all who wait where the journal cannot be read, and can be asked anew', async () => {
  const journal = await told()
  const watching = await Watching.begin(journal.connection)
  for (const answer of ['no entry\n', undefined, 'broken']) {
    const waiting = [watching.until(() => false), watching.until(() => false)]
    const all = Promise.allSettled(waiting)
    const { response } = await journal.asked()
    if (answer === undefined) response.destroy()
    else if (answer === 'broken') response.write(answer, () => response.destroy())
    else response.end(answer)
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(waiting[0]).rejects.toThrow(answer === 'no entry\n' ? /cannot be read / : /cannot be reached/)
  }
})

it('refuses a playground of another version', async () => {
  const { connection } = await told('{"at":0,"state":{}}')
  await expect(Watching.begin(connection)).rejects.toThrow(
    /another version than this \(.*\)\. Stop it, and start this one\./,
  )
})
