// What facts say in words: durations, sizes, and what an exchange carried.
import type { Body, Heads } from '../../exchange.ts'
import { bodyPreviewLimit } from '../../limits.ts'
import type { ExchangeFact } from './facts.ts'

/** `840 ms`, `2.35 s` */
export function inTime(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`
}

/** `512 bytes`, `5.72 MiB` */
export function inBytes(bytes: number): string {
  if (bytes < 1024 * 1024) return `${bytes.toLocaleString('en')} bytes`
  return `${(bytes / 1024 / 1024).toFixed(2)} MiB (${bytes.toLocaleString('en')} bytes)`
}

export function inMegabytes(mb: number): string {
  return `${mb < 10 ? mb.toFixed(1) : Math.round(mb)} MB`
}

/** `once`, `3 times` */
export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

/** A head's value, whatever the case of its name; undefined where it is absent. */
export function headOf(heads: Heads, name: string): string | undefined {
  return heads.find(([given]) => given.length === name.length && given.toLowerCase() === name)?.[1]
}

/** The text of a body, where an entry carries all of it. */
export function wholeText(body: Body | undefined): string | undefined {
  if (body === undefined || body.base64 === true || body.bytes > bodyPreviewLimit) return undefined
  return body.bytes > 0 && body.preview === '' ? undefined : body.preview
}

/** A shell calls by one program a call: each has a connection of its own, whatever the script does. */
export function callsByProgram({ heads }: ExchangeFact): boolean {
  return /^(?:curl|wget)\b/i.test(headOf(heads, 'user-agent') ?? '')
}

/** Cut to one line of at most so many characters, in quotes. */
export function quoted(text: string, most = 60): string {
  const line = text.split('\n', 1)[0]!
  return `“${line.length > most ? `${line.slice(0, most - 1)}…` : line}”`
}
