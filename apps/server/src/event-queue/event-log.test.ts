import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../temporary.fixture.ts'
import { EventLog } from './event-log.ts'
import type { KeptEvent, KeptRequest } from './kept-event.ts'

const request: KeptRequest = { invokedArn: 'arn', traceId: 'Root=1', chain: { f: 1 } }

function eventOf(id: number, payload: Uint8Array): KeptEvent {
  return {
    id,
    function: 'f',
    requestId: `r${id}`,
    payloadBytes: payload.byteLength,
    queuedAt: 1000 + id,
    tries: 0,
    attempts: 0,
    refusals: 0,
    dueAt: 1000 + id,
  }
}

async function openLog(folder: string, sizes?: { segmentBytes: number; slackBytes: number }) {
  const opened = await EventLog.open(folder, sizes)
  onTestFinished(() => opened.log.close())
  return opened
}

async function add(log: EventLog, id: number, payload: Uint8Array = Buffer.from(`"${id}"`)): Promise<KeptEvent> {
  const event = eventOf(id, payload)
  await log.add(event, request, payload)
  return event
}

const segments = (folder: string) => readdirSync(folder).sort()

describe('events on disk', () => {
  it('come back as they were, with how far they had come, and none that was over', async () => {
    const folder = join(temporaryFolder(), 'queue')
    const { log } = await openLog(folder)
    const payload = Buffer.from('{"text":"a\\nb é 💡",\n"n":1}')
    const first = await add(log, 1, payload)
    const second = await add(log, 2)
    await add(log, 3)
    Object.assign(first, { tries: 4, attempts: 1, refusals: 2, dueAt: 5000, because: 'throttled' })
    log.change(first)
    log.remove(second)
    await log.close()
    const { log: next, left, lastId, lostBytes } = await openLog(folder)
    expect([left.map(({ id }) => id), lastId, lostBytes]).toEqual([[1, 3], 3, 0])
    expect(left[0]).toEqual(first)
    const read = await next.read(left[0]!)
    expect(read.request).toEqual(request)
    expect(Buffer.from(read.payload)).toEqual(payload)
  })

  it('are for their owner alone', async () => {
    const folder = join(temporaryFolder(), 'queue')
    const { log } = await openLog(folder)
    await add(log, 1)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const name of segments(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  })

  it('that come together go out together', async () => {
    const folder = temporaryFolder()
    const { log } = await openLog(folder)
    await Promise.all(Array.from({ length: 2000 }, (_, index) => add(log, index + 1)))
    await log.close()
    const { left } = await openLog(folder)
    expect(left.map(({ requestId }) => requestId)).toEqual(Array.from({ length: 2000 }, (_, index) => `r${index + 1}`))
  })

  it.each([1, 20, 200, 210])('are whole where a kill tore the last after %d bytes', async (bytes) => {
    const folder = temporaryFolder()
    const { log } = await openLog(folder)
    await add(log, 1)
    const path = join(folder, segments(folder)[0]!)
    const whole = readFileSync(path).length
    await add(log, 2, Buffer.from('"not told to its caller"'))
    await log.close()
    const torn = readFileSync(path).subarray(0, whole + bytes)
    writeFileSync(path, torn)
    const { log: next, left, lostBytes } = await openLog(folder)
    expect([left.map(({ id }) => id), lostBytes]).toEqual([[1], bytes])
    // What comes after the tear is not lost by it.
    await add(next, 2)
    await next.close()
    expect((await openLog(folder)).left.map(({ id }) => id)).toEqual([1, 2])
  })

  it('that are over leave the disk', async () => {
    const folder = temporaryFolder()
    const { log } = await openLog(folder, { segmentBytes: 1000, slackBytes: 1_000_000 })
    const events: KeptEvent[] = []
    for (let id = 1; id <= 20; id += 1) events.push(await add(log, id))
    expect(segments(folder).length).toBeGreaterThan(3)
    for (const event of events) log.remove(event)
    await log.close()
    expect(segments(folder).length).toBeLessThanOrEqual(2)
    expect((await openLog(folder)).left).toEqual([])
    expect(segments(folder)).toEqual([])
  })

  it('are carried on when one of them waits long, so that what came after it can leave', async () => {
    const folder = temporaryFolder()
    const sizes = { segmentBytes: 2000, slackBytes: 6000 }
    const { log } = await openLog(folder, sizes)
    const waits = await add(log, 1, Buffer.from('"waits"'))
    for (let id = 2; id <= 200; id += 1) log.remove(await add(log, id))
    expect(existsSync(join(folder, '00000001.events'))).toBe(false)
    expect(segments(folder).length).toBeLessThan(8)
    expect(Buffer.from((await log.read(waits)).payload).toString()).toBe('"waits"')
    log.change(Object.assign(waits, { tries: 9 }))
    await log.close()
    expect((await openLog(folder, sizes)).left).toEqual([waits])
  })

  it.skipIf(process.getuid?.() === 0)('that cannot be written are refused, and those after them are not', async () => {
    const folder = temporaryFolder()
    const { log } = await openLog(folder)
    chmodSync(folder, 0o500)
    await expect(add(log, 1)).rejects.toThrow('EACCES')
    chmodSync(folder, 0o700)
    await add(log, 2)
    await log.close()
    expect((await openLog(folder)).left.map(({ id }) => id)).toEqual([2])
  })

  it('that cannot be written since their folder is gone are refused', async () => {
    const folder = join(temporaryFolder(), 'queue')
    const { log } = await openLog(folder)
    rmSync(folder, { recursive: true })
    await expect(add(log, 1)).rejects.toThrow('ENOENT')
    mkdirSync(folder)
    await add(log, 2)
    await log.close()
    expect((await openLog(folder)).left.map(({ id }) => id)).toEqual([2])
  })

  it('are not read from a file that somebody wrote into', async () => {
    const folder = temporaryFolder()
    const { log } = await openLog(folder)
    const event = await add(log, 1)
    const path = join(folder, segments(folder)[0]!)
    const bytes = readFileSync(path)
    writeFileSync(path, Buffer.alloc(bytes.length, 'x'))
    await expect(log.read(event)).rejects.toThrow('something else')
    writeFileSync(path, bytes)
    appendFileSync(path, 'garbage')
    await log.close()
    expect((await openLog(folder)).left.map(({ id }) => id)).toEqual([1])
  })

  it('cannot be added once it is closed', async () => {
    const { log } = await openLog(temporaryFolder())
    await log.close()
    await expect(add(log, 1)).rejects.toThrow('being stopped')
  })
})

type Step = { do: 'add' | 'change' | 'remove' | 'read'; which: number } | { do: 'reopen' }

it('tells after any steps, segments and starts what a list would', async () => {
  const step = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ do: fc.constantFrom('add', 'change', 'remove', 'read'), which: fc.nat(1000) }),
    },
    { weight: 1, arbitrary: fc.constant({ do: 'reopen' as const }) },
  ) as fc.Arbitrary<Step>
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const folder = temporaryFolder()
      const sizes = { segmentBytes: 700, slackBytes: 1500 }
      let { log, left, lastId } = await EventLog.open(folder, sizes)
      const model = new Map<number, { event: KeptEvent; payload: string }>()
      const held = new Map<number, KeptEvent>()
      try {
        for (const one of steps) {
          const ids = [...held.keys()]
          const id = one.do === 'reopen' ? undefined : ids[one.which % Math.max(1, ids.length)]
          if (one.do === 'add') {
            const payload = `"${'x'.repeat(one.which % 200)}"`
            lastId += 1
            held.set(lastId, await add(log, lastId, Buffer.from(payload)))
            model.set(lastId, { event: { ...held.get(lastId)! }, payload })
          } else if (one.do === 'reopen') {
            await log.close()
            ;({ log, left, lastId } = await EventLog.open(folder, sizes))
            expect(left).toEqual([...model.values()].map(({ event }) => event))
            held.clear()
            for (const event of left) held.set(event.id, event)
          } else if (id !== undefined) {
            const event = held.get(id)!
            if (one.do === 'change') {
              log.change(Object.assign(event, { tries: event.tries + 1 }))
              model.get(id)!.event = { ...event }
            } else if (one.do === 'remove') {
              log.remove(event)
              held.delete(id)
              model.delete(id)
            } else {
              expect(Buffer.from((await log.read(event)).payload).toString()).toBe(model.get(id)!.payload)
            }
          }
        }
      } finally {
        await log.close()
      }
    }),
    { numRuns: 60 },
  )
})
