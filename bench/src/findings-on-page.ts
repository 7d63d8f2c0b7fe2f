// How long the page's rules take for a session with very many exchanges, and what that costs the page's own thread.
import type { Browser } from '@playwright/test'
import { fill, openBrowser, skipped } from './page-frames.ts'
import { playground } from './program.ts'
import type { Row } from './row.ts'

const exchanges = 100_000

export async function findingsOnPage(): Promise<Row[]> {
  const opened = await openBrowser()
  if (opened === undefined) return skipped('findings on the page')
  const host = await playground()
  const endRuntimes = await fill(host, exchanges)
  try {
    const address = `http://127.0.0.1:${host.port}/?function=bench&view=findings`
    const without = await look(opened, address, false)
    const looked = await look(opened, address, true)
    const row = (name: string, value: string, spread: string): Row => ({
      name,
      value,
      spread,
      goal: '',
      met: undefined,
    })
    return [
      row('rules on the page, s until they are through 100,000 exchanges', looked.seconds.toFixed(1), looked.said),
      row(
        'longest task of the page’s thread from its opening until then, over one without rules',
        (looked.longestMs / without.longestMs).toFixed(2),
        `${looked.longestMs.toFixed(0)} and ${without.longestMs.toFixed(0)} ms`,
      ),
      row(
        'work of the page’s thread in tasks over 50 ms, over one without rules',
        (looked.longMs / without.longMs).toFixed(2),
        `${looked.longMs.toFixed(0)} and ${without.longMs.toFixed(0)} ms`,
      ),
    ]
  } finally {
    await opened.close()
    await endRuntimes()
    await host.end()
  }
}

type Looked = { seconds: number; longestMs: number; longMs: number; said: string }

/** Opening is over by then, where there are no rules, milliseconds. */
const openingMs = 20_000

/** Opens the page, with its rules until they are through, or without. */
async function look(opened: Browser, address: string, withRules: boolean): Promise<Looked> {
  const context = await opened.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(observeTasks)
  if (!withRules) await page.route(/rules-worker/, (route) => route.abort())
  const from = performance.now()
  await page.goto(address)
  if (!withRules) await page.waitForTimeout(openingMs)
  else await page.getByText(/^\d+ rules · [\d,]{7,} entries$/).waitFor({ timeout: 600_000 })
  const seconds = (performance.now() - from) / 1000
  const tasks = JSON.parse(await page.evaluate('JSON.stringify(globalThis.tasks)')) as number[]
  const said = withRules ? await page.locator('.findings .progress').innerText() : ''
  await context.close()
  return {
    seconds,
    longestMs: Math.max(50, ...tasks),
    longMs: Math.max(
      50,
      tasks.reduce((sum, ms) => sum + ms, 0),
    ),
    said,
  }
}

// What runs in the page is text: a function would bring along what the compiler adds to it.
const observeTasks = `{
  globalThis.tasks = []
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.tasks.push(duration)
  }).observe({ type: 'longtask', buffered: true })
}`
