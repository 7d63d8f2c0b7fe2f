// One file of the queue: records one after the other, each a line of JSON, that of an event followed by its payload.
import { readFile } from 'node:fs/promises'
import { parse } from '@playground/protocol'
import * as v from 'valibot'
import { keptEventSchema, keptRequestSchema, type KeptEvent, type KeptRequest } from './kept-event.ts'

const recordSchema = v.union([
  v.object({ event: keptEventSchema, request: keptRequestSchema }),
  v.object({ changed: keptEventSchema }),
  v.object({ ended: v.number() }),
])
type Note = { changed: KeptEvent } | { ended: number }

/** Where a record is in its segment, bytes. */
export type Span = { offset: number; bytes: number }

const lineEnd = Buffer.from('\n')

/** The payload is kept as it came, so that nothing has to be escaped, or copied. */
export function eventRecord(event: KeptEvent, request: KeptRequest, payload: Uint8Array): Uint8Array[] {
  return [Buffer.from(`${JSON.stringify({ event, request })}\n`), payload, lineEnd]
}

export function noteRecord(note: Note): Uint8Array[] {
  return [Buffer.from(`${JSON.stringify(note)}\n`)]
}

/** Takes apart what `eventRecord` made; undefined where it is something else. */
export function readEvent(bytes: Buffer): { request: KeptRequest; payload: Buffer } | undefined {
  const end = bytes.indexOf(10)
  const read = parse(recordSchema, bytes.toString('utf8', 0, Math.max(0, end)))
  const payload = bytes.subarray(end + 1, -1)
  if (!read.ok || !('event' in read.value) || read.value.event.payloadBytes !== payload.length) return undefined
  return { request: read.value.request, payload }
}

/** Plays the records of a file, in order. Returns the bytes of whole ones, and of the file: a kill may have torn the last. */
export async function playSegment(
  path: string,
  play: { event(event: KeptEvent, span: Span): void; changed(event: KeptEvent): void; ended(id: number): void },
): Promise<{ whole: number; all: number }> {
  const bytes = await readFile(path)
  let offset = 0
  for (;;) {
    const lineEnd = bytes.indexOf(10, offset)
    const read = lineEnd < 0 ? undefined : parse(recordSchema, bytes.toString('utf8', offset, lineEnd))
    if (!read?.ok) break
    const record = read.value
    let end = lineEnd + 1
    if ('event' in record) {
      end += record.event.payloadBytes + 1
      if (bytes[end - 1] !== 10) break
      play.event(record.event, { offset, bytes: end - offset })
    } else if ('changed' in record) play.changed(record.changed)
    else play.ended(record.ended)
    offset = end
  }
  return { whole: offset, all: bytes.length }
}
