// Stamps tell what was installed or built from what, so that nothing is done twice.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

const skipped = new Set(['node_modules', 'dist', 'test-results', '.vite'])

/** A hash over the contents of files and of all files below folders, given relative to the repository. */
export function hashOf(...paths) {
  const hash = createHash('sha256')
  for (const path of paths) addTo(hash, path)
  return hash.digest('hex')
}

function addTo(hash, path) {
  const full = join(root, path)
  const found = statSync(full, { throwIfNoEntry: false })
  if (found === undefined) return
  if (found.isFile()) {
    hash.update(`${path}\0${found.size}\0`).update(readFileSync(full))
    return
  }
  for (const name of readdirSync(full).sort()) if (!skipped.has(name)) addTo(hash, `${path}/${name}`)
}

export function stampIs(name, value) {
  try {
    return readFileSync(join(root, '.stamps', name), 'utf8') === value
  } catch {
    return false
  }
}

export function setStamp(name, value) {
  mkdirSync(join(root, '.stamps'), { recursive: true })
  writeFileSync(join(root, '.stamps', name), value)
}
