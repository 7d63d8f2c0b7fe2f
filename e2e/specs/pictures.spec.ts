import { join } from 'node:path'
import type { Browser, Locator, Page } from '@playwright/test'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

// The pictures were taken, and looked at, with this major version of Chromium; with another, letters are drawn otherwise,
// and the layout alone is judged. `UPDATE_IMAGES=1 npm run e2e` takes them anew.
const chromiumOfPictures = '156'
const sizes = [
  [1440, 900],
  [1024, 700],
  [800, 700],
] as const
const scenes = [
  ['empty', undefined],
  ['failing', '?session=20260102T030405678-00000001&function=orders'],
  ['eight', '?session=20260102T030405678-00000002&function=orders'],
  ['busy', '?session=20260102T030405678-00000003&function=orders'],
  ['extensions', '?session=20260102T030405678-00000004&function=greeter'],
] as const

/** The other views, each with nothing, with much, and with what went wrong; where calls were refused, those that tell of it. */
const views = ['timeline', 'states', 'environments', 'findings'] as const
const viewScenes = [
  ['empty', '?function=hello-bash'],
  ['busy', '?session=20260102T030405678-00000003&function=orders'],
  ['failing', '?session=20260102T030405678-00000001&function=orders'],
  ['misbehaving', '?session=20260102T030405678-00000005&function=twice'],
] as const

test.use({
  sessions: join(import.meta.dirname, '..', 'sessions'),
  functions: { wrong: { bootstrap: '#!/bin/sh\n', 'function.json': '{\n  "timeout": "long"\n}\n' } },
})

for (const colorScheme of ['light', 'dark'] as const)
  for (const [width, height] of sizes)
    test(`the page looks as it did, ${width} wide, ${colorScheme}`, async ({ browser, playground }) => {
      test.setTimeout(120_000)
      const context = await browser.newContext({ colorScheme, viewport: { width, height }, reducedMotion: 'reduce' })
      const page = await context.newPage()
      for (const [scene, address] of scenes) {
        await page.goto(`${playground.address}${address ?? '?function=hello-bash'}`)
        await settled(page, address !== undefined)
        await expectLayout(page, width)
        if (samePictures(browser))
          await looksLike(page, `${scene}-${width}-${colorScheme}`, [
            page.getByText(/^AWS_LAMBDA_RUNTIME_API=/),
            page.locator('.of-url a'),
          ])
      }
      await context.close()
    })

for (const colorScheme of ['light', 'dark'] as const)
  for (const [width, height] of sizes.slice(0, 2))
    test(`each view looks as it did, ${width} wide, ${colorScheme}`, async ({ browser, playground }) => {
      test.setTimeout(240_000)
      const context = await browser.newContext({ colorScheme, viewport: { width, height }, reducedMotion: 'reduce' })
      const page = await context.newPage()
      for (const [scene, address] of viewScenes)
        for (const view of views) {
          if (scene === 'misbehaving' && view !== 'states' && view !== 'findings') continue
          await page.goto(`${playground.address}${address}&view=${view}`)
          await viewSettled(page, view, scene !== 'empty')
          if (samePictures(browser)) await looksLike(page, `${view}-${scene}-${width}-${colorScheme}`)
        }
      await context.close()
    })

for (const colorScheme of ['light', 'dark'] as const)
  test(`what is not well is said, with what to do, ${colorScheme}`, async ({ browser, playground }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const playgroundPage = new PlaygroundPage(page)
    await page.goto(`${playground.address}?function=wrong`)
    await playgroundPage.live()
    await expect(playgroundPage.region('Sequence')).toContainText('This function cannot run yet')
    await expect(playgroundPage.region('Sequence')).toContainText('must be a number of seconds')
    await expectPicture(page, `broken-${colorScheme}`)
    const connecting = await context.newPage()
    // The server is there, and has not told of a session yet: without a beat the page would give it up.
    await connecting.routeWebSocket(/live/, (socket) => {
      const beat = setInterval(() => socket.send('{"type":"heartbeat","at":0,"lastSeq":0}'), 2000)
      socket.onClose(() => clearInterval(beat))
    })
    await connecting.goto(`${playground.address}?function=hello-bash`)
    await expect(connecting.getByText('Connecting to the playground…')).toBeVisible()
    await expectPicture(connecting, `connecting-${colorScheme}`)
    await connecting.close()
    await playgroundPage.region('Sequence').getByRole('button', { name: 'Put it right' }).click()
    await expect(page.getByRole('form', { name: 'Settings' })).toBeVisible()
    await playground.stop('kill')
    await expect(playgroundPage.region('Sequence')).toContainText('start it again with npm start')
    await page.getByRole('tab', { name: 'Event' }).click()
    await expectPicture(page, `gone-${colorScheme}`)
    await context.close()
  })

async function expectPicture(page: Page, name: string): Promise<void> {
  await expect(page.locator('.monaco-editor').first()).toBeVisible()
  await page.evaluate(() => document.fonts.ready)
  await expectLayout(page, 1440)
  if (!samePictures(page.context().browser()!)) return
  // Its folder is another one each time, and so is how long it waits.
  const mask = [page.locator('.empty code'), page.getByText(/^Not connected/)]
  await looksLike(page, name, mask)
}

/** On a busy machine something may be drawn a moment after all that could be waited for: it comes to look so, and then does. */
async function looksLike(page: Page, name: string, mask: Locator[] = []): Promise<void> {
  await expect(async () => {
    await expect(page).toHaveScreenshot(`${name}.png`, { mask, maxDiffPixelRatio: 0.005 })
  }).toPass({ timeout: 15_000 })
}

function samePictures(browser: Browser): boolean {
  const [major] = browser.version().split('.')
  if (major === chromiumOfPictures || process.env['UPDATE_IMAGES'] !== undefined) return true
  console.log(`the pictures are of Chromium ${chromiumOfPictures}, this is ${major}: the layout alone was judged`)
  return false
}

/** Everything is read, and drawn in its own font. */
async function settled(page: Page, recorded: boolean): Promise<void> {
  const playgroundPage = new PlaygroundPage(page)
  const wide = (page.viewportSize()?.width ?? 0) >= 960
  if (recorded) {
    await expect(page.getByText(/^Recorded session/)).toBeVisible()
    await expect(page.getByText(/reading,/)).toHaveCount(0)
    await expect(playgroundPage.region('Sequence').getByRole('row').first()).toBeVisible()
    const late = ['.scrubber canvas', '.console-line, .inspector-body', ...(wide ? ['.result-head'] : [])]
    for (const part of late) await expect(page.locator(part).first()).toBeAttached()
  } else await playgroundPage.live()
  if (wide) await expect(page.locator('.monaco-editor').first()).toBeVisible()
  await page.evaluate(() => document.fonts.ready)
}

/** The view is there, nothing in it is cut off at its sides, and the rules are through. */
async function viewSettled(page: Page, view: (typeof views)[number], recorded: boolean): Promise<void> {
  const playgroundPage = new PlaygroundPage(page)
  const region = playgroundPage.region(`${view[0]!.toUpperCase()}${view.slice(1)}`)
  await expect(region).toBeVisible()
  if (recorded) {
    await expect(page.getByText(/^Recorded session/)).toBeVisible()
    await expect(page.getByText(/reading,/)).toHaveCount(0)
    for (const part of ['.scrubber canvas', '.console-line', '.result-head'])
      await expect(page.locator(part).first()).toBeAttached()
  } else await playgroundPage.live()
  if (view === 'findings' && recorded) await expect(region.getByText(/^\d+ rules · [\d,]+ entries$/)).toBeVisible()
  await expect(page.locator('.monaco-editor').first()).toBeVisible()
  await page.evaluate(() => document.fonts.ready)
  const { scrollWidth, clientWidth } = await region.evaluate((element) => ({
    scrollWidth: element.scrollWidth,
    clientWidth: element.clientWidth,
  }))
  expect(scrollWidth, `${view} is as wide as its pane`).toBeLessThanOrEqual(clientWidth + 1)
}

/** What holds whatever the letters: nothing is cut off, nothing lies on another, the panes have the room they need. */
async function expectLayout(page: Page, width: number): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  const boxes = async (selector: string) =>
    page.locator(selector).evaluateAll((all) =>
      all.map((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect()
        return { left, right, top, bottom, text: element.textContent ?? '' }
      }),
    )
  // A rail's head is as wide as a word may be, which is more than most are.
  const heads = await boxes('.heads .head')
  expect(heads.length).toBeGreaterThanOrEqual(3)
  for (const [at, head] of heads.entries()) {
    const next = heads[at + 1]
    if (next !== undefined) expect(head.right, `${head.text} beside ${next.text}`).toBeLessThanOrEqual(next.left + 8)
  }
  const panes = () => boxes('section[aria-label=Sequence], section[aria-label=Inspector], section[aria-label=Console]')
  // What is loaded later has its room once it is there.
  await expect.poll(async () => (await panes()).filter(({ top, bottom }) => bottom - top <= 60)).toEqual([])
  for (const pane of await panes()) expect(pane.right).toBeLessThanOrEqual(width + 1)
  const sequence = (await boxes('section[aria-label=Sequence]'))[0]!
  expect(sequence.right - sequence.left).toBeGreaterThanOrEqual(width >= 1360 ? 640 : 380)
}
