import type { Entry } from '@playground/protocol'
import { describe, expect, it } from 'vitest'
import { Reading, type News } from './reading.ts'

const mode: [string, string] = ['Lambda-Runtime-Function-Response-Mode', 'Streaming']

/** Two entries of each number: a response with a mode that does not exist, and its refusal. */
function refused(number: number, of = 'f'): Entry[] {
  const belongs = { function: of, environment: `${of}/1`, exchange: number }
  const target = '/2018-06-01/runtime/invocation/a/response'
  const from = 'runtime' as const
  const head = { endpoint: 'response', from, method: 'POST', target, heads: [mode], reused: 1 }
  return [
    { seq: 2 * number - 1, at: number, of: belongs, event: { type: 'exchange.opened', ...head } },
    {
      seq: 2 * number,
      at: number,
      of: belongs,
      event: { type: 'runtime.refused', state: 'Running', call: 'response', rule: 'response-mode' },
    },
  ]
}

/** A server that is asked page by page, and a clock by hand. */
function session(lines: string[]) {
  const asked: string[] = []
  const news: News[] = []
  const timers: { ms: number; callback: () => void }[] = []
  const server = { gone: false, lines }
  const begin = (epoch: string) =>
    new Reading(epoch, {
      read: (of, after, limit) => {
        asked.push(`${of} after ${after}`)
        if (server.gone) return Promise.reject(new TypeError('Failed to fetch'))
        return Promise.resolve(server.lines.slice(after, after + limit))
      },
      tell: (one) => void news.push(one),
      after: (ms, callback) => {
        const timer = { ms, callback }
        timers.push(timer)
        return () => void timers.splice(timers.indexOf(timer), 1)
      },
    })
  return {
    begin,
    asked,
    news,
    timers,
    server,
    pass: () => timers.splice(0).forEach(({ callback }) => callback()),
    found: () => news.flatMap(({ found }) => found),
    looked: (seq: number) => expect.poll(() => news.at(-1)?.seq).toBe(seq),
  }
}

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => refused(from + index)).flatMap((entries) =>
    entries.map((entry) => JSON.stringify(entry)),
  )

describe('the reading of a session', () => {
  it('finds what its rules find, with the level and the title of the rule', async () => {
    const one = session(lines(1, 1))
    one.begin('a').reach(2)
    await one.looked(2)
    expect(one.found()).toMatchObject([
      { rule: 'bad-response-mode', level: 'breach', title: 'Unknown response mode', seq: 2, points: 1, function: 'f' },
    ])
  })

  it('goes as far as the session came, page by page, and says how far it is', async () => {
    const one = session(lines(1, 2500))
    one.begin('a').reach(5000)
    await one.looked(5000)
    expect(one.asked).toEqual(['a after 0', 'a after 2000', 'a after 4000'])
    expect(one.news.map(({ seq, of }) => [seq, of])).toEqual([
      [2000, 5000],
      [4000, 5000],
      [5000, 5000],
    ])
  })

  it('goes on from where it was when the session grows, and asks for nothing twice', async () => {
    const one = session(lines(1, 1))
    const reading = one.begin('a')
    reading.reach(2)
    await one.looked(2)
    one.server.lines = lines(1, 3)
    reading.reach(4)
    reading.reach(6)
    await one.looked(6)
    expect(one.asked).toEqual(['a after 0', 'a after 2', 'a after 4'])
    expect(one.found()).toHaveLength(3)
  })

  it('stays behind the page where the server has more', async () => {
    const one = session(lines(1, 5))
    one.begin('a').reach(4)
    await one.looked(4)
    expect(one.found().map(({ seq }) => seq)).toEqual([2, 4])
  })

  it('waits where the server is gone, longer each time, and goes on', async () => {
    const one = session(lines(1, 1))
    one.server.gone = true
    const reading = one.begin('a')
    reading.reach(2)
    const waits: number[] = []
    for (let tries = 1; tries <= 6; tries += 1) {
      await expect.poll(() => one.timers.length).toBe(1)
      waits.push(one.timers[0]!.ms)
      // While it waits, nothing is asked for because the session grows.
      reading.reach(2)
      one.pass()
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 8000])
    await expect.poll(() => one.timers.length).toBe(1)
    one.server.gone = false
    one.pass()
    await one.looked(2)
    expect(one.found()).toHaveLength(1)
    expect(one.timers).toEqual([])
  })

  it('passes over entries that it cannot read', async () => {
    const one = session(['{"seq":1,"at":0,"of":{},"event":{"type":"of.another.version"}}', 'no JSON', ...lines(2, 2)])
    one.begin('a').reach(4)
    await one.looked(4)
    expect(one.found()).toHaveLength(1)
  })

  it('says nothing more once it is stopped, and holds no timer', async () => {
    const one = session(lines(1, 1))
    const reading = one.begin('a')
    reading.reach(2)
    reading.stop()
    one.begin('b').reach(2)
    await one.looked(2)
    expect(one.news.map(({ epoch }) => epoch)).toEqual(['b'])
    one.server.gone = true
    const waiting = one.begin('c')
    waiting.reach(2)
    await expect.poll(() => one.timers.length).toBe(1)
    waiting.stop()
    expect(one.timers).toEqual([])
  })
})
