// Looking for files and folders of a function, without ever failing.
import { readFile } from 'node:fs/promises'

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
