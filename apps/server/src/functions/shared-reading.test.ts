import { expect, it } from 'vitest'
import { resolvable } from '../resolvable.fixture.ts'
import { shared } from './shared-reading.ts'

function reader() {
  const readings: { what: string; end: (value: string) => void; fail: (problem: Error) => void }[] = []
  const read = shared((what) => {
    const { promise, resolve, reject } = resolvable<string>()
    readings.push({ what, end: resolve, fail: reject })
    return promise
  })
  return { read, readings }
}

it('shares with all who ask meanwhile the reading after the one that is under way', async () => {
  const { read, readings } = reader()
  const first = read('a')
  const later = [read('a'), read('a'), read('a')]
  expect(readings).toHaveLength(1)
  readings[0]!.end('before')
  expect(await first).toBe('before')
  await expect.poll(() => readings.length).toBe(2)
  const after = read('a')
  readings[1]!.end('since')
  expect(await Promise.all(later)).toEqual(['since', 'since', 'since'])
  await expect.poll(() => readings.length).toBe(3)
  readings[2]!.end('last')
  expect(await after).toBe('last')
})

it('reads each thing by itself, and goes on after a reading that failed', async () => {
  const { read, readings } = reader()
  const [a, b] = [read('a'), read('b')]
  expect(readings.map(({ what }) => what)).toEqual(['a', 'b'])
  const again = read('a')
  readings[0]!.fail(new Error('gone'))
  readings[1]!.end('b')
  await expect(a).rejects.toThrow('gone')
  expect(await b).toBe('b')
  await expect.poll(() => readings.length).toBe(3)
  readings[2]!.end('there')
  expect(await again).toBe('there')
})
