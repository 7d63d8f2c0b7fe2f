// Looking for files and folders of a function, without ever failing.
import { readdir, readFile, stat } from 'node:fs/promises'

export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/** Names in a folder, sorted; none where there is no folder. */
export async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort()
}

/** Undefined where there is none. */
export async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined)
}

/** The first for which there is something. */
export async function first<From, To>(
  from: readonly From[],
  look: (one: From) => Promise<To | undefined>,
): Promise<To | undefined> {
  for (const one of from) {
    const found = await look(one)
    if (found !== undefined) return found
  }
  return undefined
}
