import type { Page } from '@playwright/test'
import { expect, test } from '../support/playground.ts'
import { PlaygroundPage } from '../support/page.ts'

const edge = (page: Page, name: string) => page.getByRole('separator', { name, exact: true })
const sizeOf = async (page: Page, name: string) => Number(await edge(page, name).getAttribute('aria-valuenow'))

async function drag(page: Page, name: string, byX: number, byY: number): Promise<void> {
  const box = (await edge(page, name).boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + byX, y + byY, { steps: 4 })
  await page.mouse.up()
}

test('panes are resized by mouse and keys, keep their least size, and are remembered', async ({ page, playground }) => {
  await new PlaygroundPage(page).open(playground.address)
  await drag(page, 'Width of the event', 84, 0)
  await expect.poll(() => sizeOf(page, 'Width of the event')).toBe(400)
  await drag(page, 'Height of the console', 0, -116)
  await expect.poll(() => sizeOf(page, 'Height of the console')).toBe(300)
  await edge(page, 'Width of the inspector').focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(() => sizeOf(page, 'Width of the inspector')).toBe(400)
  await page.keyboard.press('Home')
  await expect.poll(() => sizeOf(page, 'Width of the inspector')).toBe(260)
  await drag(page, 'Width of the event', 2000, 0)
  const { width } = (await page.getByRole('region', { name: 'Sequence', exact: true }).boundingBox())!
  expect(width).toBeGreaterThanOrEqual(380)
  await drag(page, 'Width of the event', -200, 0)
  // What it is called comes a frame after what it is.
  const kept = await edge(page, 'Width of the event').evaluate(
    ({ previousElementSibling }) => (previousElementSibling as HTMLElement).offsetWidth,
  )
  await page.reload()
  await expect.poll(() => sizeOf(page, 'Width of the event')).toBe(kept)
  expect(await sizeOf(page, 'Height of the console')).toBe(300)
})

test('a pane folds away with Enter or by being drawn shut, and comes back as it was', async ({ page, playground }) => {
  const shown = new PlaygroundPage(page)
  await shown.open(playground.address)
  const console = shown.region('Console')
  await drag(page, 'Height of the console', 0, -36)
  await edge(page, 'Height of the console').press('Enter')
  await expect(console).not.toBeVisible()
  await edge(page, 'Height of the console').press('Enter')
  await expect(console).toBeVisible()
  await expect.poll(() => sizeOf(page, 'Height of the console')).toBe(220)
  await drag(page, 'Height of the console', 0, 200)
  await expect(console).not.toBeVisible()
  await page.reload()
  await shown.live()
  await expect(console).not.toBeVisible()
  await edge(page, 'Height of the console').press('Enter')
  await expect(console).toBeVisible()
})
