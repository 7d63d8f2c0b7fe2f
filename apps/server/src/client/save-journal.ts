// Keeps a session of a playground in a file: its entries, one a line, as the playground itself keeps them.
import { open } from 'node:fs/promises'
import type { Connection } from './connection.ts'

const chunk = 5000

/** All entries of the session that is under way, in pieces. */
export async function* journalLines(connection: Connection): AsyncGenerator<string[]> {
  for (let after = 0; ;) {
    const text = await connection.read(`/api/journal?after=${after}&limit=${chunk}`)
    const lines = text.split('\n').filter((line) => line !== '')
    if (lines.length === 0) return
    yield lines
    after = (JSON.parse(lines.at(-1)!) as { seq: number }).seq
  }
}

/** Rejects with Node.js's error where the file cannot be written. */
export async function saveJournal(connection: Connection, file: string): Promise<void> {
  const handle = await open(file, 'w', 0o600)
  try {
    for await (const lines of journalLines(connection)) await handle.write(lines.map((line) => `${line}\n`).join(''))
  } finally {
    await handle.close()
  }
}
