import { AxeBuilder } from '@axe-core/playwright'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${colorScheme}`, async ({ browser, playground }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const playgroundPage = new PlaygroundPage(page)
    await playgroundPage.open(playground.address)
    const empty = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
    expect(empty.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    await playgroundPage.invoke(1, 'ok')
    await playgroundPage.row('event').first().click()
    const busy = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
    expect(busy.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    await context.close()
  })
}

test('everything loads under the strict policy, from the playground alone', async ({ page, playground }) => {
  const problems: string[] = []
  const foreign: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', (problem) => problems.push(problem.message))
  page.on(
    'request',
    (request) =>
      request.url().startsWith(playground.address) ||
      /^(data|blob):/.test(request.url()) ||
      foreign.push(request.url()),
  )
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await expect(playgroundPage.region('Event').locator('.monaco-editor').first()).toBeVisible()
  await playgroundPage.invoke(1, 'ok')
  await page.getByRole('tab', { name: 'Runtime' }).click()
  await expect(playgroundPage.region('Event')).toContainText('A whole Lambda runtime')
  expect(problems).toEqual([])
  expect(foreign).toEqual([])
})

test('keys move through the rows, to the inspector and back, and leave text fields alone', async ({
  page,
  playground,
}) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await playgroundPage.invoke(1, 'ok')
  await playgroundPage.row('invoke').click()
  await page.getByRole('treegrid').focus()
  await page.keyboard.press('j')
  await expect(playgroundPage.row('Init')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('j')
  await expect(playgroundPage.row('started')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('k')
  await page.keyboard.press('k')
  await expect(playgroundPage.row('invoke')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(playgroundPage.region('Inspector')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('treegrid')).toBeFocused()
  await page.keyboard.press('x')
  await expect(playgroundPage.row('explanation')).toHaveCount(0)
  await page.keyboard.press('F6')
  await expect(playgroundPage.region('Console')).toBeFocused()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
})

test('a narrow window keeps everything within reach', async ({ page, playground }) => {
  await page.setViewportSize({ width: 1024, height: 700 })
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await playgroundPage.invoke(1, 'ok')
  await playgroundPage.row('GET next').first().click()
  await expect(playgroundPage.region('Inspector')).toContainText('The runtime asks for work.')
  await page.getByRole('tab', { name: 'Console' }).click()
  await expect(playgroundPage.region('Console')).toContainText('Invoke 1 ok')
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
})

test('many rows stay few in the document', async ({ page, playground, request }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  for (let call = 0; call < 60; call += 1)
    await request.post(`${playground.address}2015-03-31/functions/hello-node/invocations`, { data: '{}' })
  await playgroundPage.choose('hello-node')
  await expect(playgroundPage.region('Result')).toContainText('Invoke 60')
  const rows = page.getByRole('treegrid')
  expect(Number(await rows.getAttribute('aria-rowcount'))).toBeGreaterThan(350)
  expect(await rows.getByRole('row').count()).toBeLessThan(60)
  await rows.evaluate((element) => element.scrollTo({ top: 0 }))
  await expect(playgroundPage.row('Invoke 1,')).toBeVisible()
  await request.post(`${playground.address}2015-03-31/functions/hello-node/invocations`, { data: '{}' })
  await page.getByRole('button', { name: /new/ }).click()
  await expect(playgroundPage.row('Invoke 61')).toBeVisible()
})
