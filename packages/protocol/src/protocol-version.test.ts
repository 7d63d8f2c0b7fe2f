import { expect, it } from 'vitest'
import { downSchema } from './down.ts'
import { entrySchema } from './journal.ts'
import { oldestServedVersion, protocolHistory, protocolVersion } from './protocol-version.ts'
import { upSchema } from './up.ts'

/** The wire's form at each version: a change of a schema changes the last one. */
const fingerprints: Record<number, string> = {
  1: '8aa4b6bd',
  2: 'fe6197fb',
  3: 'f108d5b5',
  4: '87defb52',
  5: '454a791c',
  6: 'b9923514',
}

/** What a schema says, without its functions. */
function shape(schema: unknown): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key.startsWith('~') || typeof value === 'function' ? undefined : value instanceof RegExp ? String(value) : value,
    ),
  )
}

/** FNV-1a of 32 bits, in hexadecimal: enough to see that a text has changed. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (const character of text) value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193) >>> 0
  return value.toString(16).padStart(8, '0')
}

it('changes its version when the wire changes', () => {
  const text = JSON.stringify([shape(upSchema), shape(downSchema), shape(entrySchema)])
  const fingerprint = hash(text)
  expect(
    fingerprint,
    `The messages or entries have changed. Raise protocolVersion, write a line of history, and add the fingerprint ${fingerprint} for the new version here. A change that old pages survive may keep oldestServedVersion.`,
  ).toBe(fingerprints[protocolVersion])
})

it('has a line of history for each version, and serves no version before the first', () => {
  expect(Object.keys(protocolHistory).map(Number)).toEqual(
    Array.from({ length: protocolVersion }, (_, index) => index + 1),
  )
  expect(oldestServedVersion).toBeGreaterThanOrEqual(1)
  expect(oldestServedVersion).toBeLessThanOrEqual(protocolVersion)
})
