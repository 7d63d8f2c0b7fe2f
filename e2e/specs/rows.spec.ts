import type { Locator } from '@playwright/test'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

test.use({
  functions: {
    talking: { 'index.mjs': "export async function handler() {\n  console.log('hello from the handler')\n}\n" },
  },
  viewport: { width: 1440, height: 1700 },
})

class RowsPage extends PlaygroundPage {
  readonly grid: Locator = this.page.getByRole('treegrid')
  readonly fresh: Locator = this.page.getByRole('button', { name: /new$|Back to live/ })

  static async after(
    calls: number,
    page: PlaygroundPage['page'],
    playground: { address: string; call: (name: string) => Promise<Response> },
  ): Promise<RowsPage> {
    for (let call = 0; call < calls; call += 1) await playground.call('talking')
    const shown = new RowsPage(page)
    await shown.open(`${playground.address}?function=talking`)
    await expect(shown.row(`Invoke ${calls},`)).toBeVisible()
    return shown
  }

  times(): Promise<string[]> {
    return this.grid.locator('time').allTextContents()
  }
}

test('a band and its Init fold with a click, a double click, or a key', async ({ page, playground }) => {
  const shown = await RowsPage.after(2, page, playground)
  const [first, second] = [shown.row('Invoke 1,'), shown.row('Invoke 2,')]
  await expect(shown.row('POST response')).toHaveCount(2)
  await first.getByRole('button', { name: 'Fold Invoke 1' }).click()
  await expect(first).toHaveAttribute('aria-expanded', 'false')
  await expect(shown.row('POST response')).toHaveCount(1)
  await expect(shown.row('Init')).toHaveCount(0)
  await first.dblclick()
  await expect(first).toHaveAttribute('aria-expanded', 'true')
  await expect(shown.row('POST response')).toHaveCount(2)
  await shown.row('Init').getByRole('button', { name: 'Fold Init' }).click()
  await expect(shown.row('started')).toHaveCount(0)
  await expect(shown.row('POST response')).toHaveCount(2)
  await shown.pick('View', /^Unfold all/)
  await expect(shown.row('started')).toBeVisible()
  await shown.row('POST response').last().click()
  await shown.grid.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(second).toHaveAttribute('aria-expanded', 'false')
  await expect(shown.row('POST response')).toHaveCount(1)
  await page.keyboard.press('ArrowRight')
  await expect(shown.row('POST response')).toHaveCount(2)
})

test('times count from the start, from the row before, or are those of the clock', async ({ page, playground }) => {
  const shown = await RowsPage.after(1, page, playground)
  const head = page.getByRole('button', { name: /^Times:/ })
  const every = (pattern: RegExp) =>
    expect.poll(async () => (await shown.times()).every((time) => pattern.test(time))).toBe(true)
  await every(/^\d+\.\d{3}$/)
  await head.click()
  await expect(head).toHaveAccessibleName('Times: Time since the row before')
  await every(/^(\+[\d.]+ m?s|\+0|–)$/)
  await head.click()
  await expect(head).toHaveAccessibleName('Times: Time on the clock')
  await every(/^\d\d:\d\d:\d\d\.\d{3}$/)
  await page.reload()
  await expect(head).toHaveAccessibleName('Times: Time on the clock')
  await head.click()
  await every(/^\d+\.\d{3}$/)
})

test('distance is time where rows are to scale', async ({ page, playground }) => {
  const shown = await RowsPage.after(1, page, playground)
  const top = async (name: string) => (await shown.row(name).first().boundingBox())!.y
  const distance = async () => (await top('loading|hello|GET next')) - (await top('started'))
  const close = await distance()
  // Starting Node.js takes longer than all rows between are tall.
  await shown.pick('View', /^To scale: a row is 1 ms/)
  await expect.poll(distance).toBeGreaterThan(close + 100)
  await shown.pick('View', /^Rows close together/)
  await expect.poll(distance).toBe(close)
})

test('each kind of row can be left out, and is left out after a reload', async ({ page, playground }) => {
  const shown = await RowsPage.after(1, page, playground)
  // Time without anything that happens is what this is about: the model writes idle time from one second on.
  await expect(shown.region('Sequence')).toContainText(/frozen for [1-9]/)
  await playground.call('talking')
  const kinds: [RegExp, string, number][] = [
    [/^Output/, '.*hello from the handler', 2],
    [/^Processes/, 'started', 1],
    [/^Idle time/, 'frozen for [\\d.]+ s', 1],
    [/^Explanations/, 'explanation', -1],
  ]
  for (const [item, row, count] of kinds) {
    if (count < 0) await expect(shown.row(row)).not.toHaveCount(0)
    else await expect(shown.row(row)).toHaveCount(count)
    await shown.pick('View', item)
    await expect(shown.row(row)).toHaveCount(0)
  }
  await page.reload()
  await expect(shown.row('POST response')).toHaveCount(2)
  for (const [, row] of kinds) await expect(shown.row(row)).toHaveCount(0)
  await shown.pick('View', /^Output/)
  await expect(shown.row('.*hello from the handler')).toHaveCount(2)
})

test('rows are followed until one scrolls away, and then new ones are counted', async ({ page, playground }) => {
  await page.setViewportSize({ width: 1440, height: 800 })
  const shown = await RowsPage.after(4, page, playground)
  await expect(shown.fresh).toHaveCount(0)
  await shown.grid.hover()
  await page.mouse.wheel(0, -5000)
  await expect(shown.row('Invoke 1,')).toBeVisible()
  await expect(shown.fresh).toHaveText(/^At \d+\.\d{3} s · Back to live$/)
  await playground.call('talking')
  await expect(shown.fresh).toHaveText(/^\d+ new$/)
  await expect(shown.row('Invoke 1,')).toBeVisible()
  await expect(shown.row('Invoke 5,')).toHaveCount(0)
  await shown.fresh.click()
  await expect(shown.row('Invoke 5,')).toBeVisible()
  await expect(shown.fresh).toHaveCount(0)
  await playground.call('talking')
  await expect(shown.row('Invoke 6,')).toBeVisible()
})

test('rows are followed though there is less room for them all at once', async ({ page, playground }) => {
  await page.setViewportSize({ width: 1440, height: 800 })
  const shown = await RowsPage.after(4, page, playground)
  await expect(shown.fresh).toHaveCount(0)
  // What is loaded late takes room from the rows, between a scroll and the word of it.
  await shown.grid.evaluate((rows) => {
    rows.style.maxHeight = '300px'
    rows.dispatchEvent(new Event('scroll'))
  })
  await playground.call('talking')
  await expect(shown.row('Invoke 5,')).toBeVisible()
  await expect(shown.fresh).toHaveCount(0)
})

test('a row has a menu, by key and by mouse', async ({ page, playground }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const shown = await RowsPage.after(2, page, playground)
  const menu = page.getByRole('menu', { name: 'Row' })
  await shown.row('POST response').last().click()
  await shown.grid.focus()
  await page.keyboard.press('Shift+F10')
  await expect(menu).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(menu.getByRole('menuitem', { name: /^Show only Invoke 2/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Filter' })).toHaveValue('invoke:2')
  await expect(shown.row('Invoke 1,')).toHaveCount(0)
  await expect(shown.grid).toBeFocused()
  await page.getByRole('button', { name: 'Clear the filter' }).click()

  await shown.row('POST response').first().click({ button: 'right' })
  await menu.getByRole('menuitem', { name: /^Fold the invocation/ }).click()
  await expect(shown.row('Invoke 1,')).toHaveAttribute('aria-expanded', 'false')
  await shown.row('POST response').click({ button: 'right' })
  await menu.getByRole('menuitem', { name: /^Copy a link/ }).click()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await page.goto('about:blank')
  await page.goto(link)
  await expect(shown.selected).toHaveAccessibleName(/^POST response/)
  await shown.selected.click({ button: 'right' })
  await page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
})

test('the history of the browser goes back through what was selected', async ({ page, playground }) => {
  const shown = await RowsPage.after(1, page, playground)
  await shown.row('started').click()
  await shown.row('POST response').click()
  await shown.row('Init').click()
  await page.goBack()
  await expect(shown.selected).toHaveAccessibleName(/^POST response/)
  await expect(shown.region('Inspector')).toContainText('The runtime posts the result')
  await page.goBack()
  await expect(shown.selected).toHaveAccessibleName(/^started/)
  await page.goForward()
  await expect(shown.selected).toHaveAccessibleName(/^POST response/)
})

test('the strip of the whole session goes to the moment that is clicked', async ({ page, playground }) => {
  await page.setViewportSize({ width: 1440, height: 800 })
  const shown = await RowsPage.after(12, page, playground)
  const strip = page.getByRole('slider', { name: 'Moment of the session' })
  await expect(strip).toHaveAttribute('aria-valuetext', 'now')
  const { width, height } = (await strip.boundingBox())!
  await strip.click({ position: { x: width / 2, y: height / 2 } })
  await expect(strip).toHaveAttribute('aria-valuetext', /^at \d+\.\d{3} s$/)
  await expect(shown.row('then')).toBeVisible()
  await expect(shown.row('Invoke 12,')).toHaveCount(0)
  await strip.click({ position: { x: width - 2, y: height / 2 } })
  await expect(strip).toHaveAttribute('aria-valuetext', 'now')
  await expect(shown.row('Invoke 12,')).toBeVisible()
  await strip.press('Home')
  await expect(strip).toHaveAttribute('aria-valuetext', /^at/)
  await expect(shown.row('Invoke 12,')).toHaveCount(0)
  await strip.press('End')
  await expect(strip).toHaveAttribute('aria-valuetext', 'now')
  await expect(shown.row('Invoke 12,')).toBeVisible()
})

test('keys that come before a menu is loaded are meant for it, and one that cannot be loaded comes when it can', async ({
  page,
  playground,
}) => {
  const asked: { abort: () => Promise<void>; continue: () => Promise<void> }[] = []
  let away = true
  await page.route(/row-menu-/, (route) => (away ? void asked.push(route) : route.continue()))
  const shown = await RowsPage.after(1, page, playground)
  const menu = page.getByRole('menu', { name: 'Row' })
  const row = shown.row('POST response')
  await row.click()
  await row.click({ button: 'right' })
  await page.keyboard.press('j')
  await expect(row).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await page.keyboard.press('k')
  await expect(row).toHaveAttribute('aria-selected', 'false')

  await row.click({ button: 'right' })
  await expect.poll(() => asked.length).toBeGreaterThan(0)
  await Promise.all(asked.splice(0).map((route) => route.abort()))
  await expect(page.getByText('A part of the page could not be loaded.')).toBeVisible()
  await expect(row).toBeVisible()
  away = false
  await Promise.all(asked.splice(0).map((route) => route.continue()))
  await expect(menu).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
})
