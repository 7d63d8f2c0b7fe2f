import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

test.use({
  sessions: join(import.meta.dirname, '..', 'sessions'),
  functions: {
    broken: { bootstrap: '#!/no/such/interpreter\n' },
    wrong: { bootstrap: '#!/bin/sh\n', 'function.json': '{\n  "timeout": "long"\n}\n' },
  },
})

/** Monaco answers for itself. */
async function expectNothing(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${state}, ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in recorded sessions, ${colorScheme}`, async ({ browser, playground }) => {
    test.setTimeout(120_000)
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const playgroundPage = new PlaygroundPage(page)
    for (const [scene, number] of [
      ['failing', 1],
      ['eight', 2],
      ['busy', 3],
    ] as const) {
      await page.goto(`${playground.address}?session=20260102T030405678-0000000${number}&function=orders`)
      await expect(playgroundPage.region('Sequence').getByRole('row').first()).toBeVisible()
      await expect(page.locator('.console-line').first()).toBeVisible()
      await expectNothing(page, scene)
    }
    await context.close()
  })

  test(`axe finds nothing in what is wrong, in dialogs and without the playground, ${colorScheme}`, async ({
    browser,
    playground,
  }) => {
    test.setTimeout(180_000)
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const playgroundPage = new PlaygroundPage(page)
    await playgroundPage.open(playground.address)
    await playgroundPage.choose('wrong')
    await page.getByRole('tab', { name: 'Settings' }).click()
    await expect(page.getByText('must be a number of seconds').first()).toBeVisible()
    await expectNothing(page, 'settings that are wrong')
    await playgroundPage.choose('broken')
    await playgroundPage.invoke(1, 'crash')
    await page.getByRole('tab', { name: 'Runtime' }).click()
    await expect(page.locator('.monaco-editor').first()).toBeVisible()
    await expectNothing(page, 'a function that cannot start')
    await page.getByRole('combobox', { name: 'Filter' }).fill('nothing:like this')
    await expect(page.getByRole('alert').filter({ hasText: 'no field' })).toBeVisible()
    await expectNothing(page, 'a filter that cannot be read')
    await page.getByRole('combobox', { name: 'Filter' }).fill('')
    await page.getByRole('tab', { name: 'Event' }).click()
    await page.getByRole('button', { name: 'Templates' }).click()
    await expect(page.getByRole('dialog', { name: 'Event from a template' })).toBeVisible()
    await expectNothing(page, 'templates')
    await page.keyboard.press('Escape')
    for (const [keys, name] of [
      ['Control+k', 'Commands'],
      ['?', 'Keys'],
    ] as const) {
      await page.getByRole('treegrid').focus()
      await page.keyboard.press(keys)
      await expect(page.getByRole('dialog', { name })).toBeVisible()
      await expectNothing(page, name)
      await page.keyboard.press('Escape')
    }
    await page.getByRole('button', { name: 'View' }).click()
    await expect(page.getByRole('menu', { name: 'View' })).toBeVisible()
    await expectNothing(page, 'a menu')
    await page.keyboard.press('Escape')
    await playground.stop('kill')
    await expect(page.getByText(/^Not connected/)).toBeVisible()
    await expectNothing(page, 'the playground is gone')
    await playground.restart()
    await context.close()
  })
}

test('at 200 % everything is still there, one below the other', async ({ browser, playground }) => {
  const context = await browser.newContext({ viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 })
  const page = await context.newPage()
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await playgroundPage.choose('hello-bash')
  await playgroundPage.invoke(1, 'ok')
  for (const region of ['Event', 'Result', 'Sequence']) {
    await playgroundPage.region(region).scrollIntoViewIfNeeded()
    await expect(playgroundPage.region(region)).toBeInViewport()
  }
  await playgroundPage.row('event').first().click()
  await playgroundPage.region('Inspector').scrollIntoViewIfNeeded()
  await expect(playgroundPage.region('Inspector')).toContainText('the runtime now owns the request')
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await context.close()
})

test('the system’s own colours are kept, and what is selected is still to be told', async ({ browser, playground }) => {
  const context = await browser.newContext({ forcedColors: 'active', viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await playgroundPage.choose('hello-bash')
  await playgroundPage.invoke(1, 'ok')
  await playgroundPage.row('event').first().click()
  const outline = await page.locator('.row.selected').evaluate((row) => getComputedStyle(row).outlineStyle)
  expect(outline).toBe('solid')
  await expectNothing(page, 'forced colours')
  await context.close()
})

test('a screen reader is told how an invocation went, in one sentence', async ({ page, playground }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await playgroundPage.choose('hello-bash')
  await playgroundPage.invoke(1, 'ok')
  await expect(page.getByRole('log', { name: 'What happens' })).toContainText(/Invoke 1.*ok/)
})
