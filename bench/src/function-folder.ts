// Makes the folder of a function for the Node.js runtime that ships, with as many extensions as a measurement needs.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type FunctionFolder = { folder: string; remove: () => void }

const extensionProgram = join(import.meta.dirname, 'programs', 'extension.mjs')

/** `handler`: source of the module. `extensions`: for each, by its name, the words that `programs/extension.mjs` is given. */
export function functionFolder(
  name: string,
  handler: string,
  settings: Record<string, unknown> = {},
  extensions: Record<string, string[]> = {},
): FunctionFolder {
  const place = mkdtempSync(join(tmpdir(), 'playground-bench-'))
  const folder = join(place, name)
  mkdirSync(join(folder, 'extensions'), { recursive: true })
  writeFileSync(join(folder, 'function.json'), JSON.stringify({ timeout: 60, memory: 2048, ...settings }))
  writeFileSync(join(folder, 'index.mjs'), handler)
  for (const [extension, words] of Object.entries(extensions)) {
    const file = join(folder, 'extensions', extension)
    const command = [process.execPath, extensionProgram, extension, ...words].map((word) => `'${word}'`).join(' ')
    writeFileSync(file, `#!/bin/sh\nexec ${command}\n`)
    chmodSync(file, 0o755)
  }
  return { folder, remove: () => rmSync(place, { recursive: true, force: true }) }
}
