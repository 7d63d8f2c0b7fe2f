// Figures as the page writes them.
import { latestVersion, versionOfEnvironment } from '@playground/protocol'

export function duration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`
  if (ms < 10_000) return `${thousands(Math.round(ms))} ms`
  if (ms < 120_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.round(ms / 60_000)} min`
}

/** Below a million, which is all that is asked of it; `toLocaleString` takes its time. */
function thousands(count: number): string {
  return count < 1000 ? String(count) : `${Math.floor(count / 1000)},${String(count % 1000).padStart(3, '0')}`
}

/** A span that is still growing, for text that changes once a second. */
export function elapsed(ms: number): string {
  if (ms < 60_000) return `${Math.max(0, Math.floor(ms / 1000))} s`
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`
  return `${Math.floor(ms / 3_600_000)} h ${Math.floor((ms % 3_600_000) / 60_000)} min`
}

/** `in 43 s`; `now` once it is due. */
export function dueWord(dueAt: number, now: number): string {
  return dueAt <= now ? 'now' : `in ${elapsed(dueAt - now + 999)}`
}

export function bytes(count: number): string {
  if (count < 1024) return `${count} B`
  if (count < 1024 * 1024) return `${(count / 1024).toFixed(1)} kB`
  return `${(count / 1024 / 1024).toFixed(2)} MB`
}

/** `40 pieces · 1.20 MB` */
export function piecesWord({ count, bytes: size }: { count: number; bytes: number }): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'piece' : 'pieces'} · ${bytes(size)}`
}

/** Seconds since a start, to the millisecond as long as the column holds it. */
export function since(at: number, start: number): string {
  const seconds = (at - start) / 1000
  return seconds.toFixed(seconds < 10_000 ? 3 : seconds < 1_000_000 ? 1 : 0)
}

/** `environment 2`, or the instance of one that attached itself. */
export function environmentWord(name: string): string {
  const [, number, instance] = environmentParts(name)
  if (instance !== undefined) return `attached ${instance}`
  const version = versionOfEnvironment(name)
  return `environment ${number ?? name}${version === latestVersion ? '' : ` · version ${version}`}`
}

/** `E2`, where there is little room. */
export function environmentMark(name: string): string {
  const [, number, instance] = environmentParts(name)
  return instance === undefined ? `E${number ?? '?'}` : instance.slice(0, 4)
}

function environmentParts(name: string): readonly (string | undefined)[] {
  return /(?:\/(\d+)|@(.+))$/.exec(name) ?? []
}

/** Enough of a request id to tell it from others: its head and its tail. `name`: that of an attempt, too. */
export function shortId(name: string): string {
  const [id = name] = name.split('/')
  return id.length > 16 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id
}

/** The time on the clock, to the millisecond. */
export function clockTime(at: number): string {
  const time = new Date(Math.round(at))
  const two = (count: number) => String(count).padStart(2, '0')
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, '0')}`
}

/** The time of day in UTC, to the nearest millisecond. */
export function utc(at: number): string {
  return `${new Date(Math.round(at)).toISOString().slice(11, 23)} UTC`
}

/** The time since the row before. */
export function sinceBefore(ms: number): string {
  if (ms < 0.05) return '+0'
  if (ms < 1000) return `+${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`
  return `+${(ms / 1000).toFixed(ms < 100_000 ? 2 : 0)} s`
}

/** Prices of the list for x86 in us-east-1, US dollars (AWS Lambda pricing): a GB for a second, and a request. */
const gbSecond = 0.0000166667
const oneRequest = 0.0000002

/** What a million invocations like this one would cost, US dollars. */
export function costOfMillion(billedMs: number, memoryMb: number): number {
  return ((billedMs / 1000) * (memoryMb / 1024) * gbSecond + oneRequest) * 1_000_000
}

export function dollars(amount: number): string {
  return `$${amount < 100 ? amount.toFixed(2) : Math.round(amount).toLocaleString('en')}`
}
