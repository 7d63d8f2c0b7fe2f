import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test, waiting } from '../support/gate.ts'
import { PlaygroundPage } from '../support/page.ts'

const late = {
  'index.mjs':
    "export async function handler() {\n  console.log('calling upstream')\n  await new Promise((resolve) => setTimeout(resolve, 60_000))\n}\n",
  'function.json': '{ "timeout": 1 }\n',
}

test.use({ functions: { slow: waiting, late } })

class TimelinePage {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }
  get region() {
    return this.page.getByRole('region', { name: 'Timeline' })
  }
  head(number: number) {
    return this.region.getByRole('group', { name: `Environment ${number}`, exact: true })
  }
  get tracks() {
    return this.region.getByRole('application', { name: 'Tracks of the environments' })
  }
  get inFocus() {
    return this.region.getByRole('status', { name: 'Block in focus' })
  }
  get truth() {
    return this.region.getByRole('note', { name: 'What is true at this moment' })
  }
  get axis() {
    return this.region.getByRole('group', { name: 'Time since the session began' })
  }
  /** A place in the tracks, from their left and top edge. */
  async at(share: number, down: number): Promise<{ x: number; y: number }> {
    const box = (await this.tracks.boundingBox())!
    return { x: box.x + box.width * share, y: box.y + down }
  }
  async drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
    await this.page.mouse.move(from.x, from.y)
    await this.page.mouse.down()
    await this.page.mouse.move((from.x + to.x) / 2, to.y)
    await this.page.mouse.move(to.x, to.y)
    await this.page.mouse.up()
  }
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

test('calls at one time are tracks to scale, by pointer and by keys', async ({ page, playground, gate }) => {
  test.setTimeout(120_000)
  const timeline = new TimelinePage(page)
  await new PlaygroundPage(page).open(`${playground.address}?function=slow&view=timeline`)
  await expect(timeline.region).toContainText('Nothing has happened yet.')
  await expectAccessible(page)

  const calls = Array.from({ length: 3 }, () => playground.call('slow', gate.event))
  for (const number of [1, 2, 3]) await expect(timeline.head(number)).toContainText('busy', { timeout: 60_000 })
  await expect(timeline.region).toContainText(/peak [1-3]/)
  gate.open()
  await Promise.all(calls)
  for (const number of [1, 2, 3]) await expect(timeline.head(number)).toContainText('frozen')
  await expectAccessible(page)

  await timeline.tracks.focus()
  await page.keyboard.press('j')
  await expect(timeline.inFocus).toHaveText(/^Init, [\d.]+ m?s, environment 1$/)
  await expect(timeline.truth).toContainText('Init of environment 1 for')
  await page.keyboard.press('j')
  await expect(timeline.inFocus).toHaveText(/^Invoke \d, cold, ok, [\d.]+ (?:m?s|min.*), environment 1$/)
  await expect(timeline.truth).toContainText(/busy/)
  await expect(timeline.truth).toContainText(/Invoke \d on environment 1/)
  // Its middle is before its answer, or after it where the runtime was slow to ask again.
  await expect(timeline.truth).toContainText(/to its deadline|answered [\d.]+ m?s before; not done yet/)
  await page.keyboard.press('ArrowDown')
  await expect(timeline.inFocus).toHaveText(/, environment 2$/)
  await page.keyboard.press('k')
  await page.keyboard.press('k')
  await expect(timeline.inFocus).toHaveText(/^Init, .*, environment 2$/)
  await page.keyboard.press('j')
  await expect(timeline.inFocus).toHaveText(/^Invoke \d, .*, environment 2$/)
  const number = /Invoke \d/.exec((await timeline.inFocus.textContent())!)![0]
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText(number)
  expect(page.url()).toContain('at=')

  // The block that is zoomed to fills the view; a click in its middle selects it, and its like above.
  await page.keyboard.press('z')
  const top = (await timeline.head(1).boundingBox())!.y - (await timeline.tracks.boundingBox())!.y
  const middle = await timeline.at(0.5, top + 20)
  await page.mouse.click(middle.x, middle.y)
  await expect(timeline.inFocus).toHaveText(/^Invoke \d, .*, environment 1$/)
  const selected = /Invoke \d/.exec((await timeline.inFocus.textContent())!)![0]
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText(selected)
  await expect(timeline.truth).toContainText(`${selected} on environment 1`)
})

test('the wheel, buttons and keys change what is in sight, and 0 shows all of it again', async ({
  page,
  playground,
  gate,
}) => {
  const timeline = new TimelinePage(page)
  await new PlaygroundPage(page).open(`${playground.address}?function=slow&view=timeline`)
  gate.open()
  await playground.call('slow', gate.event)
  await expect(timeline.head(1)).toContainText('frozen')
  const all = timeline.region.getByRole('button', { name: 'Show all of it' })
  await expect(all).toHaveAttribute('aria-pressed', 'true')
  const step = async () => {
    const labels = await timeline.axis.locator('span').allTextContents()
    const [first, second] = labels.filter((label) => / (?:s|min|h)$/.test(label)).map(Number.parseFloat)
    return second! - first!
  }
  const { x, y } = await timeline.at(0.5, 120)
  await page.mouse.move(x, y)
  for (let turn = 0; turn < 8; turn += 1) await page.mouse.wheel(0, -240)
  await expect(all).toHaveAttribute('aria-pressed', 'false')
  const near = await step()
  await expect(timeline.axis.getByText('now ›').or(timeline.axis.getByText('now', { exact: true }))).toHaveCount(1)
  for (let turn = 0; turn < 4; turn += 1) await timeline.region.getByRole('button', { name: 'Zoom in' }).click()
  await expect.poll(step).toBeLessThan(near)
  for (let turn = 0; turn < 12; turn += 1) await page.keyboard.press('-')
  await expect.poll(step).toBeGreaterThan(near)
  const before = await timeline.axis.textContent()
  await timeline.tracks.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(timeline.axis).not.toHaveText(before!)
  await page.keyboard.press('0')
  await expect(all).toHaveAttribute('aria-pressed', 'true')

  // A measure says how long something is, and goes away again.
  const [from, to] = [await timeline.at(0.2, 300), await timeline.at(0.6, 300)]
  await page.keyboard.down('Shift')
  await timeline.drag(from, to)
  await page.keyboard.up('Shift')
  const measure = timeline.region.getByRole('status').filter({ hasText: /^[\d.]+ m?s$/ })
  await expect(measure).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(measure).toHaveCount(0)
})

test('a brush along the axis filters the sequence', async ({ page, playground, gate }) => {
  const playgroundPage = new PlaygroundPage(page)
  const timeline = new TimelinePage(page)
  await playgroundPage.open(`${playground.address}?function=slow&view=timeline`)
  gate.open()
  await playground.call('slow', gate.event)
  // The second comes when the environment is done with the first.
  await expect(timeline.head(1)).toContainText('frozen')
  await playground.call('slow', gate.event)
  await expect(timeline.head(1)).toContainText('frozen')

  await timeline.tracks.focus()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(timeline.inFocus).toHaveText(/^Invoke 1,/)
  await page.keyboard.press('t')
  const bar = timeline.region.getByRole('group', { name: 'Span of the filter' })
  await expect(bar).toContainText(/[\d.]+–[\d.]+ s · [\d.]+ m?s/)
  await expectAccessible(page)
  await bar.getByRole('button', { name: 'Show in the sequence' }).click()
  await expect(page.getByRole('combobox', { name: 'Filter' })).toHaveValue(/^time:[\d.]+\.\.[\d.]+$/)
  await expect(playgroundPage.row('POST response')).toHaveCount(1)
  await expect(playgroundPage.row('Invoke 2')).toHaveCount(0)

  await page.getByRole('tab', { name: 'Timeline' }).click()
  await page.keyboard.press('0')
  await timeline.drag(await timeline.at(0.01, 14), await timeline.at(0.98, 14))
  await bar.getByRole('button', { name: 'Show in the sequence' }).click()
  await expect(playgroundPage.row('POST response')).toHaveCount(2)
  await page.getByRole('tab', { name: 'Timeline' }).click()
  await bar.getByRole('button', { name: 'Clear the span' }).click()
  await expect(bar).toHaveCount(0)
  expect(page.url()).not.toContain('filter=')
})

test('a time-out is told by word, and any moment of it can be gone to', async ({ page, playground }) => {
  const timeline = new TimelinePage(page)
  await new PlaygroundPage(page).open(`${playground.address}?function=late&view=timeline`)
  await playground.call('late')
  await expect(timeline.head(1)).toContainText('dead', { timeout: 30_000 })
  await timeline.tracks.focus()
  await page.keyboard.press('n')
  await expect(timeline.inFocus).toHaveText(/^Invoke 1, cold, time-out, [\d.]+ s, environment 1$/)
  await page.keyboard.press('j')
  await expect(timeline.inFocus).toHaveText(/^Reset, without a process, .*, environment 1$/)

  // In the middle of the invocation it is busy, and what came after it is not yet so.
  await page.keyboard.press('k')
  await page.keyboard.press('z')
  const axis = await timeline.at(0.5, 14)
  await page.mouse.click(axis.x, axis.y)
  await expect(timeline.axis).toContainText('shown: ')
  await expect(timeline.head(1)).toContainText(/busy \d of 1 s/)
  await expect(page).toHaveURL(/moment=/)
  await page.keyboard.press('End')
  await expect(timeline.head(1)).toContainText('dead')
  await expect(timeline.axis).not.toContainText('shown: ')
})
