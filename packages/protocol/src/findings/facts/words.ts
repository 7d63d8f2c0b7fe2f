// Figures and quotations as findings word them.
import { messageOf } from '../../model/log-line.ts'
import { attemptOf } from '../../ids.ts'
import type { Life } from './facts.ts'

/** `840 ms`, `2.35 s` */
export function inTime(ms: number): string {
  // What would be 1000 ms is a second.
  return ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`
}

/** `512 bytes`, `5.72 MiB (6,000,000 bytes)` */
export function inBytes(bytes: number): string {
  if (bytes < 1024 * 1024) return `${bytes.toLocaleString('en')} bytes`
  return `${(bytes / 1024 / 1024).toFixed(2)} MiB (${bytes.toLocaleString('en')} bytes)`
}

/** `9.5 MB`, `112 MB` */
export function inMegabytes(mb: number): string {
  return `${mb < 10 ? mb.toFixed(1) : Math.round(mb)} MB`
}

/** `83 %` */
export function inPercent(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)} %`
}

/** `with status 1`, `by signal SIGSEGV` */
export function inHow({ code, signal }: { code: number | null; signal: string | null }): string {
  return signal === null ? `with status ${code}` : `by signal ${signal}`
}

/** `8476a536-…-b6b4`, and from the second on which attempt at it */
export function inId(invocation: string): string {
  const { requestId, attempt } = attemptOf(invocation)
  return attempt === 1 ? requestId : `${requestId} (attempt ${attempt})`
}

/** Cut to one line of at most so many characters, in quotes. */
export function quoted(text: string, most = 60): string {
  const [line = ''] = text.slice(0, most + 1).split('\n', 1)
  return `“${line.length > most ? `${line.slice(0, most - 1)}…` : line}”`
}

/** `GET next`, `“loading”` */
export function inSign(sign: NonNullable<Life['sign']>): string {
  return 'line' in sign ? quoted(messageOf(sign.line)) : `${sign.call.method} ${sign.call.endpoint}`
}
