// A recorded session in which a function has many environments, for a test of how many a page takes.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const crowdEpoch = '20260102T030405678-000000c0'

/** The folder of sessions that has it. Each environment begins 20 ms after the one before; every second one ends frozen. */
export function crowdSession(count: number): string {
  const entries: object[] = []
  const start = 1_795_539_550_411
  const add = (at: number, of: object, event: object) =>
    entries.push({ seq: entries.length + 1, at: start + at, of, event })
  add(0, {}, { type: 'session.started', version: '0.1.0', node: 'v20.20.2', platform: 'linux' })
  const definition = {
    name: 'crowd',
    origin: 'managed',
    shipped: false,
    runtime: 'nodejs',
    timeoutSeconds: 30,
    memoryMb: 128,
    concurrency: count,
    variables: [],
    codeHash: 'sJITMTmrtUZ5AWHFLkmxCDk1',
    problems: [],
  }
  add(1, { function: 'crowd' }, { type: 'function.defined', definition })
  for (let number = 1; number <= count; number += 1) {
    const of = { function: 'crowd', environment: `crowd/${number}`, incarnation: 1 }
    const at = 10 + number * 20
    const changed = (from: string, to: string) => ({ type: 'environment.changed', from, to, reason: '' })
    const { codeHash } = definition
    add(at, of, { type: 'environment.created', number, port: 40_000 + number, attached: false, codeHash })
    add(at + 1, of, changed('created', 'init'))
    add(at + 1, of, { type: 'environment.init-started', phase: 'init', limitMs: 10_000 })
    const command = 'node /opt/playground/runtimes/nodejs/bootstrap.mjs'
    const pid = 5000 + number
    add(at + 2, of, { type: 'process.started', pid, command: command.split(' '), folder: '/', variables: {} })
    const process = { pid, parent: 4000, command, state: 'running', memoryMb: 30 + number / 8 }
    add(at + 3, of, { type: 'process.listed', processes: [process], leftOut: 0 })
    for (let sample = 0; sample < 6; sample += 1) {
      const memoryMb = 30 + number / 8 + sample * 4
      const cpuMs = 40 * sample
      add(at + 3 + sample, of, { type: 'process.sampled', cpuMs, memoryMb, peakMemoryMb: memoryMb, processes: 1 })
    }
    add(at + 9, of, { type: 'environment.init-ended', phase: 'init', status: 'success', durationMs: 8 })
    add(at + 9, of, changed('init', 'ready'))
    if (number % 2 === 0) add(at + 15, of, { type: 'environment.frozen' })
  }
  // Entries are in the order of time.
  const ordered = entries
    .toSorted((a, b) => (a as { at: number }).at - (b as { at: number }).at)
    .map((entry, index) => JSON.stringify({ ...entry, seq: index + 1 }))
  const text = `${ordered.join('\n')}\n`
  const sessions = mkdtempSync(join(tmpdir(), 'playground-crowd-'))
  mkdirSync(join(sessions, crowdEpoch))
  writeFileSync(join(sessions, crowdEpoch, '000001.ndjson'), text)
  const session = { epoch: crowdEpoch, startedAt: start, version: '0.1.0', endedAt: start + 20 * count + 100 }
  writeFileSync(
    join(sessions, crowdEpoch, 'session.json'),
    JSON.stringify({ ...session, entries: ordered.length, bytes: text.length }),
  )
  return sessions
}
