// A process's output by line: characters are never split, and lines are bounded.
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import type { Clock } from '../clock.ts'
import { slowed } from './flood.ts'
import { partsOf } from './parts.ts'

/** `partial`: the line goes on in the next one. */
export type Line = { text: string; partial: boolean }

/** Characters of one line, beyond which it is given in parts. */
const lineLimit = 64 * 1024

/** Gives each line, and at the end what is left without a line end. */
export function readLines(stream: Readable, clock: Clock, onLine: (line: Line) => void): void {
  const decoder = new StringDecoder('utf8')
  const took = slowed(stream, clock)
  let rest = ''
  let lines = 0

  const give = (text: string, partial: boolean) => {
    lines += 1
    onLine({ text, partial })
  }
  const giveParts = (parts: string[], lastIsPartial: boolean) => {
    for (const [index, part] of parts.entries()) give(part, lastIsPartial || index < parts.length - 1)
  }
  const take = (text: string) => {
    let from = 0
    const all = rest + text
    for (let end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', from)) {
      giveParts(partsOf(all.slice(from, all[end - 1] === '\r' && end > from ? end - 1 : end), lineLimit), false)
      from = end + 1
    }
    const parts = partsOf(all.slice(from), lineLimit)
    rest = parts.pop()!
    giveParts(parts, true)
  }

  stream.on('data', (chunk: Buffer) => {
    take(decoder.write(chunk))
    took(chunk.length, lines)
    lines = 0
  })
  stream.on('error', () => {})
  stream.on('close', () => {
    take(decoder.end())
    if (rest !== '') give(rest, false)
    rest = ''
  })
}
