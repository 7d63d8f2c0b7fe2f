import { expect, it } from 'vitest'
import { homeOf, onLinux, until } from './home.fixture.ts'
import { Listing } from './listing.ts'
import type { Seen } from './sample.ts'

const seen = (pid: number, mark = String(pid)): Seen => ({
  pid,
  parent: 1,
  mark,
  state: 'running',
  memoryMb: 1,
  command: () => `run ${pid}`,
})

it('tells what is there only where it is new, and asks for commands only then', () => {
  const listing = new Listing()
  expect(listing.changed([], false)).toBeUndefined()
  expect(listing.changed([seen(1)], false)?.processes).toMatchObject([{ pid: 1, command: 'run 1', state: 'running' }])
  const silent = { ...seen(1), command: () => expect.unreachable() }
  expect(listing.changed([silent], false)).toBeUndefined()
  expect(listing.changed([silent], true)).toBeUndefined()
  expect(listing.changed([{ ...silent, state: 'sleeping' }], false)).toBeUndefined()
  expect(listing.changed([{ ...silent, state: 'stopped' }], true)).toBeUndefined()
  expect(listing.changed([{ ...seen(1), state: 'stopped' }], false)?.processes).toMatchObject([{ state: 'stopped' }])
  expect(listing.changed([seen(1, 'after an exec')], false)).toBeDefined()
  expect(listing.changed([], false)).toEqual({ type: 'process.listed', processes: [], leftOut: 0 })
})

it('says nothing of what each does where all of them are stopped', () => {
  expect(new Listing().changed([seen(1)], true)?.processes[0]).not.toHaveProperty('state')
})

it('names 32, and counts the others', () => {
  const many = Array.from({ length: 40 }, (_, index) => seen(index))
  const listed = new Listing().changed(many, false)
  expect([listed?.processes.length, listed?.leftOut]).toEqual([32, 8])
})

it('lists real processes by what they became after an exec, their children below them', async () => {
  const one = homeOf({
    files: { bootstrap: '#!/bin/sh\nsleep 987 &\nsleep 0.2\nexec sleep 986\n' },
  })
  one.start()
  one.home.working(true)
  const commands = () => one.events('process.listed').map(({ processes }) => processes.map(({ command }) => command))
  await until(() => commands().at(-1)?.[0] === 'sleep 986')
  if (onLinux) expect(commands()[0]![0]).toContain('/bin/sh')
  const last = one.events('process.listed').at(-1)!
  expect(last.processes[1]).toMatchObject({ command: 'sleep 987', parent: last.processes[0]!.pid, state: 'sleeping' })
  expect(last.processes[0]!.memoryMb).toBeGreaterThan(0)
  await one.home.clear('test')
  expect(one.events('process.listed').at(-1)?.processes).toEqual([])
})
