import { describe, expect, it } from 'vitest'
import { bytes, duration, elapsed, environmentMark, environmentWord, shortId, since } from './format.ts'

describe('figures', () => {
  it.each([
    [0.42, '0.4 ms'],
    [224.6, '225 ms'],
    [3000, '3,000 ms'],
    [12_345, '12.3 s'],
    [600_000, '10 min'],
  ])('%d ms last %s', (ms, text) => expect(duration(ms)).toBe(text))

  it.each([
    [0, '0 s'],
    [12_999, '12 s'],
    [61_000, '1 min 1 s'],
    [7_260_000, '2 h 1 min'],
  ])('%d ms have grown to %s', (ms, text) => expect(elapsed(ms)).toBe(text))

  it('never say that less than no time went by', () => expect(elapsed(-400)).toBe('0 s'))

  it.each([
    [84, '84 B'],
    [2048, '2.0 kB'],
    [6 * 1024 * 1024, '6.00 MB'],
  ])('%d bytes are %s', (count, text) => expect(bytes(count)).toBe(text))

  it('keep to the width of their column', () => {
    for (const seconds of [0, 1, 999, 9_999, 10_000, 999_999, 5_000_000])
      expect(since(seconds * 1000, 0).length).toBeLessThanOrEqual(8)
  })
})

describe('names', () => {
  it('shorten request ids to head and tail', () =>
    expect(shortId('8476a536-e9f4-11e8-9739-2dfe598cb6b4')).toBe('8476a536…b6b4'))

  it('tell environments that this host started from those that attached', () => {
    expect([environmentWord('hello/2'), environmentMark('hello/2')]).toEqual(['environment 2', 'E2'])
    expect(environmentWord('hello:7/2')).toBe('environment 2 · version 7')
    expect([environmentWord('mine@laptop'), environmentMark('mine@laptop')]).toEqual(['attached laptop', 'lapt'])
  })
})
