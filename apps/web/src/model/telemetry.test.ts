import { expect, it } from 'vitest'
import { eventsIn, recordLine } from './telemetry.ts'

const start = { time: '2027-01-15T08:00:00.005Z', type: 'platform.start', record: { requestId: 'one' } }
const line = { time: '2027-01-15T08:00:00.006Z', type: 'function', record: 'hello\n' }

it('reads batches as they go over HTTP and over TCP', () => {
  expect(eventsIn(JSON.stringify([start, line]))).toEqual([start, line])
  expect(eventsIn(`${JSON.stringify(start)}\n${JSON.stringify(line)}\n`)).toEqual([start, line])
})

it('leaves out what is no event, and gives none for what is no telemetry', () => {
  expect(eventsIn(JSON.stringify([start, 4, { time: 1 }]))).toEqual([start])
  expect(eventsIn('not JSON')).toEqual([])
  expect(eventsIn('')).toEqual([])
})

it('writes a record in one line', () => {
  expect(recordLine(line.record)).toBe('hello')
  expect(recordLine(start.record)).toBe('{"requestId":"one"}')
})
