// What counts as a function's code, and the hash that tells one deployment from the next.
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { callingSettings } from '@playground/protocol'
import ignore, { type Ignore } from 'ignore'

export type CodeFile = { path: string; bytes: number; mode: number; modifiedMs: number }

/** Never code: saved events, caches of builds, what tools and editors keep for themselves. */
const never = ['events', 'node_modules/.cache', '__pycache__', 'target', '*.log', '*.swp', '*~', '.*']
/** A folder with more files than this is looked at no further. */
const fileLimit = 5_000

/** Files of a folder that are code, by path; links are not followed. */
export async function codeFiles(folder: string): Promise<CodeFile[]> {
  const ignored = ignore().add(never)
  ignored.add(await readFile(join(folder, '.gitignore'), 'utf8').catch(() => ''))
  // Whoever builds it has git ignore it, and it is what runs.
  ignored.add('!/bootstrap')
  const files: CodeFile[] = []
  await walk(folder, '', ignored, files)
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Each file of a folder that is code by its path: whether it may be executed, and its contents, as one text. */
export type Prints = ReadonlyMap<string, string>

/** Of `function.json` what a deployment is made of: an alias that moves, or a URL's setting, leaves environments as they are. */
export async function printsOf(folder: string): Promise<Prints> {
  const prints = new Map<string, string>()
  for (const { path, mode } of await codeFiles(folder)) {
    const file = await readFile(join(folder, path)).catch(() => Buffer.alloc(0))
    const bytes = path === 'function.json' ? deployed(file) : file
    if (bytes === undefined) continue
    const contents = createHash('sha256').update(bytes).digest('base64')
    prints.set(path, `${(mode & 0o111) === 0 ? '-' : 'x'}${contents}`)
  }
  return prints
}

/** SHA-256 in base64 over code, and whatever else makes a deployment. Files of the first that are `without` count as none. */
export function hashOf(code: readonly Prints[], without: readonly string[] = [], more: readonly string[] = []): string {
  const hash = createHash('sha256')
  for (const [index, prints] of code.entries())
    for (const [path, print] of prints) if (index > 0 || !without.includes(path)) hash.update(`${path}\0${print}\0`)
  for (const one of more) hash.update(`\0${one}`)
  return hash.digest('base64')
}

/** The same over folders: the function's own, and its layers. */
export async function codeHashOf(folders: readonly string[], without: readonly string[] = []): Promise<string> {
  return hashOf(await Promise.all(folders.map(printsOf)), without)
}

/** Whether a change of this path, relative to the folder, can be a deployment. */
export function mayBeCode(path: string): boolean {
  return path !== '' && path.split(sep)[0] !== '..' && !ignore().add(never).ignores(path)
}

async function walk(folder: string, below: string, ignored: Ignore, files: CodeFile[]): Promise<void> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (files.length >= fileLimit || ignored.ignores(entry.isDirectory() ? `${path}/` : path)) continue
    if (entry.isDirectory()) await walk(folder, path, ignored, files)
    if (!entry.isFile()) continue
    const found = await stat(join(folder, path)).catch(() => undefined)
    if (found !== undefined) files.push({ path, bytes: found.size, mode: found.mode, modifiedMs: found.mtimeMs })
  }
}

/** Settings without how the function is called; undefined where nothing else is set. */
function deployed(file: Buffer): Buffer | undefined {
  try {
    const settings = JSON.parse(file.toString()) as unknown
    if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return file
    const kept = Object.entries(settings).filter(([name]) => !(name in callingSettings))
    return kept.length === 0 ? undefined : Buffer.from(JSON.stringify(Object.fromEntries(kept)))
  } catch {
    return file
  }
}
