// How each view keeps up with a long session: switching to it, scrolling and zooming it, and going through time in it.
import type { CDPSession, Page } from '@playwright/test'
import { fill, measured, openBrowser, openPage, openWhole, skipped, type Frames } from './page-frames.ts'
import { playground, type Playground } from './program.ts'
import type { Row } from './row.ts'

const exchanges = 100_000
/** Some eight to an exchange. */
const entriesOfLong = 1_000_000
const all = ['Sequence', 'Timeline', 'States', 'Environments', 'Findings'] as const
const measureMs = 2500
/** What the main thread may spend on a frame, milliseconds. */
const budgetMs = 16.7
/** No frame of time travel may take longer, milliseconds. */
const longestMs = 50

export async function views(): Promise<Row[]> {
  const browser = await openBrowser()
  if (browser === undefined) return skipped('views')
  const host = await playground()
  const endRuntimes = await fill(host, exchanges)
  try {
    const { page, cdp } = await openPage(browser)
    await openWhole(page, host)
    const rows: Row[] = []
    for (const view of all) rows.push(...(await viewRows(page, cdp, view)))
    return rows
  } finally {
    await browser.close()
    await endRuntimes()
    await host.end()
  }
}

/** Going to any moment of a session that the page holds the end of alone: all before it comes from the server. */
export async function longSession(): Promise<Row[]> {
  const browser = await openBrowser()
  if (browser === undefined) return skipped('long-session')
  const host = await playground()
  try {
    for (let seq = 0; seq < entriesOfLong; seq = await lastSeq(host)) {
      const endRuntimes = await fill(host, (entriesOfLong - seq) / 8)
      await endRuntimes()
    }
    const { page, cdp } = await openPage(browser)
    await page.goto(`http://127.0.0.1:${host.port}/?function=bench`)
    await page.getByRole('slider', { name: 'Moment of the session' }).waitFor()
    // The editor and other parts that are loaded ahead are there by then; the rules go on in their worker.
    await page.waitForTimeout(15_000)
    const scrubbed = await measured(page, cdp, () => scrub(page))
    return [
      row(
        `longest frame, ms, while going to any moment of ${(await lastSeq(host)).toLocaleString('en')} entries`,
        scrubbed.longest,
        spreadOf(scrubbed),
        longestMs,
      ),
    ]
  } finally {
    await browser.close()
    await host.end()
  }
}

async function viewRows(page: Page, cdp: CDPSession, view: (typeof all)[number]): Promise<Row[]> {
  const other = view === 'Sequence' ? 'Timeline' : 'Sequence'
  const tab = (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) })
  // Once beforehand: what is loaded with the first visit is not what is measured.
  await tab(view).click()
  await page.waitForTimeout(1500)
  await tab(other).click()
  await page.waitForTimeout(500)
  const switched = await measured(page, cdp, async () => {
    await tab(view).click()
    await page.waitForTimeout(700)
  })
  const scrolled = await measured(page, cdp, () => wheel(page, 0))
  const zoomed = view === 'Timeline' ? await measured(page, cdp, () => wheel(page, 1)) : undefined
  const scrubbed = await measured(page, cdp, () => scrub(page))
  await page.keyboard.press('End')
  const of = (what: string, frames: Frames) =>
    row(`${view}: main thread per frame, ms, ${what}`, frames.mainMsPerFrame, spreadOf(frames), budgetMs)
  return [
    row(`${view}: longest frame, ms, when it is switched to`, switched.longest, spreadOf(switched), longestMs),
    of('scrolling', scrolled),
    ...(zoomed === undefined ? [] : [of('zooming', zoomed)]),
    of('going through time', scrubbed),
  ]
}

/** Turns the wheel over the view, frame by frame, up and down. */
async function wheel(page: Page, zoom: 0 | 1): Promise<void> {
  const box = (await page.locator('.views-bar').boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + 250)
  if (zoom === 1) await page.keyboard.down('Control')
  const until = performance.now() + measureMs
  for (let turn = 0; performance.now() < until; turn += 1) await page.mouse.wheel(0, turn % 40 < 20 ? 190 : -190)
  if (zoom === 1) await page.keyboard.up('Control')
}

/** Drags along the strip of the session, to and fro. */
async function scrub(page: Page): Promise<void> {
  const { x, y, width, height } = (await page.getByRole('slider', { name: 'Moment of the session' }).boundingBox())!
  const to = (share: number) => page.mouse.move(x + 4 + share * (width - 8), y + height / 2)
  await to(0.9)
  await page.mouse.down()
  const until = performance.now() + measureMs * 2
  for (let turn = 0; performance.now() < until; turn += 1) await to(0.5 + 0.45 * Math.sin(turn / 9))
  await page.mouse.up()
}

async function lastSeq(host: Playground): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${host.port}/api/sessions`)
  const { current, sessions } = (await answer.json()) as {
    current: string
    sessions: { epoch: string; entries?: number }[]
  }
  return sessions.find(({ epoch }) => epoch === current)?.entries ?? 0
}

function spreadOf({ p95, longest }: Frames): string {
  return `frames: p95 ${p95.toFixed(1)}, longest ${longest.toFixed(0)} ms`
}

function row(name: string, value: number, spread: string, goal: number): Row {
  return { name, value: value.toFixed(1), spread, goal: `at most ${goal}`, met: value <= goal }
}
