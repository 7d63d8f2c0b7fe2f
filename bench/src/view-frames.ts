// Frames of a view of the page while something is done in it: how long they take, and what they cost the main thread.
import type { CDPSession, Page } from '@playwright/test'
import { quantile } from './row.ts'

export type Frames = { p95: number; mainMsPerFrame: number }

/** Frames while the work goes on; `Performance` must be enabled. */
export async function viewFrames(page: Page, cdp: CDPSession, work: () => Promise<unknown>): Promise<Frames> {
  const busy = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000
  }
  await page.evaluate(countFrames)
  const before = await busy()
  await work()
  const spent = (await busy()) - before
  const deltas = JSON.parse(await page.evaluate('JSON.stringify(globalThis.deltas)')) as number[]
  return { p95: quantile(deltas.slice(2), 0.95), mainMsPerFrame: spent / deltas.length }
}

/** Zooms the timeline all the way in and out again and pans across it, a step for each frame, pointing at it meanwhile. */
export function timelineFrames(page: Page, cdp: CDPSession, ms: number): Promise<Frames> {
  return viewFrames(page, cdp, () => page.evaluate(wheelFor('[aria-label="Tracks of the environments"]', ms)))
}

// What runs in the page is text: a function would bring along what the compiler adds to it.

const wheelFor = (selector: string, ms: number) => `new Promise((resolve) => {
  const element = document.querySelector(${JSON.stringify(selector)})
  const box = element.getBoundingClientRect()
  const until = performance.now() + ${ms}
  let step = 0
  requestAnimationFrame(function turn() {
    step += 1
    const at = { bubbles: true, cancelable: true, clientX: box.left + box.width * (0.3 + 0.4 * ((step % 50) / 50)), clientY: box.top + 120 }
    element.dispatchEvent(new PointerEvent('pointermove', at))
    const zooms = step % 3 > 0
    const deltaY = zooms ? (Math.floor(step / 60) % 2 === 0 ? -110 : 110) : 0
    element.dispatchEvent(new WheelEvent('wheel', { ...at, deltaX: zooms ? 0 : 60, deltaY }))
    if (performance.now() < until) requestAnimationFrame(turn)
    else resolve()
  })
})`

const countFrames = `{
  globalThis.deltas = []
  let last = performance.now()
  requestAnimationFrame(function tick(now) {
    globalThis.deltas.push(now - last)
    last = now
    requestAnimationFrame(tick)
  })
}`
