// The package as a user has it: packed by npm, and unpacked into a folder of its own.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

export type Packed = { bytes: number; start: string; remove: () => void }

export function packed(): Packed {
  const place = mkdtempSync(join(tmpdir(), 'playground-bench-package-'))
  const name = execFileSync('npm', ['pack', '--silent', '--pack-destination', place], { cwd: root, encoding: 'utf8' })
  const archive = join(place, name.trim().split('\n').at(-1)!)
  execFileSync('tar', ['-xzf', archive, '-C', place])
  return {
    bytes: statSync(archive).size,
    start: join(place, 'package', 'scripts', 'start.mjs'),
    remove: () => rmSync(place, { recursive: true, force: true }),
  }
}
