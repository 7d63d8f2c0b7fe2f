// Counts the frames of a page, and what its main thread spends on them.
import { existsSync } from 'node:fs'
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test'
import { program, type Playground } from './program.ts'
import { quantile, type Row } from './row.ts'

const places = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Milliseconds: the time between two frames, 95 of 100 and the longest; and what the main thread was busy per frame. */
export type Frames = { p95: number; longest: number; mainMsPerFrame: number }

/** What a measurement says where there is no browser. */
export const skipped = (name: string): Row[] => [
  { name, value: 'skipped', spread: 'there is no Chromium', goal: '', met: undefined },
]

/** Undefined where there is no Chromium. */
export async function openBrowser(): Promise<Browser | undefined> {
  const executablePath = places.find((path) => path !== undefined && existsSync(path))
  if (executablePath === undefined) return undefined
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']
  return chromium.launch({ executablePath, args })
}

export async function openPage(browser: Browser): Promise<{ page: Page; cdp: CDPSession }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  return { page, cdp }
}

export async function measured(page: Page, cdp: CDPSession, work: () => Promise<unknown>): Promise<Frames> {
  const busy = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000
  }
  await page.evaluate(countFrames)
  const before = await busy()
  await work()
  const spent = (await busy()) - before
  const deltas = (JSON.parse(await page.evaluate('JSON.stringify(globalThis.deltas)')) as number[]).slice(2)
  return { p95: quantile(deltas, 0.95), longest: Math.max(...deltas), mainMsPerFrame: spent / (deltas.length + 2) }
}

// What runs in the page is text: a function would bring along what the compiler adds to it.
const countFrames = `{
  globalThis.deltas = []
  globalThis.counting = (globalThis.counting ?? 0) + 1
  const run = globalThis.counting
  let last = performance.now()
  requestAnimationFrame(function tick(now) {
    if (run !== globalThis.counting) return
    globalThis.deltas.push(now - last)
    last = now
    requestAnimationFrame(tick)
  })
}`

/** Calls a function of that many attached runtimes until so many exchanges were made; returns how to end the runtimes. */
export async function fill(host: Playground, exchanges: number): Promise<() => Promise<void>> {
  const runtime = program(
    'runtime.mjs',
    Array.from({ length: 8 }, (_, index) => `${host.attach}/bench/${index + 1}`).join(','),
  )
  await runtime.said(/looping/)
  for (let made = 0; made < exchanges;) {
    const [, text] = await program('caller.mjs', callsOf(host), '8', '5000').said(/result (.*)\n/)
    made += 3 * (JSON.parse(text!) as { count: number }).count
  }
  return () => runtime.end()
}

export function callsOf(host: Playground): string {
  return `http://127.0.0.1:${host.port}/2015-03-31/functions/bench/invocations`
}

/** Reads the whole session into the page, and waits until it has. */
export async function openWhole(page: Page, host: Playground, query = ''): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${host.port}/api/sessions`)
  const { current } = (await answer.json()) as { current: string }
  await page.goto(`http://127.0.0.1:${host.port}/?function=bench&session=${current}&whole${query}`)
  await page.getByText(/^Recorded session/).waitFor()
  await page.getByText(/reading,/).waitFor({ state: 'detached', timeout: 300_000 })
}
