// All files of a folder, whatever they are for; links are not followed.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** `leftOut`: names directly in the folder that are passed over. `path` is the whole one. */
export async function filesIn(
  folder: string,
  leftOut: ReadonlySet<string> = new Set(),
): Promise<{ path: string; bytes: number; mode: number; modifiedMs: number }[]> {
  const files = []
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name)
    if (leftOut.has(entry.name)) continue
    if (entry.isDirectory()) files.push(...(await filesIn(path)))
    const found = entry.isFile() ? await stat(path).catch(() => undefined) : undefined
    if (found !== undefined) files.push({ path, bytes: found.size, mode: found.mode, modifiedMs: found.mtimeMs })
  }
  return files
}
