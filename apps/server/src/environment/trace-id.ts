// The X-Ray trace header that every event carries: the caller's where it gave one, else a new one that is not sampled.
import { randomUUID } from 'node:crypto'

const root = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/

/** `given`: the caller's `X-Amzn-Trace-Id`; a Root that is not one is replaced (X-Ray guide, tracing header). */
export function traceIdFor(given: string | undefined, epochMs: number): string {
  const fields = new Map<string, string>()
  for (const part of given?.split(';') ?? []) {
    const at = part.indexOf('=')
    if (at > 0) fields.set(part.slice(0, at).trim(), part.slice(at + 1).trim())
  }
  const givenRoot = fields.get('Root')
  const own = givenRoot !== undefined && root.test(givenRoot)
  const parts = [
    `Root=${
      own
        ? givenRoot
        : `1-${Math.floor(epochMs / 1000)
            .toString(16)
            .padStart(8, '0')}-${hex(24)}`
    }`,
    `Parent=${own && /^[0-9a-f]{16}$/.test(fields.get('Parent') ?? '') ? fields.get('Parent') : hex(16)}`,
    `Sampled=${fields.get('Sampled') === '1' ? '1' : '0'}`,
  ]
  const lineage = fields.get('Lineage')
  if (own && lineage !== undefined) parts.push(`Lineage=${lineage}`)
  return parts.join(';')
}

/** So many random hexadecimal digits; the system is asked for many at a time. */
function hex(digits: number): string {
  return randomUUID().replaceAll('-', '').slice(-digits)
}
