import type { Page } from '@playwright/test'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

test.use({
  functions: {
    failing: {
      'index.mjs': "export async function handler({ fails }) {\n  if (fails) throw new Error('as asked')\n}\n",
    },
  },
  viewport: { width: 1440, height: 1700 },
})

const open = async (page: Page) => {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible()
}

/** Shows four invocations, of which the second and the fourth failed. */
async function withFour(
  page: Page,
  playground: { address: string; call: (name: string, event: unknown) => Promise<Response> },
): Promise<PlaygroundPage> {
  for (const fails of [false, true, false, true]) await playground.call('failing', { fails })
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${playground.address}?function=failing`)
  await expect(playgroundPage.row('Invoke 4, error')).toBeVisible()
  return playgroundPage
}

test('the palette finds an action by a part of its name, and Enter does it', async ({ page, playground }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  const ground = () => page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
  const light = await ground()
  await open(page)
  await page.keyboard.type('dark')
  await expect(page.getByRole('option', { selected: true })).toHaveText('Dark')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect.poll(ground).not.toBe(light)
  await open(page)
  await page.keyboard.type('light')
  await page.keyboard.press('Enter')
  await expect.poll(ground).toBe(light)

  await open(page)
  await page.keyboard.type('failing')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('failing')
  await page.getByRole('button', { name: 'Run a command' }).click()
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible()
  await page.keyboard.type('change the settings')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('form', { name: 'Settings' })).toBeVisible()
  await open(page)
  await page.keyboard.type('xyzzy')
  await expect(page.getByRole('dialog')).toContainText('No action is called that.')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('the palette invokes, moves through the rows, and goes to the filter', async ({ page, playground }) => {
  const playgroundPage = await withFour(page, playground)
  await open(page)
  await page.keyboard.type('error before')
  await page.keyboard.press('Enter')
  await expect(playgroundPage.selected).toHaveCount(1)
  await open(page)
  await page.keyboard.type('show only this invocation')
  await page.keyboard.press('Enter')
  await expect(playgroundPage.row('Invoke \\d')).toHaveCount(1)
  await open(page)
  await page.getByRole('option', { name: 'Filter /', exact: true }).click()
  await expect(page.getByRole('combobox', { name: 'Filter' })).toBeFocused()
  await open(page)
  await page.keyboard.type('invoke')
  await expect(page.getByRole('option', { selected: true })).toContainText('Invoke')
  await page.keyboard.press('Enter')
  await expect(playgroundPage.region('Result').getByRole('status')).toContainText('Invoke 5')
})

test('each single letter that the list of keys names does what it says', async ({ page, playground }) => {
  const playgroundPage = await withFour(page, playground)
  const { selected } = playgroundPage
  const press = (key: string) => page.keyboard.press(key)
  await page.getByRole('treegrid').focus()
  await press('?')
  const dialog = page.getByRole('dialog', { name: 'Keys' })
  await expect(dialog).toBeVisible()
  // Those of the timeline work in it alone.
  const listed = dialog.locator('section:not([aria-label=Timeline]) kbd')
  const letters = (await listed.allTextContents()).flatMap((text) =>
    text.split(/\s+/).length === 1 || text.startsWith('f ') ? (/^[\w?/](?=$|\s)/.exec(text)?.[0] ?? []) : [],
  )
  // What is tried below: a letter that is listed anew has to be tried as well.
  const tried = ['j', 'k', 'J', 'K', 'n', 'N', 'i', 'f', '/', 'g', 'x', 'p', 'b', 'd', '1', '2', '3', '4', '5', '?']
  expect(letters.toSorted()).toEqual(tried.toSorted())
  await dialog.getByRole('button', { name: 'Close' }).click()

  const chip = (number: number) =>
    expect(playgroundPage.region('Inspector').getByText(`Invoke ${number}`, { exact: true })).toBeVisible()

  await playgroundPage.row('Invoke 2,').click()
  await expect(selected).toHaveAccessibleName(/^invoke/)
  await press('j')
  const next = (await selected.getAttribute('aria-label'))!
  expect(next).not.toMatch(/^invoke/)
  await press('k')
  await expect(selected).toHaveAccessibleName(/^invoke/)
  await press('J')
  await chip(3)
  await press('K')
  await chip(2)
  await press('n')
  await chip(4)
  await press('N')
  await chip(2)
  await press('b')
  await expect(playgroundPage.region('Both ends')).toBeVisible()
  await press('Escape')
  await expect(playgroundPage.region('Both ends')).toHaveCount(0)
  await press('d')
  const compared = page.getByRole('dialog', { name: 'Compare', exact: true })
  await expect(compared).toBeVisible()
  await press('Escape')
  await expect(compared).toHaveCount(0)
  await press('i')
  await expect(playgroundPage.row('Invoke \\d')).toHaveCount(1)
  await press('i')
  await expect(playgroundPage.row('Invoke \\d')).toHaveCount(4)
  await press('x')
  await expect(playgroundPage.row('explanation')).toHaveCount(0)
  await press('x')
  await expect(playgroundPage.row('explanation')).not.toHaveCount(0)
  const grouped = async (by: RegExp) => {
    await page.getByRole('button', { name: 'View', exact: true }).click()
    await expect(page.getByRole('menuitemradio', { name: by, checked: true })).toBeVisible()
    await page.keyboard.press('Escape')
  }
  await press('g')
  await grouped(/invocation/i)
  await press('g')
  await press('g')
  await grouped(/time/i)
  for (const [index, view] of ['Sequence', 'Timeline', 'States', 'Environments', 'Findings'].entries()) {
    await press(String(index + 1))
    await expect(page.getByRole('tab', { name: new RegExp(`^${view}`), selected: true })).toBeVisible()
  }
  await press('1')
  // A short session is soon played to its end.
  const playing = page
    .getByRole('button', { name: /Pause|Back to live/ })
    .first()
    .waitFor()
  await press('p')
  await playing
  await press('End')
  await page.setViewportSize({ width: 1440, height: 700 })
  // The rows follow the window's new height first.
  await expect(async () => {
    await page.getByRole('treegrid').evaluate((rows) => rows.scrollTo({ top: 0 }))
    await expect(page.getByRole('button', { name: /Back to live/ })).toBeVisible({ timeout: 1000 })
  }).toPass()
  await press('f')
  await expect(page.getByRole('button', { name: /Back to live/ })).toHaveCount(0)
  await press('/')
  await expect(page.getByRole('combobox', { name: 'Filter' })).toBeFocused()
})

test('keys that are a single letter can be switched off, and stay so', async ({ page, playground }) => {
  const playgroundPage = await withFour(page, playground)
  await page.getByRole('button', { name: 'All keys' }).click()
  await page.getByRole('checkbox', { name: /single letter/ }).uncheck()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await page.reload()
  const chip = (number: number) =>
    expect(playgroundPage.region('Inspector').getByText(`Invoke ${number}`, { exact: true })).toBeVisible()
  await playgroundPage.row('Invoke 3,').click()
  await page.getByRole('treegrid').focus()
  for (const key of ['j', 'k', 'J', 'K', 'n', 'N', 'i', 'x', 'g', '/', '?']) await page.keyboard.press(key)
  // One that is no letter, so that all before it have been dealt with.
  await page.keyboard.press('F6')
  await expect(playgroundPage.region('Console')).toBeFocused()
  await expect(playgroundPage.selected).toHaveAccessibleName(/^invoke/)
  await chip(3)
  await expect(playgroundPage.row('Invoke \\d')).toHaveCount(4)
  await expect(playgroundPage.row('explanation')).not.toHaveCount(0)
  await expect(page.getByRole('slider', { name: 'Moment of the session' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Filter' })).not.toBeFocused()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  // What they do can still be done by name.
  await open(page)
  await page.keyboard.type('next invocation')
  await page.keyboard.press('Enter')
  await chip(4)
  await open(page)
  await page.keyboard.type('all keys')
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: /single letter/ }).check()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await page.getByRole('treegrid').focus()
  await page.keyboard.press('K')
  await chip(3)
})
