import type { Locator, Page } from '@playwright/test'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

test.use({
  functions: {
    printing: {
      'index.mjs': `export async function handler({ name = 'nobody' }) {
  console.log('serving', name)
  process.stdout.write(JSON.stringify({ level: 'warn', order: { id: 17 } }) + '\\n')
  process.stdout.write('\\u001b[31mred\\u001b[0m and plain\\n')
  process.stderr.write('to standard error\\n')
  console.error('an ERROR line')
  console.log('a long line ' + 'of words '.repeat(60) + 'with its end')
}
`,
    },
  },
})

/** The console after a call of Ada and one of Bob. */
async function withTwo(
  page: Page,
  playground: { address: string; call: (name: string, event: unknown) => Promise<Response> },
): Promise<{ shown: PlaygroundPage; log: Locator; line: (text: string | RegExp) => Locator }> {
  for (const name of ['Ada', 'Bob']) await playground.call('printing', { name })
  await page.setViewportSize({ width: 1440, height: 1700 })
  const shown = new PlaygroundPage(page)
  await shown.open(`${playground.address}?function=printing`)
  const separator = page.getByRole('separator', { name: 'Height of the console' })
  const box = (await separator.boundingBox())!
  await page.mouse.move(box.x + 200, box.y + 1)
  await page.mouse.down()
  await page.mouse.move(box.x + 200, 900, { steps: 4 })
  await page.mouse.up()
  const log = page.getByRole('log', { name: 'Log' })
  const line = (text: string | RegExp) => log.locator('.console-line').filter({ hasText: text })
  await expect(line('serving Bob')).toBeVisible()
  await expect(line('serving Ada')).toBeVisible()
  return { shown, log, line }
}

test('each invocation has a head for its START, END and REPORT, and folds into it', async ({ page, playground }) => {
  const { shown, log, line } = await withTwo(page, playground)
  await expect(log).not.toContainText('START RequestId')
  await expect(line(/^.*Invoke 1 ok · .* · billed .* of 128 MB/)).toHaveCount(1)
  await line('Invoke 1').getByRole('button', { name: 'Fold' }).click()
  await expect(line('serving Ada')).toHaveCount(0)
  await expect(line('serving Bob')).toHaveCount(1)
  await line('Invoke 1').getByRole('button', { name: 'Unfold' }).click()
  await expect(line('serving Ada')).toHaveCount(1)
  await line('Invoke 2').getByRole('button', { name: 'Fold' }).click()
  await shown.pick('Show in the console', /^Unfold all/)
  await expect(line('serving Bob')).toHaveCount(1)
  await shown.pick('Show in the console', /^START, END and REPORT/)
  for (const word of ['START', 'END', 'REPORT']) await expect(line(`${word} RequestId`)).toHaveCount(2)
  await expect(line('Invoke 1')).toHaveCount(0)
})

test('JSON unfolds, colours are drawn, and no escape is left in the text', async ({ page, playground }) => {
  const { log, line } = await withTwo(page, playground)
  const json = line('{"level":"warn"').first()
  await expect(log).not.toContainText('"id": 17')
  await json.getByRole('button', { name: 'Unfold' }).click()
  await expect(line(/^\s*"id": 17$/)).toHaveCount(1)
  await json.getByRole('button', { name: 'Fold' }).click()
  await expect(line(/^\s*"id": 17$/)).toHaveCount(0)
  const red = line('red and plain').first().getByText('red', { exact: true })
  const [own, around] = await Promise.all(
    [red, line('red and plain').first()].map((one) => one.evaluate((text) => getComputedStyle(text).color)),
  )
  expect(own).not.toBe(around)
  await expect(log).not.toContainText('\u001b')
  await expect(log).not.toContainText('[31m')
})

test('a search counts the lines, marks the words, and goes from match to match', async ({ page, playground }) => {
  const { log, line } = await withTwo(page, playground)
  const search = page.getByRole('textbox', { name: 'Search the console' })
  const count = page.getByRole('status').filter({ hasText: /^\d+ of \d+$|^none$/ })
  await search.fill('SERVING')
  await expect(count).toHaveText('1 of 2')
  await expect(log.locator('mark')).toHaveText(['serving', 'serving'])
  const current = log.locator('.current')
  await expect(current).toContainText('serving Ada')
  await page.getByRole('button', { name: 'Next match' }).click()
  await expect(count).toHaveText('2 of 2')
  await expect(current).toContainText('serving Bob')
  await search.press('Enter')
  await expect(count).toHaveText('1 of 2')
  await search.press('Shift+Enter')
  await expect(count).toHaveText('2 of 2')
  await search.fill('no such words')
  await expect(count).toHaveText('none')
  await expect(page.getByRole('button', { name: 'Next match' })).toBeDisabled()
  await search.press('Escape')
  await expect(search).toHaveValue('')
  await expect(line('serving Bob')).toBeVisible()
})

test('levels and sources are hidden, and stay hidden after a reload', async ({ page, playground }) => {
  const { shown, line } = await withTwo(page, playground)
  await shown.pick('Show in the console', /^Errors/)
  await expect(line('an ERROR line')).toHaveCount(0)
  await expect(line('to standard error')).toHaveCount(2)
  await shown.pick('Show in the console', /^Warnings/)
  await expect(line('"level":"warn"')).toHaveCount(0)
  await shown.pick('Show in the console', /^Standard error/)
  await expect(line('to standard error')).toHaveCount(0)
  await shown.pick('Show in the console', /^Lambda’s own lines/)
  await expect(line('Invoke 1')).toHaveCount(0)
  await expect(line('serving Ada')).toHaveCount(1)
  await page.reload()
  await expect(line('serving Bob')).toBeVisible()
  await expect(line('to standard error')).toHaveCount(0)
  await shown.pick('Show in the console', /^Standard error/)
  await expect(line('to standard error')).not.toHaveCount(0)
})

test('long lines wrap, and what is cleared comes back', async ({ page, playground }) => {
  const { line } = await withTwo(page, playground)
  await expect(line(/with its end$/)).toHaveCount(2)
  await expect(line(/a long line.*with its end$/)).toHaveCount(2)
  await page.getByRole('button', { name: 'Wrap long lines' }).click()
  await expect(line(/with its end$/)).toHaveCount(2)
  await expect(line(/a long line.*with its end$/)).toHaveCount(0)
  await page.getByRole('button', { name: 'Clear the console' }).click()
  await expect(line(/./)).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Console' })).toContainText('Cleared. The lines stay in the session')
  await playground.call('printing', { name: 'Eve' })
  await expect(line('serving Eve')).toBeVisible()
  await expect(line('serving Ada')).toHaveCount(0)
  await page.getByRole('button', { name: 'Show what was cleared' }).click()
  await expect(line('serving Ada')).toHaveCount(1)
})

test('a line and its row in the diagram are selected together', async ({ page, playground }) => {
  const { shown, line, log } = await withTwo(page, playground)
  await line('serving Ada').click()
  await expect(shown.selected).toHaveAccessibleName(/serving Ada/)
  await expect(shown.region('Inspector')).toContainText('printed this line')
  await expect(log.locator('.selected').filter({ hasText: 'serving' })).toContainText('serving Ada')
  await shown.row('.*serving Bob').click()
  await expect(log.locator('.selected').filter({ hasText: 'serving' })).toContainText('serving Bob')
  await line('Invoke 1').click()
  await expect(shown.region('Inspector').getByText('Invoke 1', { exact: true })).toBeVisible()
})

test('what is shown is copied as it was printed, without escapes', async ({ page, playground, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await withTwo(page, playground)
  await page.getByRole('button', { name: 'Copy the console' }).click()
  await expect(page.getByText(/^\d+ lines copied\.$/)).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('red and plain\n')
  expect(copied).toContain('serving Bob\n')
  expect(copied).not.toContain('\u001b')
})
