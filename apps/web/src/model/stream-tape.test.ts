import type { Streamed } from '@playground/protocol/model'
import { StreamConversation } from '@playground/protocol/fixtures'
import { applyEntry, createSession } from '@playground/protocol/model'
import { describe, expect, it } from 'vitest'
import { figureOf } from './figures.ts'
import { streamOf, tapeOf } from './stream-tape.ts'

/** Pieces of 10 bytes, so many milliseconds after 1000. */
function piecesAt(...times: number[]): Streamed {
  const pieces = times.map((ms, index) => ({ seq: index + 1, at: 1000 + ms, offset: 10 * index, bytes: 10, pieces: 1 }))
  return {
    pieces,
    count: pieces.length,
    bytes: 10 * pieces.length,
    firstAt: pieces[0]!.at,
    lastAt: pieces.at(-1)!.at,
    lastSeq: pieces.length,
  }
}
const xs = (tape: ReturnType<typeof tapeOf>) => tape.ticks.map(({ x }) => Math.round(x))

describe('the pieces on an arrow', () => {
  it('lie where their time is, whichever way it goes, and the first is marked', () => {
    const stream = { pieces: piecesAt(0, 500, 1000), begin: 1000, end: 2000 }
    expect(xs(tapeOf(stream, 300, 100))).toEqual([300, 200, 100])
    expect(xs(tapeOf(stream, 100, 300))).toEqual([100, 200, 300])
    expect(tapeOf(stream, 300, 100).ticks.map(({ first }) => first)).toEqual([true, false, false])
    expect(tapeOf(stream, 300, 100)).toMatchObject({ tip: 100, open: false })
  })

  it('make it grow as long as it is open: its tip is at the last of them', () => {
    const early = tapeOf({ pieces: piecesAt(0, 50), begin: 1000, end: undefined }, 300, 100)
    expect(early).toMatchObject({ tip: 200, open: true })
    expect(tapeOf({ pieces: piecesAt(0, 50, 90), begin: 1000, end: undefined }, 300, 100).tip).toBe(120)
    // Longer than that, it stands for more time, and goes on growing.
    expect(tapeOf({ pieces: piecesAt(0, 50, 125), begin: 1000, end: undefined }, 300, 100).tip).toBe(200)
    expect(tapeOf({ pieces: undefined, begin: 1000, end: undefined }, 300, 100)).toEqual({
      tip: 284,
      open: true,
      ticks: [],
    })
  })

  it('are one tick where they are too near, which says so', () => {
    const { ticks } = tapeOf({ pieces: piecesAt(0, 2, 4, 500), begin: 1000, end: 2000 }, 0, 100)
    expect(ticks.map(({ count, words }) => [count, words])).toEqual([
      [3, 'Pieces 1 to 3 of 4 · 30 B · first byte'],
      [1, 'Piece 4 of 4 · 10 B · 500 ms after the first byte'],
    ])
  })

  it('are few, however many pieces there are', () => {
    const many = piecesAt(...Array.from({ length: 2000 }, (_, index) => index))
    expect(tapeOf({ pieces: many, begin: 1000, end: 3000 }, 0, 240).ticks.length).toBeLessThanOrEqual(81)
  })
})

it('the rows of a stream say how long the first byte took, how many pieces came, and how long all of it took', () => {
  const talk = new StreamConversation().cold().streamed('two', 2).post('two').head('two')
  const session = createSession()
  const fold = () => talk.entries.slice(session.lastSeq).forEach((entry) => applyEntry(session, entry))
  const rows = () => {
    fold()
    const fn = session.functions.get('f')!
    return fn.rows.slice(-12).flatMap((row) => {
      const exchange = row.exchange === undefined ? undefined : session.exchanges.get(row.exchange)
      if (row.invocation !== 'two' || (row.kind !== 'request' && row.kind !== 'answer')) return []
      const stream = streamOf(row, exchange)
      const ticks =
        stream === undefined
          ? ''
          : ` [${tapeOf(stream, 0, 100).ticks.length}${stream.end === undefined ? ' so far' : ''}]`
      return [`${row.label}: ${figureOf(row, exchange, fn)?.text ?? ''}${ticks}`]
    })
  }
  expect(rows().slice(-2)).toEqual(['POST response: … [0 so far]', '200: … [0 so far]'])
  talk.comes('two', 'one ').goes('two', 'one ').wait(1000).comes('two', 'two')
  expect(rows().slice(-2)).toEqual(['POST response: 2 pieces · 7 B [2 so far]', '200: first byte 10 ms [1 so far]'])
  talk.goes('two', 'two').whole('two').complete('two').done('two')
  expect(rows().slice(2)).toEqual([
    'POST response: 2 pieces · 7 B [2]',
    '200: first byte 10 ms [2]',
    'InvokeComplete: 1,015 ms',
    'GET next: waits',
  ])
})
