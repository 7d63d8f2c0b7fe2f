// A subscriber that is slower than what is printed: what the server keeps of it is bounded, and nothing is lost untold.
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { functionFolder } from './function-folder.ts'
import { residentMb } from './memory-of.ts'
import { tellingPlayground } from './program.ts'
import type { Row } from './row.ts'

/** A hundred thousand a minute, for so long. */
const perMinute = 100_000
const forMs = 20_000
const answerMs = 400
const lineCharacters = 1000
/** What fills the journal's window in memory beforehand: it is bounded by itself, and would be taken for growth. */
const linesBefore = 60_000
/** What may come on top, MB: four batches for the subscriber, and what waits for the disk. */
const growthMb = 16

const handler = `
import { setTimeout } from 'node:timers/promises'
const line = 'x'.repeat(${lineCharacters})
export async function handler({ lines, perMinute }) {
  const from = performance.now()
  for (let printed = 0; printed < lines; ) {
    const due = Math.min(lines, ((performance.now() - from) * perMinute) / 60_000)
    let taken = Promise.resolve()
    for (; printed < due; printed += 1) taken = new Promise((resolve) => process.stdout.write(line + '\\n', resolve))
    await taken
    await setTimeout(20)
  }
  return (lines * 60_000) / (performance.now() - from)
}
`

export async function slowSubscriber(): Promise<Row[]> {
  const name = '100,000 telemetry events a minute to a slow subscriber'
  if (process.platform !== 'linux')
    return [{ name, value: 'skipped', spread: 'memory is read on Linux', goal: '', met: undefined }]
  const countFile = join(tmpdir(), `playground-bench-${process.pid}.count`)
  const { folder, remove } = functionFolder(
    'noisy',
    handler,
    { concurrency: 1, timeout: 300, freeze: false, framedLogs: false },
    { subscriber: ['telemetry', 'function', String(answerMs), countFile] },
  )
  const host = await tellingPlayground(folder)
  const pid = host.child.pid!
  await host.call('noisy', { lines: linesBefore, perMinute: 600_000 })
  const before = { heapMb: await host.heapMb(), residentMb: residentMb(pid) }
  const lines = Math.round((perMinute * forMs) / 60_000)
  let highestMb = 0
  const watch = setInterval(() => (highestMb = Math.max(highestMb, residentMb(pid))), 250)
  const called = host.call('noisy', { lines, perMinute })
  await new Promise((resolve) => setTimeout(resolve, forMs / 2))
  const during = await host.heapMb()
  const rate = (await called) as number
  clearInterval(watch)
  const received = await settled(countFile)
  const after = { heapMb: await host.heapMb(), residentMb: residentMb(pid) }
  const dropped = await host.entries('"type":"telemetry.dropped"')
  const delivered = (await host.entries('"type":"telemetry.delivered"')).filter(({ event }) => event['status'] === 200)
  await host.end()
  remove()
  rmSync(countFile, { force: true })

  const sum = (entries: typeof dropped) => entries.reduce((total, { event }) => total + Number(event['events']), 0)
  const produced = linesBefore + lines
  const lost = produced - received - sum(dropped)
  const grownMb = Math.max(during, after.heapMb) - before.heapMb
  return [
    {
      name,
      value: `${Math.round(rate).toLocaleString('en')} a minute`,
      spread: `${received.toLocaleString('en')} received of ${produced.toLocaleString('en')}`,
      goal: `at least ${(perMinute * 0.95).toLocaleString('en')}`,
      met: rate >= perMinute * 0.95,
    },
    {
      name: 'events neither received nor told as dropped',
      value: String(lost),
      spread: `${sum(dropped).toLocaleString('en')} dropped, told in ${dropped.length} entries; ${sum(delivered).toLocaleString('en')} delivered by the journal`,
      goal: '0',
      met: lost === 0 && dropped.length > 0 && sum(delivered) === received,
    },
    {
      name: 'heap of the server grown meanwhile',
      value: `${grownMb.toFixed(1)} MB`,
      spread: `${before.heapMb.toFixed(0)} before, ${during.toFixed(0)} during, ${after.heapMb.toFixed(0)} after; resident ${before.residentMb.toFixed(0)}, at most ${highestMb.toFixed(0)}, ${after.residentMb.toFixed(0)} MB`,
      goal: `at most ${growthMb} MB`,
      met: grownMb <= growthMb,
    },
  ]
}

/** How many events the subscriber has received, once no batch came for a while. */
async function settled(countFile: string): Promise<number> {
  for (let before = -1; ;) {
    await new Promise((resolve) => setTimeout(resolve, 5 * answerMs + 2000))
    const now = readFileSync(countFile, 'utf8')
      .split('\n')
      .reduce((total, line) => total + Number(line), 0)
    if (now === before) return now
    before = now
  }
}
