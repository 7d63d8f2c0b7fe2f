// How long a second start takes over an empty Node.js, and how much a browser has to load first.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { playground } from './program.ts'
import { ratio, type Row } from './row.ts'

export async function startUp(): Promise<Row[]> {
  const pairs: [number, number][] = []
  for (let round = 0; round < 5; round += 1) {
    const from = performance.now()
    const host = await playground()
    const ours = performance.now() - from
    await host.end()
    const empty = performance.now()
    spawnSync(process.execPath, ['-e', '0'])
    pairs.push([ours, performance.now() - empty])
  }
  const slowest = Math.max(...pairs.map(([ours]) => ours))
  const dist = join(import.meta.dirname, '..', '..', 'apps', 'web', 'dist')
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const first = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path!)
  const code =
    [html, ...first.map((path) => readFileSync(join(dist, path)))].reduce(
      (sum, part) => sum + gzipSync(part).length,
      0,
    ) / 1000
  const fonts =
    readdirSync(join(dist, 'assets'))
      .filter((name) => /(inter|jetbrains-mono)-latin-wght/.test(name))
      .reduce((sum, name) => sum + readFileSync(join(dist, 'assets', name)).length, 0) / 1000
  return [
    ratio('second start over an empty Node.js', pairs, undefined),
    {
      name: 'second start, slowest',
      value: `${(slowest / 1000).toFixed(2)} s`,
      spread: '',
      goal: 'at most 2 s',
      met: slowest <= 2000,
    },
    {
      name: 'first load, code and styles, gzip',
      value: `${code.toFixed(0)} kB`,
      spread: `and ${fonts.toFixed(0)} kB of fonts`,
      goal: 'at most 150 kB',
      met: code <= 150,
    },
  ]
}
