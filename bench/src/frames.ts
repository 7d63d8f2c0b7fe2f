// How the page keeps up: frames while it scrolls through many exchanges, and while many arrive, beside bare SVG rows.
import { existsSync } from 'node:fs'
import { chromium, type CDPSession, type Page } from '@playwright/test'
import { cpuMs, playground, program } from './program.ts'
import { median, type Row } from './row.ts'
import { timelineFrames, viewFrames, type Frames } from './view-frames.ts'

const exchanges = 100_000
const measureMs = 4000
/** What arrives while the frames are counted, and how many rows an invocation has that prints nothing. */
const rowsPerSecond = 2000
const rowsOfInvocation = 6
const browsers = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

export async function frames(): Promise<Row[]> {
  const executablePath = browsers.find((path) => path !== undefined && existsSync(path))
  if (executablePath === undefined)
    return [{ name: 'frames', value: 'skipped', spread: 'there is no Chromium', goal: '', met: undefined }]
  const host = await playground()
  const runtime = program(
    'runtime.mjs',
    Array.from({ length: 8 }, (_, index) => `${host.attach}/bench/${index + 1}`).join(','),
  )
  await runtime.said(/looping/)
  const url = `http://127.0.0.1:${host.port}/2015-03-31/functions/bench/invocations`
  for (let made = 0; made < exchanges;) {
    const [, text] = await program('caller.mjs', url, '8', '5000').said(/result (.*)\n/)
    made += 3 * (JSON.parse(text!) as { count: number }).count
  }
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable')
    await page.setContent(bareRows)
    const baseline = await scrolling(page, cdp, '#rows')
    const opened = await opening(page, `http://127.0.0.1:${host.port}/?function=bench`)

    const { current } = (await (await fetch(`http://127.0.0.1:${host.port}/api/sessions`)).json()) as {
      current: string
    }
    await page.goto(`http://127.0.0.1:${host.port}/?function=bench&session=${current}&whole`)
    let before = -1
    for (let rows = 0; rows !== before || rows === 0;) {
      before = rows
      await page.waitForTimeout(3000)
      rows = await page.evaluate(() => Number(document.querySelector('[role=treegrid]')?.getAttribute('aria-rowcount')))
    }
    const heap = await heapMb(cdp)
    const scrolled = await scrolling(page, cdp, '[role=treegrid]')
    await page.getByRole('tab', { name: 'Timeline' }).click()
    await page.getByRole('application', { name: 'Tracks of the environments' }).waitFor()
    const timeline = await timelineFrames(page, cdp, measureMs)

    await page.goto(`http://127.0.0.1:${host.port}/?function=bench`)
    await page.waitForTimeout(2000)
    const cpuBefore = await cpuMs(host.child.pid!)
    const caller = program('caller.mjs', url, '8', String(measureMs + 1000), String(rowsPerSecond / rowsOfInvocation))
    const arriving = await viewFrames(page, cdp, () => page.waitForTimeout(measureMs))
    const [, text] = await caller.said(/result (.*)\n/)
    const { count, perSecond } = JSON.parse(text!) as { count: number; perSecond: number }
    const cpu = ((await cpuMs(host.child.pid!)) - cpuBefore) / count
    const row = (name: string, value: number, spread: string, goal?: number): Row => ({
      name,
      value: value.toFixed(2),
      spread,
      goal: goal === undefined ? '' : `at most ${goal}`,
      met: goal === undefined ? undefined : value <= goal,
    })
    return [
      row(
        'frame, p95 ms, while scrolling 100,000 exchanges',
        scrolled.p95,
        `bare rows ${baseline.p95.toFixed(1)}`,
        16.7,
      ),
      row(
        'main thread per frame while scrolling, over bare SVG rows',
        scrolled.mainMsPerFrame / baseline.mainMsPerFrame,
        `${scrolled.mainMsPerFrame.toFixed(1)} and ${baseline.mainMsPerFrame.toFixed(1)} ms`,
        1.3,
      ),
      row(
        'frame, p95 ms, while zooming and panning the timeline of 100,000 exchanges',
        timeline.p95,
        `main thread ${timeline.mainMsPerFrame.toFixed(1)} ms`,
        17,
      ),
      row(
        'frame, p95 ms, while 2,000 rows a second arrive',
        arriving.p95,
        `${Math.round(perSecond * rowsOfInvocation)} rows/s`,
        17,
      ),
      row(
        'main thread per frame while 2,000 rows a second arrive, over bare SVG rows that scroll',
        arriving.mainMsPerFrame / baseline.mainMsPerFrame,
        `${arriving.mainMsPerFrame.toFixed(1)} and ${baseline.mainMsPerFrame.toFixed(1)} ms`,
        1.3,
      ),
      row(
        'opening until an invocation is drawn, over an empty document',
        median(opened.map(([ours, empty]) => ours / empty)),
        `${median(opened.map(([ours]) => ours)).toFixed(0)} and ${median(opened.map(([, empty]) => empty)).toFixed(0)} ms`,
      ),
      row('heap of the page, MB, with 100,000 exchanges: an hour at 28 a second', heap, '', 300),
      row('server CPU ms per invocation with a page open', cpu, ''),
    ]
  } finally {
    await browser.close()
    await runtime.end()
    await host.end()
  }
}

/** Until the first row of an invocation can be seen, and until an empty document is there, in turn, milliseconds. */
async function opening(page: Page, address: string): Promise<[number, number][]> {
  const pairs: [number, number][] = []
  for (let round = 0; round < 5; round += 1) {
    const from = performance.now()
    await page.goto(address)
    await page
      .getByRole('row', { name: /^Invoke/ })
      .first()
      .waitFor()
    const ours = performance.now() - from
    const empty = performance.now()
    await page.goto('about:blank')
    pairs.push([ours, performance.now() - empty])
  }
  return pairs
}

async function heapMb(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')!.value / 1e6
}

async function scrolling(page: Page, cdp: CDPSession, selector: string): Promise<Frames> {
  return viewFrames(page, cdp, () => page.evaluate(scrollFor(selector, measureMs)))
}

// What runs in the page is text: a function would bring along what the compiler adds to it.

const scrollFor = (selector: string, ms: number) => `new Promise((resolve) => {
  const element = document.querySelector(${JSON.stringify(selector)})
  element.scrollTop = 1000
  const until = performance.now() + ${ms}
  requestAnimationFrame(function step() {
    element.scrollTop += 190
    if (performance.now() < until) requestAnimationFrame(step)
    else resolve()
  })
})`

/** The least that a virtual list of SVG rows can be: forty rows, drawn anew as the list scrolls. */
const bareRows = `<div id="rows" style="height:800px;overflow:auto;position:relative"><div style="height:8000000px"></div></div><script>
  const rows = document.getElementById('rows'), tall = rows.firstElementChild, shown = new Map()
  function draw() {
    const first = Math.floor(rows.scrollTop / 27)
    for (const [index, row] of shown) if (index < first || index > first + 40) { row.remove(); shown.delete(index) }
    for (let index = first; index < first + 40; index += 1) {
      if (shown.has(index)) continue
      const row = document.createElement('div')
      row.style.cssText = 'position:absolute;left:0;right:0;height:27px;top:' + index * 27 + 'px'
      row.innerHTML = '<svg width="760" height="27"><line x1="120" x2="120" y1="0" y2="27" stroke="#ccc"/><line x1="360" x2="360" y1="0" y2="27" stroke="#ccc"/><line x1="600" x2="600" y1="0" y2="27" stroke="#ccc"/><path d="M360 13H440M520 13H600" stroke="#1f62d0"/><path d="M600 13l-8 -4v8z" fill="#1f62d0"/><text x="480" y="17" font-size="11" text-anchor="middle">GET next ' + index + '</text></svg><time>' + index + '</time>'
      rows.appendChild(row)
      shown.set(index, row)
    }
  }
  rows.addEventListener('scroll', draw)
  draw()
</script>`
