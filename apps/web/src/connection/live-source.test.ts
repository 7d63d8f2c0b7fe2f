import { protocolVersion, type Down, type Entry, type Hello } from '@playground/protocol'
import { emptyState } from '@playground/protocol/model'
import { describe, expect, it } from 'vitest'
import type { Page } from '../store.ts'
import { LiveSource } from './live-source.ts'

/** A server's end of a socket, pumped by hand. */
class HandSocket {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: (() => void) | null = null
  readonly OPEN = 1
  readyState = 0
  said: string[] = []
  send(text: string): void {
    this.said.push(text)
  }
  close(): void {
    this.readyState = 3
  }
  open(): Hello {
    this.readyState = 1
    this.onopen?.()
    return JSON.parse(this.said[0]!) as Hello
  }
  give(down: Down | string): void {
    this.onmessage?.({ data: typeof down === 'string' ? down : JSON.stringify(down) })
  }
  drop(): void {
    this.readyState = 3
    this.onclose?.()
  }
}

function live({ mostEntries, looksBack = () => false }: { mostEntries?: number; looksBack?: () => boolean } = {}) {
  const sockets: HandSocket[] = []
  let now = 0
  let timers: { at: number; callback: () => void }[] = []
  let frames: (() => void)[] = []
  const paces: boolean[] = []
  let page: Partial<Page> = {}
  const fetched: number[] = []
  const source = new LiveSource({
    connect: () => {
      const socket = new HandSocket()
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
    now: () => now,
    after: (ms, callback) => {
      const timer = { at: now + ms, callback }
      timers.push(timer)
      return () => (timers = timers.filter((other) => other !== timer))
    },
    random: () => 0.5,
    frame: (callback, busy) => {
      frames.push(callback)
      paces.push(busy)
    },
    update: (change) => (page = { ...page, ...change }),
    fetchEntries: (_epoch, after) => Promise.resolve(void fetched.push(after + 1)),
    fetchState: () => Promise.resolve(undefined),
    looksBack,
    ...(mostEntries === undefined ? {} : { mostEntries }),
  })
  return {
    source,
    sockets,
    fetched,
    paces,
    socket: () => sockets.at(-1)!,
    page: () => page,
    frame: () => frames.splice(0).forEach((callback) => callback()),
    pass(ms: number) {
      now += ms
      for (const timer of timers.filter(({ at }) => at <= now)) {
        timers = timers.filter((other) => other !== timer)
        timer.callback()
      }
    },
  }
}

const entry = (seq: number): Entry => ({
  seq,
  at: seq,
  of: { function: 'f', environment: 'f/1' },
  event: { type: 'process.printed', stream: 'stdout', line: String(seq) },
})
const entries = (from: number, to: number, lastSeq = to): Down => ({
  type: 'entries',
  lastSeq,
  entries: Array.from({ length: to - from + 1 }, (_, index) => entry(from + index)),
})
const reset = (epoch: string, fromSeq = 1, lastSeq = 0): Down => ({
  type: 'reset',
  version: protocolVersion,
  server: 'test',
  epoch,
  fromSeq,
  lastSeq,
  state: emptyState(),
  attachAddress: '127.0.0.1:9001',
  functionUrlAddress: '127.0.0.1:9002',
  apiAddress: '127.0.0.1:9003',
})
const resume = (epoch: string, lastSeq: number): Down => ({
  type: 'resume',
  version: protocolVersion,
  server: 'test',
  epoch,
  lastSeq,
  attachAddress: '127.0.0.1:9001',
  functionUrlAddress: '127.0.0.1:9002',
  apiAddress: '127.0.0.1:9003',
})
const shown = (page: Partial<Page>) => page.session?.functions.get('f')?.console.map(({ text }) => Number(text)) ?? []
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

describe('the live session', () => {
  it('applies what comes once per frame', () => {
    const one = live()
    expect(one.socket().open()).toEqual({ type: 'hello', version: protocolVersion })
    one.socket().give(reset('a'))
    one.socket().give(entries(1, 3))
    one.socket().give(entries(4, 5))
    expect(shown(one.page())).toEqual([])
    const before = one.page().revision!
    one.frame()
    expect(shown(one.page())).toEqual(upTo(5))
    expect(one.page().revision).toBe(before + 1)
    expect(one.page().connection).toEqual({ phase: 'live' })
  })

  it('asks for fewer drawings while very much arrives, and for each frame again when it is over', () => {
    const one = live()
    one.socket().open()
    one.socket().give(reset('a'))
    one.socket().give(entries(1, 100))
    one.frame()
    one.socket().give(entries(101, 105))
    one.frame()
    one.socket().give(entries(106, 106))
    expect(one.paces).toEqual([false, true, false])
  })

  it('goes on where it was after a drop, and says what it is doing meanwhile', () => {
    const one = live()
    one.socket().open()
    one.socket().give(reset('a'))
    one.socket().give(entries(1, 3))
    one.socket().drop()
    expect(one.page().connection).toMatchObject({ phase: 'reconnecting', attempt: 1, nextTryAt: 250 })
    one.pass(250)
    expect(one.sockets).toHaveLength(2)
    expect(one.socket().open()).toEqual({ type: 'hello', version: protocolVersion, epoch: 'a', lastSeq: 3 })
    one.socket().give(resume('a', 5))
    one.socket().give(entries(4, 5))
    one.frame()
    expect(shown(one.page())).toEqual(upTo(5))
    expect(one.page().connection).toEqual({ phase: 'live' })
  })

  it('waits longer each time, and not at all when it is asked', () => {
    const one = live()
    const waits: number[] = []
    for (let attempt = 0; attempt < 8; attempt += 1) {
      one.socket().drop()
      const { connection } = one.page()
      waits.push(connection?.phase === 'reconnecting' ? connection.nextTryAt : 0)
      one.source.retryNow()
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000])
  })

  it('takes silence for a broken connection', () => {
    const one = live()
    one.socket().open()
    one.socket().give(reset('a'))
    one.pass(13_000)
    expect(one.page().connection).toEqual({ phase: 'live' })
    one.socket().give({ type: 'heartbeat', at: 1, lastSeq: 0 })
    one.pass(14_000)
    expect(one.page().connection).toMatchObject({ phase: 'reconnecting' })
  })

  it('finds out soon after a sleep whether the connection is still there', () => {
    const one = live()
    one.socket().open()
    one.socket().give(reset('a'))
    one.source.doubt()
    one.pass(2500)
    expect(one.page().connection).toMatchObject({ phase: 'reconnecting' })
  })

  it('begins anew with a new session, and marks the boundary', () => {
    const one = live()
    one.socket().open()
    one.socket().give(reset('a'))
    one.socket().give(entries(1, 3))
    one.frame()
    one.socket().drop()
    one.pass(1000)
    one.socket().open()
    one.socket().give(reset('b'))
    one.socket().give(entries(1, 2))
    one.frame()
    expect(one.page().epoch).toBe('b')
    expect(shown(one.page())).toEqual([1, 2])
    expect(one.page().session?.functions.get('f')?.rows[0]?.kind).toBe('boundary')
  })

  it.each([
    ['a gap', entries(3, 4)],
    ['something it does not understand', '{"type":"surprise"}'],
    ['no JSON', 'oops'],
  ])('connects again after %s', (_what, message) => {
    const one = live()
    one.socket().open()
    one.socket().give(reset('a'))
    one.socket().give(entries(1, 1))
    one.socket().give(message)
    one.pass(1000)
    expect(one.socket().open()).toMatchObject({ epoch: 'a', lastSeq: 1 })
  })

  it('stops where the server refuses it, with the reason', () => {
    const one = live()
    one.socket().open()
    one.socket().give({ type: 'refused', reason: 'version', message: 'Reload the page.' })
    expect(one.page().connection).toEqual({ phase: 'refused', message: 'Reload the page.' })
    one.pass(100_000)
    expect(one.sockets).toHaveLength(1)
  })

  it.each([1, 2, 3, 4, 5])('misses and doubles nothing, wherever the network breaks (seed %i)', (seed) => {
    let state = seed * 48_271
    const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below
    const one = live()
    let produced = 0
    let sent = 0
    const connect = () => {
      const hello = one.socket().open()
      sent = hello.epoch === undefined ? 0 : (hello.lastSeq ?? 0)
      one.socket().give(hello.epoch === undefined ? reset('a', 1, produced) : resume('a', produced))
    }
    connect()
    while (produced < 2000) {
      produced += random(20)
      const step = random(10)
      if (step < 6 && sent < produced) {
        // Sometimes a little of what was sent before comes again.
        const from = Math.max(1, sent + 1 - random(3))
        sent = Math.min(produced, sent + 1 + random(30))
        one.socket().give(entries(from, sent, produced))
      } else if (step < 8) one.frame()
      else if (step === 8) {
        one.socket().drop()
        one.pass(20_000)
        connect()
      }
    }
    if (sent < produced) one.socket().give(entries(sent + 1, produced))
    one.frame()
    expect(shown(one.page())).toEqual(upTo(produced))
  })

  it('reads an entry from memory, and one that is long gone from the server', async () => {
    const one = live()
    one.socket().open()
    one.socket().give(reset('a', 100, 102))
    one.socket().give(entries(100, 102))
    expect((await one.source.entry(101))?.seq).toBe(101)
    await one.source.entry(5)
    expect(one.fetched).toEqual([5])
  })

  it('forgets the oldest part when it holds much, by beginning with the newest', () => {
    const one = live({ mostEntries: 3 })
    one.socket().open()
    one.socket().give(reset('a'))
    one.socket().give(entries(1, 4))
    one.frame()
    expect(one.page().connection).toEqual({ phase: 'connecting' })
    one.pass(1000)
    expect(one.socket().open()).toEqual({ type: 'hello', version: protocolVersion })
    one.socket().give(reset('a', 4, 4))
    one.socket().give(entries(4, 5))
    one.frame()
    expect(shown(one.page())).toEqual([4, 5])
    expect(one.page().connection).toEqual({ phase: 'live' })
    expect(one.page().session?.follows).toBe(false)
  })

  it('holds twice as much while somebody looks back', () => {
    const one = live({ mostEntries: 3, looksBack: () => true })
    one.socket().open()
    one.socket().give(reset('a'))
    one.socket().give(entries(1, 6))
    one.frame()
    expect(one.page().connection).toEqual({ phase: 'live' })
    one.socket().give(entries(7, 7))
    one.frame()
    expect(one.page().connection).toEqual({ phase: 'connecting' })
  })
})
