// A process's output by line: characters are never split, lines are bounded, and a flood is slowed instead of stored.
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import type { Clock } from '../clock.ts'

/** `partial`: the line goes on in the next one. */
export type Line = { text: string; partial: boolean }

/** Characters of one line, beyond which it is given in parts. */
const lineLimit = 64 * 1024
/** Bytes and lines that are taken in one slice of time; then the pipe waits, and with it the process. */
const sliceBytes = 1024 * 1024
const sliceLines = 5_000
const sliceMs = 100

/** Returns a function that gives what is left without a line end; called at the end by itself. */
export function readLines(stream: Readable, clock: Clock, onLine: (line: Line) => void): void {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let bytes = 0
  let lines = 0
  let sliceStart = clock.now()

  const give = (text: string, partial: boolean) => {
    lines += 1
    onLine({ text, partial })
  }
  const take = (text: string) => {
    let from = 0
    const all = rest + text
    for (let end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', from)) {
      const line = all.slice(from, all[end - 1] === '\r' && end > from ? end - 1 : end)
      from = end + 1
      giveParts(line)
    }
    rest = all.slice(from)
    while (rest.length > lineLimit) {
      give(rest.slice(0, lineLimit), true)
      rest = rest.slice(lineLimit)
    }
  }
  const giveParts = (line: string) => {
    let at = 0
    for (; line.length - at > lineLimit; at += lineLimit) give(line.slice(at, at + lineLimit), true)
    give(line.slice(at), false)
  }
  const slow = () => {
    const now = clock.now()
    if (now - sliceStart >= sliceMs) {
      sliceStart = now
      bytes = lines = 0
      return
    }
    if (bytes < sliceBytes && lines < sliceLines) return
    stream.pause()
    clock.after(sliceMs - (now - sliceStart), () => {
      sliceStart = clock.now()
      bytes = lines = 0
      stream.resume()
    })
  }

  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    take(decoder.write(chunk))
    slow()
  })
  stream.on('error', () => {})
  stream.on('close', () => {
    take(decoder.end())
    if (rest !== '') give(rest, false)
    rest = ''
  })
}
