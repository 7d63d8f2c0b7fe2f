// What the recorder keeps in memory after many exchanges: a window of a fixed size, whatever their number.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Row } from './row.ts'

const script = join(import.meta.dirname, 'programs', 'record-many.mjs')
const tsx = join(import.meta.dirname, '..', '..', 'node_modules', 'tsx', 'dist', 'loader.mjs')

export function memory(): Promise<Row[]> {
  const rows = [100_000, 1_000_000].map((exchanges): Row => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--expose-gc', '--import', tsx, script, String(exchanges)],
      { encoding: 'utf8', timeout: 240_000 },
    )
    if (status !== 0) throw new Error(stderr)
    const { windowMb, grownMb } = JSON.parse(stdout) as { windowMb: number; grownMb: number }
    return {
      name: `window in memory after ${exchanges.toLocaleString('en')} exchanges`,
      value: `${windowMb.toFixed(0)} MB`,
      spread: `heap grown by ${grownMb.toFixed(0)} MB`,
      goal: 'at most 64 MB',
      met: windowMb <= 64,
    }
  })
  return Promise.resolve(rows)
}
