import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fakeClock } from '../fake-clock.fixture.ts'
import { previewOf } from './preview.ts'
import { JournalRecorder, type Batch } from './recorder.ts'

function recorder(
  keep: (name: string, bytes: Uint8Array) => { what: string; why: string } | undefined = () => undefined,
) {
  const clock = fakeClock()
  const batches: Batch[] = []
  const kept = new Map<string, Uint8Array>()
  const one = new JournalRecorder(clock, {
    write: (batch) => batches.push(batch),
    keep(name, bytes) {
      const refused = keep(name, bytes)
      if (refused === undefined) kept.set(name, bytes)
      return refused
    },
    drop: (name) => kept.delete(name),
  })
  const entries = () =>
    batches.flatMap(({ lines }) =>
      lines.map(
        (line) => JSON.parse(line) as { seq: number; at: number; event: Record<string, unknown> & { type: string } },
      ),
    )
  return { clock, one, batches, kept, entries }
}

const printed = (line: string) => ({ type: 'process.printed', stream: 'stdout', line }) as const

describe('the recorder', () => {
  it('numbers what it is told without gaps, whatever comes between', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant('record' as const), fc.constant('flush' as const), fc.nat(40))),
        (steps) => {
          const { clock, one, entries } = recorder()
          let told = 0
          for (const step of steps) {
            if (step === 'record') expect(one.record({}, printed(String(++told)))).toBe(told)
            else if (step === 'flush') one.flush()
            else clock.pass(step)
          }
          one.flush()
          expect(entries().map(({ seq }) => seq)).toEqual(Array.from({ length: told }, (_, index) => index + 1))
        },
      ),
    )
  })

  it('tells who watches of every entry at once, in order, also of one that is made meanwhile', () => {
    const { clock, one, entries } = recorder()
    const seen: unknown[] = []
    one.record({}, printed('before'))
    one.watch((of, at, event) => {
      seen.push([of, at, event])
      if (event.type === 'process.printed' && event.line === 'a') one.record({}, printed('b'))
    })
    clock.pass(5)
    expect(one.record({ environment: 'f/1' }, printed('a'))).toBe(2)
    expect(seen).toEqual([
      [{ environment: 'f/1' }, 1_800_000_000_005, printed('a')],
      [{}, 1_800_000_000_005, printed('b')],
    ])
    one.flush()
    expect(entries().map(({ event }) => event['line'])).toEqual(['before', 'a', 'b'])
    one.stop()
    one.record({}, printed('late'))
    expect(seen).toHaveLength(2)
  })

  it('does nothing but remember until a frame has passed', () => {
    const { clock, one, batches } = recorder()
    one.record({}, printed('a'))
    clock.pass(15)
    expect(batches).toEqual([])
    clock.pass(1)
    expect(batches).toHaveLength(1)
    expect(clock.pending()).toBe(0)
  })

  it('times entries by the session’s start and monotonic time, and says when the wall clock stepped', () => {
    const { clock, one, entries } = recorder()
    const start = clock.epoch()
    clock.pass(5)
    one.record({}, printed('a'))
    one.flush()
    let step = 0
    const epoch = clock.epoch
    clock.epoch = () => epoch() + step
    step = 1000
    one.record({}, printed('b'))
    one.flush()
    one.record({}, printed('c'))
    one.flush()
    expect(entries()[0]?.at).toBe(start + 5)
    expect(entries().find(({ event }) => event.type === 'clock.stepped')?.event['byMs']).toBe(1000)
    expect(entries().at(-1)?.at).toBe(start + 1005)
  })

  it('keeps nothing once it was stopped', () => {
    const { clock, one, entries } = recorder()
    one.record({}, printed('a'))
    one.stop()
    one.record({}, printed('late'))
    clock.pass(100)
    expect(entries()).toHaveLength(1)
  })

  it('keeps a long body whole beside the journal, and a short one in its entry', () => {
    const { one, entries, kept } = recorder()
    const long = Buffer.from('x'.repeat(5000))
    one.record({}, { type: 'exchange.received', body: one.body(Buffer.from('{"a":1}')) })
    one.record({}, { type: 'exchange.received', body: one.body(long) })
    one.flush()
    const bodies = entries().map(({ event }) => event['body'])
    expect(bodies[0]).toEqual({ bytes: 7, preview: '{"a":1}' })
    expect(bodies[1]).toEqual({ bytes: 5000, preview: 'x'.repeat(4096), whole: '1.bin' })
    expect(kept.get('1.bin')).toEqual(long)
  })

  it('says once that bodies are no longer kept', () => {
    const { one, entries } = recorder(() => ({ what: 'whole bodies', why: 'full' }))
    for (let index = 0; index < 3; index += 1)
      one.record({}, { type: 'exchange.received', body: one.body(Buffer.alloc(5000, 97)) })
    one.flush()
    one.flush()
    expect(entries().filter(({ event }) => event.type === 'journal.bounded')).toHaveLength(1)
    expect(entries()[0]?.event['body']).not.toHaveProperty('whole')
  })
})

describe('secrets', () => {
  it.each(['Authorization', 'cookie', 'X-Amz-Security-Token', 'x-api-key'])(
    'in the head %s are masked before the sink',
    (name) => {
      const { one, batches } = recorder()
      one.record(
        {},
        {
          type: 'exchange.opened',
          endpoint: 'invoke',
          from: 'caller',
          method: 'POST',
          target: '/',
          heads: [
            [name, 'AWS4 Credential=abc'],
            ['Accept', '*/*'],
          ],
          reused: 0,
        },
      )
      one.flush()
      expect(batches[0]?.lines[0]).not.toContain('Credential')
      expect(batches[0]?.lines[0]).toContain(`redacted{${name.toLowerCase()}}`)
      expect(batches[0]?.lines[0]).toContain('*/*')
    },
  )

  it('that are known are masked in lines, previews, heads, targets and variables', () => {
    const { one, batches } = recorder()
    one.mask('DB_PASSWORD', 'hunter2hunter2')
    const body = one.body(Buffer.from('{"p":"hunter2hunter2"}'))
    one.record({}, printed('using hunter2hunter2'))
    one.record(
      {},
      {
        type: 'exchange.opened',
        endpoint: 'next',
        from: 'runtime',
        method: 'GET',
        target: '/?p=hunter2hunter2',
        heads: [['X-Note', 'hunter2hunter2']],
        reused: 0,
      },
    )
    one.record({}, { type: 'exchange.received', body })
    one.record(
      {},
      {
        type: 'process.started',
        pid: 1,
        command: ['run', 'hunter2hunter2'],
        folder: '/',
        variables: { DB_PASSWORD: 'hunter2hunter2' },
      },
    )
    one.record(
      {},
      { type: 'telemetry.delivered', protocol: 'TCP', uri: '', attempt: 1, events: 1, kinds: {}, body, durationMs: 1 },
    )
    one.record({}, { type: 'event.destined', on: 'success', destination: 'function:g', record: body })
    one.record(
      {},
      { type: 'event.waiting', attempt: 2, dueAt: 0, because: 'function-error', why: 'It said hunter2hunter2.' },
    )
    one.flush()
    expect(batches[0]?.lines).toHaveLength(7)
    for (const line of batches[0]!.lines) {
      expect(line).not.toContain('hunter2')
      expect(line).toContain('redacted{DB_PASSWORD}')
    }
  })

  it('are masked in the commands of processes before these are cut short', () => {
    const { one, batches } = recorder()
    one.mask('DB_PASSWORD', 'hunter2hunter2')
    const command = `${'x'.repeat(150)} hunter2hunter2 ${'y'.repeat(100)}`
    one.record({}, { type: 'process.listed', processes: [{ pid: 1, parent: 0, command }], leftOut: 0 })
    one.record({}, { type: 'environment.peer', pid: 1, command: ['run', 'hunter2hunter2'] })
    one.flush()
    const [listed, peer] = batches[0]!.events.map(({ event }) => event)
    expect(listed).toMatchObject({ processes: [{ command: `${'x'.repeat(150)} redacted…` }] })
    expect(peer).toMatchObject({ command: ['run', 'redacted{DB_PASSWORD}'] })
  })

  it('that are short are left alone: they would mask ordinary text', () => {
    const { one, batches } = recorder()
    one.mask('PIN', 'node')
    one.record({}, printed('a node process'))
    one.flush()
    expect(batches[0]?.lines[0]).toContain('a node process')
  })
})

describe('a preview', () => {
  it('is cut between characters, and never longer than 4 KiB', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.nat(300), (unit, times) => {
        const text = unit.repeat(times + 1)
        const { preview, base64 } = previewOf(Buffer.from(text))
        expect(base64).toBeUndefined()
        expect(Buffer.byteLength(preview)).toBeLessThanOrEqual(4096)
        expect(text.startsWith(preview)).toBe(true)
        expect(Buffer.byteLength(preview)).toBeGreaterThan(Math.min(Buffer.byteLength(text), 4096) - 4)
      }),
    )
  })

  it('is base64 where the bytes are no text', () => {
    const bytes = Buffer.from([0x00, 0xff, 0xfe, 0x80])
    expect(previewOf(bytes)).toEqual({ preview: bytes.toString('base64'), base64: true })
  })
})
