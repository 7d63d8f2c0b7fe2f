import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Entry } from '@playground/protocol'
import { applyToState, emptyState } from '@playground/protocol/model'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../clock.ts'
import { StartProblem } from '../config.ts'
import { temporaryFolder } from '../temporary.fixture.ts'
import { defaultDataFolder } from './data-folder.ts'
import { openJournal, type Journal, type JournalOptions } from './journal.ts'

async function open(
  dataFolder: string,
  options: Partial<JournalOptions> = {},
): Promise<Journal & { flushed(): Promise<void> }> {
  const journal = await openJournal({ dataFolder, clock: systemClock, version: 'test', ...options })
  let closed = false
  const close = journal.close.bind(journal)
  const once_ = async (reason: string) => {
    if (closed) return
    closed = true
    await close(reason)
  }
  onTestFinished(() => once_('test over'))
  const told = (seq: number) =>
    new Promise<void>((resolve) => {
      if (journal.lastSeq() >= seq) return resolve()
      const end = journal.subscribe(() => {
        if (journal.lastSeq() < seq) return
        end()
        resolve()
      })
    })
  return Object.assign(journal, {
    close: once_,
    flushed: () =>
      told(journal.recorder.record({ function: 'f' }, { type: 'process.printed', stream: 'stdout', line: 'mark' })),
  })
}

const seqs = (lines: string[] | undefined) => (lines ?? []).map((line) => (JSON.parse(line) as Entry).seq)
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

function fill(journal: Journal, count: number, width = 40): void {
  for (let index = 0; index < count; index += 1)
    journal.recorder.record(
      { function: 'f', environment: 'f/1' },
      { type: 'process.printed', stream: 'stdout', line: `${index} ${'x'.repeat(width)}` },
    )
}

describe('the journal', () => {
  it('begins with the start of the session and gives back what was recorded', async () => {
    const journal = await open(temporaryFolder())
    fill(journal, 10)
    await journal.flushed()
    const lines = await journal.read(0, 1000)
    expect(seqs(lines)).toEqual(upTo(12))
    expect(JSON.parse(lines[0]!)).toMatchObject({ seq: 1, event: { type: 'session.started', version: 'test' } })
    expect(seqs(await journal.read(4, 3))).toEqual([5, 6, 7])
    expect(await journal.read(12, 10)).toEqual([])
  })

  it('gives from disk what memory no longer holds, the same as it was', async () => {
    const journal = await open(temporaryFolder(), { windowBytes: 20_000 })
    const all: string[] = []
    journal.subscribe(({ lines }) => all.push(...lines))
    for (let round = 0; round < 20; round += 1) {
      fill(journal, 100, 100)
      await journal.flushed()
    }
    const read: string[] = []
    for (let lines = await journal.read(0, 700); lines.length > 0; lines = await journal.read(read.length, 700))
      read.push(...lines)
    expect(seqs(read)).toEqual(upTo(journal.lastSeq()))
    expect(read.slice(-all.length)).toEqual(all.slice(-read.length))
    await fc.assert(
      fc.asyncProperty(fc.nat(journal.lastSeq()), fc.integer({ min: 1, max: 50 }), async (after, limit) => {
        const lines = await journal.read(after, limit)
        expect(seqs(lines)).toEqual(upTo(after + lines.length, after + 1))
        expect(lines).toEqual(read.slice(after, after + lines.length))
      }),
      { numRuns: 30 },
    )
  })

  it('knows what was so at any entry', async () => {
    const journal = await open(temporaryFolder(), { windowBytes: 50_000 })
    for (let number = 1; number <= 3000; number += 1) {
      const of = { function: 'f', invocation: `i${number}` }
      journal.recorder.record(of, {
        type: 'invocation.received',
        number,
        invocationType: 'RequestResponse',
        payloadBytes: 0,
      })
      journal.recorder.record(of, { type: 'invocation.answered', outcome: 'ok', by: 'runtime' })
      if (number % 3 !== 0)
        journal.recorder.record(of, {
          type: 'invocation.settled',
          outcome: 'ok',
          durationMs: 1,
          billedMs: 1,
          memoryMb: 128,
        })
    }
    await journal.flushed()
    const entries: Entry[] = []
    for (let lines = await journal.read(0, 1000); lines.length > 0; lines = await journal.read(entries.length, 1000))
      entries.push(...lines.map((line) => JSON.parse(line) as Entry))
    for (const at of [0, 1, 4095, 4096, 4097, 6000, journal.lastSeq()]) {
      const state = emptyState()
      for (const entry of entries.slice(0, at)) applyToState(state, entry)
      expect(await journal.stateAt(at)).toEqual(state)
    }
  })

  it('keeps whole bodies, and looks for none but its own', async () => {
    const folder = temporaryFolder()
    const journal = await open(folder)
    const bytes = Buffer.alloc(100_000, 'ab')
    const body = journal.recorder.body(bytes)
    journal.recorder.record({}, { type: 'exchange.received', body })
    await journal.flushed()
    const found = await journal.body(journal.epoch, body.whole!)
    const chunks = (await found!.stream.toArray()) as Buffer[]
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
    for (const name of ['../session.json', '..%2fsession.json', '2.bin', '', '/etc/passwd'])
      expect(await journal.body(journal.epoch, name)).toBeUndefined()
    expect(await journal.body('../..', '1.bin')).toBeUndefined()
  })

  it('keeps a body that comes in pieces whole, however many there are', async () => {
    const journal = await open(temporaryFolder())
    const [one, other] = [journal.recorder.collect(), journal.recorder.collect()]
    const pieces = Array.from({ length: 2000 }, (_, index) => Buffer.from(`piece ${index}\n`))
    for (const [index, piece] of pieces.entries()) {
      one.push(piece)
      other.push(Buffer.from('b'.repeat(9)))
      // Some of it is on its way to the disk already.
      if (index % 500 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    const read = async (name: string | undefined) =>
      Buffer.concat((await (await journal.body(journal.epoch, name!))!.stream.toArray()) as Buffer[]).toString()
    expect(await read(one.end().whole)).toBe(Buffer.concat(pieces).toString())
    expect(await read(other.end().whole)).toBe('b'.repeat(18_000))
  })

  it('lets bodies of the oldest closed sessions go first when the quota is reached', async () => {
    const folder = temporaryFolder()
    const epochs: string[] = []
    for (let session = 0; session < 3; session += 1) {
      const journal = await open(folder, { bodyQuota: 40_000 })
      epochs.push(journal.epoch)
      journal.recorder.record({}, { type: 'exchange.received', body: journal.recorder.body(Buffer.alloc(15_000, 97)) })
      await journal.flushed()
      await journal.close('next')
    }
    const kept = (epoch: string) => existsSync(join(folder, 'sessions', epoch, 'bodies', '1.bin'))
    expect(epochs.map(kept)).toEqual([false, true, true])
  })

  it('is readable by its owner alone', async () => {
    const folder = temporaryFolder()
    const journal = await open(folder)
    journal.recorder.record({}, { type: 'exchange.received', body: journal.recorder.body(Buffer.alloc(5000, 97)) })
    await journal.flushed()
    await journal.close('now')
    const modes = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => [
      entry.isDirectory(),
      statSync(join(entry.parentPath, entry.name)).mode & 0o777,
    ])
    expect(modes.length).toBeGreaterThan(4)
    for (const [isFolder, mode] of modes) expect(mode).toBe(isFolder ? 0o700 : 0o600)
  })
})

describe('sessions', () => {
  it('are listed, newest first, and open read-only', async () => {
    const folder = temporaryFolder()
    const first = await open(folder)
    fill(first, 5)
    await first.flushed()
    await first.close('enough')
    const second = await open(folder)
    const sessions = await second.sessions()
    expect(sessions.map(({ epoch }) => epoch)).toEqual([second.epoch, first.epoch])
    expect(sessions[1]).toMatchObject({ entries: 8 })
    const lines = await second.readSession(first.epoch, 0, 100)
    expect(seqs(lines)).toEqual(upTo(8))
    expect(JSON.parse(lines!.at(-1)!)).toMatchObject({ event: { type: 'session.ended', reason: 'enough' } })
    expect(await second.readSession('20260101T000000000-deadbeef', 0, 10)).toBeUndefined()
    expect(await second.readSession('../x', 0, 10)).toBeUndefined()
  })

  it('that a kill cut off lose their torn end alone', async () => {
    const folder = temporaryFolder()
    const script = join(folder, 'child.mjs')
    const journal = join(import.meta.dirname, 'journal.ts')
    const clock = join(import.meta.dirname, '..', 'clock.ts')
    writeFileSync(
      script,
      `import { openJournal } from ${JSON.stringify(journal)}
       import { systemClock } from ${JSON.stringify(clock)}
       const journal = await openJournal({ dataFolder: ${JSON.stringify(join(folder, 'data'))}, clock: systemClock, version: 'child' })
       let said = 0
       journal.subscribe(({ lines }) => { said += lines.length; process.stdout.write(said + '\\n') })
       setInterval(() => { for (let i = 0; i < 50; i += 1) journal.recorder.record({}, { type: 'process.printed', stream: 'stdout', line: 'x'.repeat(200) }) }, 1)`,
    )
    const tsx = join(import.meta.dirname, '..', '..', '..', '..', 'node_modules', 'tsx', 'dist', 'loader.mjs')
    const child = spawn(process.execPath, ['--import', tsx, script], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = 0
    child.stdout.on('data', (chunk: Buffer) => {
      said = Number(chunk.toString().trim().split('\n').at(-1))
      if (said > 2000) child.kill('SIGKILL')
    })
    await once(child, 'exit')
    const sessions = join(folder, 'data', 'sessions')
    const epoch = readdirSync(sessions)[0]!
    appendFileSync(join(sessions, epoch, '000001.ndjson'), '{"seq":99999,"at":1,"of":{},"eve')
    const after = await open(join(folder, 'data'))
    const repaired = (await after.sessions()).find((session) => session.epoch === epoch)!
    expect(repaired.repaired).toBe(true)
    const read: string[] = []
    for (
      let lines = (await after.readSession(epoch, 0, 5000))!;
      lines.length > 0;
      lines = (await after.readSession(epoch, read.length, 5000))!
    )
      read.push(...lines)
    expect(seqs(read)).toEqual(upTo(repaired.entries!))
    expect(read.slice(-2).map((line) => (JSON.parse(line) as Entry).event.type)).toEqual([
      'journal.repaired',
      'session.ended',
    ])
    expect(read.length).toBeGreaterThan(1000)
  })
})

describe('a data directory', () => {
  it('is used by one server at a time, and the second is told what to do', async () => {
    const folder = temporaryFolder()
    const first = await open(folder)
    await expect(openJournal({ dataFolder: folder, clock: systemClock, version: 'test' })).rejects.toThrow(
      /in use by the playground with process id \d+.*--data-dir/,
    )
    first.announce({ people: 1, runtimeApi: 2, functionUrls: 3, apis: 4 }, 'secret')
    expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toMatchObject({
      pid: process.pid,
      ports: { people: 1, runtimeApi: 2 },
      token: 'secret',
    })
    await first.close('done')
    await open(folder)
  })

  it.each([
    ['is gone', { pid: 2 ** 22 + 12345, startTime: '1' }],
    ['had the number of another process', { pid: process.pid, startTime: '1' }],
  ])('is taken over from a server that %s', async (_how, owner) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'lock'), JSON.stringify(owner))
    await open(folder)
    expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid })
  })

  it('that cannot be written is told in one line', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    await expect(
      openJournal({ dataFolder: join(folder, 'file', 'below'), clock: systemClock, version: 'test' }),
    ).rejects.toThrow(StartProblem)
    mkdirSync(join(folder, 'shut'))
    chmodSync(join(folder, 'shut'), 0o500)
    if (process.getuid?.() !== 0)
      await expect(
        openJournal({ dataFolder: join(folder, 'shut'), clock: systemClock, version: 'test' }),
      ).rejects.toThrow(/--data-dir/)
  })

  it('is where the system keeps such things', () => {
    expect(defaultDataFolder({ XDG_DATA_HOME: '/x' }, 'linux')).toBe('/x/lambda-playground')
    expect(defaultDataFolder({}, 'linux')).toMatch(/\.local\/share\/lambda-playground$/)
    expect(defaultDataFolder({}, 'darwin')).toMatch(/Library\/Application Support\/lambda-playground$/)
  })
})
