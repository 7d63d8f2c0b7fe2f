// The sessions of a data directory: one for each start of the server, closed ones read-only.
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from '@playground/protocol'
import * as v from 'valibot'
import { Segments } from './segments.ts'

const sessionSchema = v.object({
  epoch: v.string(),
  startedAt: v.number(),
  version: v.string(),
  endedAt: v.optional(v.number()),
  entries: v.optional(v.number()),
  bytes: v.optional(v.number()),
  repaired: v.optional(v.boolean()),
})
/** `startedAt`, `endedAt`: epoch milliseconds; a session that is open has no end yet. */
export type Session = v.InferOutput<typeof sessionSchema>

/** Names of sessions sort by their start. */
export const epochPattern = /^\d{8}T\d{9}-[0-9a-f]{8}$/

export function newEpoch(nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replace(/[-:.Z]/g, '')
  return `${stamp}-${crypto.randomUUID().slice(0, 8)}`
}

export async function writeSession(sessionsFolder: string, session: Session): Promise<void> {
  const path = join(sessionsFolder, session.epoch, 'session.json')
  await writeFile(`${path}.new`, JSON.stringify(session), { mode: 0o600 })
  await rename(`${path}.new`, path)
}

/** All sessions, the newest first. */
export async function listSessions(sessionsFolder: string): Promise<Session[]> {
  const names = (await readdir(sessionsFolder))
    .filter((name) => epochPattern.test(name))
    .sort()
    .reverse()
  const found = await Promise.all(names.map((epoch) => readSession(sessionsFolder, epoch)))
  return found.filter((session) => session !== undefined)
}

export async function readSession(sessionsFolder: string, epoch: string): Promise<Session | undefined> {
  if (!epochPattern.test(epoch)) return undefined
  const text = await readFile(join(sessionsFolder, epoch, 'session.json'), 'utf8').catch(() => undefined)
  const read = text === undefined ? undefined : parse(sessionSchema, text)
  return read?.ok ? read.value : undefined
}

/** Closes what a server that was killed left open: a torn last line is cut, and the journal says so. */
export async function repairSessions(sessionsFolder: string, nowMs: number): Promise<void> {
  for (const session of await listSessions(sessionsFolder)) {
    if (session.endedAt !== undefined) continue
    const { segments, lastSeq, lostBytes } = await Segments.load(join(sessionsFolder, session.epoch), true)
    const entries = [
      { seq: lastSeq + 1, at: nowMs, of: {}, event: { type: 'journal.repaired', lostBytes } },
      { seq: lastSeq + 2, at: nowMs, of: {}, event: { type: 'session.ended', reason: 'the playground was killed' } },
    ]
    await segments.append(
      lastSeq + 1,
      entries.map((entry) => JSON.stringify(entry)),
    )
    await segments.close()
    await writeSession(sessionsFolder, {
      ...session,
      endedAt: nowMs,
      entries: lastSeq + 2,
      bytes: segments.bytes,
      repaired: true,
    })
  }
}
