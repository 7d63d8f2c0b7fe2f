import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { downSchema, parse, protocolVersion, type Down } from '@playground/protocol'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { systemClock } from '../clock.ts'
import { openJournal, type Journal } from '../persistence/journal.ts'
import { temporaryFolder } from '../temporary.fixture.ts'
import { createStream } from './stream.ts'

async function served(folder = temporaryFolder(), maxSockets?: number) {
  const journal = await openJournal({ dataFolder: folder, clock: systemClock, version: 'test', windowBytes: 500_000 })
  const stream = createStream({
    journal,
    clock: systemClock,
    version: 'test',
    attachAddress: () => '127.0.0.1:1',
    functionUrlAddress: () => '127.0.0.1:2',
    apiAddress: () => '127.0.0.1:3',
    ...(maxSockets === undefined ? {} : { maxSockets }),
  })
  const server = createServer()
  server.on('upgrade', (request, socket, head) => stream.upgrade(request, socket, head))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  let open = true
  const close = async () => {
    if (!open) return
    open = false
    stream.close()
    server.closeAllConnections()
    server.close()
    await journal.close('test over')
  }
  onTestFinished(close)
  return { journal, close, url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/live` }
}

/** A page's end: every message checked, entries collected, and a way to wait for them. */
function client(url: string, hello: object | null = { type: 'hello', version: protocolVersion }) {
  const socket = new WebSocket(url)
  const messages: Down[] = []
  const waiting = new Set<() => void>()
  socket.on('open', () => hello !== null && socket.send(JSON.stringify(hello)))
  socket.on('message', (data) => {
    const down = parse(downSchema, (data as Buffer).toString())
    if (!down.ok) throw new Error(down.problem)
    messages.push(down.value)
    for (const check of waiting) check()
  })
  socket.on('error', () => {})
  onTestFinished(() => socket.terminate())
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!condition()) return
        waiting.delete(check)
        resolve()
      }
      waiting.add(check)
      check()
    })
  const seqs = () =>
    messages.flatMap((message) => (message.type === 'entries' ? message.entries.map(({ seq }) => seq) : []))
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)))
  return {
    socket,
    messages,
    until,
    seqs,
    closed,
    first: async () => (await until(() => messages.length > 0), messages[0]!),
  }
}

function fill(journal: Journal, count: number, width = 20): void {
  for (let index = 0; index < count; index += 1)
    journal.recorder.record({ function: 'f' }, { type: 'process.printed', stream: 'stdout', line: 'x'.repeat(width) })
}

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

describe('a page that connects', () => {
  it('for the first time is reset, gets the session so far, and then what happens', async () => {
    const { journal, url } = await served()
    fill(journal, 50)
    const page = client(url)
    expect(await page.first()).toMatchObject({
      type: 'reset',
      version: protocolVersion,
      epoch: journal.epoch,
      fromSeq: 1,
      attachAddress: '127.0.0.1:1',
      functionUrlAddress: '127.0.0.1:2',
      apiAddress: '127.0.0.1:3',
    })
    await page.until(() => page.seqs().length >= 51)
    fill(journal, 10)
    await page.until(() => page.seqs().length >= 61)
    expect(page.seqs()).toEqual(upTo(61))
  })

  it('again goes on where it was', async () => {
    const { journal, url } = await served()
    fill(journal, 50)
    const first = client(url)
    await first.until(() => first.seqs().length >= 51)
    first.socket.terminate()
    fill(journal, 30)
    const second = client(url, { type: 'hello', version: protocolVersion, epoch: journal.epoch, lastSeq: 51 })
    expect(await second.first()).toMatchObject({ type: 'resume' })
    await second.until(() => second.seqs().length >= 30)
    expect(second.seqs()).toEqual(upTo(81, 52))
  })

  it.each([
    ['of another session', { epoch: '20260101T000000000-deadbeef', lastSeq: 10 }],
    ['that claims to be ahead of the journal', { lastSeq: 10_000 }],
  ])('with what it knows %s is reset', async (_what, known) => {
    const { journal, url } = await served()
    fill(journal, 20)
    const page = client(url, { type: 'hello', version: protocolVersion, epoch: journal.epoch, ...known })
    expect((await page.first()).type).toBe('reset')
  })

  it('late to a long session begins at a state in the middle, without a gap', async () => {
    const { journal, url } = await served()
    fill(journal, 30_000)
    const caught = client(url)
    await caught.until(() => (caught.seqs().at(-1) ?? 0) >= 30_001)
    const late = client(url)
    const reset = await late.first()
    const from = reset.type === 'reset' ? reset.fromSeq : 0
    expect(from).toBeGreaterThan(10_000)
    await late.until(() => late.seqs().length >= 30_001 - from + 1)
    expect(late.seqs()).toEqual(upTo(30_001, from))
  })

  it.each([1, 2, 3])('through drops at random moments misses and doubles nothing (seed %i)', async (seed) => {
    const { journal, url } = await served()
    let random = seed * 7919
    const next = (below: number) => {
      random = (random * 1_103_515_245 + 12_345) % 2 ** 31
      return random % below
    }
    const got: number[] = []
    let produced = 1
    const producer = setInterval(() => {
      const count = 1 + next(40)
      fill(journal, count, next(300))
      produced += count
      if (produced > 4000) clearInterval(producer)
    }, 1)
    onTestFinished(() => clearInterval(producer))
    while (produced <= 4000 || got.length < produced) {
      const page = client(url, {
        type: 'hello',
        version: protocolVersion,
        ...(got.length === 0 ? {} : { epoch: journal.epoch, lastSeq: got.length }),
      })
      const enough = got.length + 1 + next(600)
      const started = got.length
      await page.until(() => {
        const seen = page.seqs().length
        return started + seen >= enough || (produced > 4000 && started + seen >= produced)
      })
      page.socket.terminate()
      got.push(...page.seqs())
      if (produced > 4000 && got.length >= produced) break
    }
    expect(got).toEqual(upTo(got.length))
    expect(got.length).toBeGreaterThanOrEqual(4000)
  })
})

describe('a page that reads slowly', () => {
  it('costs a bounded buffer, is told, and catches up', async () => {
    const { journal, url } = await served()
    const page = client(url)
    await page.until(() => page.seqs().length >= 1)
    page.socket.pause()
    const before = process.memoryUsage().external + process.memoryUsage().arrayBuffers
    for (let round = 0; round < 30; round += 1) {
      fill(journal, 1000, 1000)
      const seq = journal.recorder.record({}, { type: 'process.printed', stream: 'stdout', line: 'mark' })
      await new Promise<void>((resolve) => {
        const end = journal.subscribe(() => {
          if (journal.lastSeq() < seq) return
          end()
          resolve()
        })
      })
    }
    expect(process.memoryUsage().external + process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
    page.socket.resume()
    await page.until(() => page.seqs().length >= journal.lastSeq())
    expect(page.seqs()).toEqual(upTo(journal.lastSeq()))
    expect(page.messages.some(({ type }) => type === 'behind')).toBe(true)
  })
})

describe('what is not understood', () => {
  it.each([
    ['is no JSON', 'hello', 'malformed'],
    ['is no message', '{"type":"invoke"}', 'malformed'],
    ['is of another version', JSON.stringify({ type: 'hello', version: protocolVersion + 1 }), 'version'],
  ])('because it %s is refused with a reason', async (_what, text, reason) => {
    const { url } = await served()
    const page = client(url, null)
    page.socket.on('open', () => page.socket.send(text))
    expect(await page.first()).toMatchObject({ type: 'refused', reason })
    expect(await page.closed).toBe(1008)
  })

  it('because hello was said twice is refused', async () => {
    const { url } = await served()
    const page = client(url)
    await page.first()
    page.socket.send(JSON.stringify({ type: 'hello', version: protocolVersion }))
    await page.until(() => page.messages.some(({ type }) => type === 'refused'))
  })

  it('because it is huge ends the connection', async () => {
    const { url } = await served()
    const page = client(url)
    await page.first()
    page.socket.send('x'.repeat(100_000))
    expect(await page.closed).toBe(1009)
  })

  it('another path is not upgraded', async () => {
    const { url } = await served()
    const page = client(url.replace('/live', '/other'))
    expect(await page.closed).toBe(1006)
  })
})

it('more pages than can be served are told so', async () => {
  const { url } = await served(temporaryFolder(), 2)
  const pages = [client(url), client(url)]
  await Promise.all(pages.map((page) => page.first()))
  const third = client(url)
  expect(await third.first()).toMatchObject({ type: 'refused', reason: 'too-many' })
  pages[0]!.socket.terminate()
  await pages[0]!.closed
})

it('a new session after a restart resets a page that knew the old one', async () => {
  const folder = temporaryFolder()
  const one = await served(folder)
  fill(one.journal, 5)
  const page = client(one.url)
  await page.until(() => page.seqs().length >= 6)
  const known = { epoch: one.journal.epoch, lastSeq: 6 }
  await one.close()
  const two = await served(folder)
  const again = client(two.url, { type: 'hello', version: protocolVersion, ...known })
  expect(await again.first()).toMatchObject({ type: 'reset', epoch: two.journal.epoch, fromSeq: 1 })
})
