import type { Locator } from '@playwright/test'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

// Rows out of sight are not drawn: here all are in sight.
test.use({
  viewport: { width: 1440, height: 1700 },
  functions: {
    mixed: {
      'index.mjs': `const api = \`http://\${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime\`
export async function handler({ refused, fails }) {
  if (refused) await fetch(\`\${api}/invocation/nobody/response\`, { method: 'POST', body: '1' })
  if (fails) throw new Error('as asked')
  console.log('going well')
}
`,
    },
  },
})

class FilteredPage extends PlaygroundPage {
  readonly filter = this.page.getByRole('combobox', { name: 'Filter' })
  readonly count: Locator = this.page.getByRole('status').filter({ hasText: /^[\d,]+ of [\d,]+$/ })
  readonly problem: Locator = this.page.getByRole('alert').filter({ has: this.page.locator('mark') })

  /** Shows three invocations: one that goes well, one with a call that is refused, one that fails. */
  static async withThree(
    page: PlaygroundPage['page'],
    playground: { address: string; call: (name: string, event: unknown) => Promise<Response> },
  ): Promise<FilteredPage> {
    for (const event of [{}, { refused: true }, { fails: true }]) await playground.call('mixed', event)
    const shown = new FilteredPage(page)
    await shown.open(`${playground.address}?function=mixed`)
    await shown.bands(1, 2, 3)
    return shown
  }

  /** These invocations, and no others, have rows. */
  async bands(...numbers: number[]): Promise<void> {
    for (const number of [1, 2, 3])
      await expect(this.row(`Invoke ${number},`)).toHaveCount(numbers.includes(number) ? 1 : 0)
  }
}

test('a filter leaves the rows that match in their bands, and counts them', async ({ page, playground }) => {
  const shown = await FilteredPage.withThree(page, playground)
  await shown.filter.fill('status:>=400')
  await shown.bands(2)
  await expect(shown.row('POST response')).toHaveCount(1)
  await expect(shown.row('POST response')).toContainText('400')
  await expect(shown.row('GET next')).toHaveCount(0)
  await expect(shown.count).toHaveText(/^2 of \d\d+$/)
  await expect(shown.region('Console')).not.toContainText('going well')
  await shown.filter.fill('invoke:2')
  await shown.bands(2)
  await expect(shown.row('event')).toHaveCount(1)
  await shown.filter.fill('-invoke:2')
  await shown.bands(1, 3)
  await shown.filter.fill('invoke:1 or has:refusal')
  await shown.bands(1, 2)
  await shown.filter.fill('(invoke:1 or invoke:3) -has:error')
  await shown.bands(1)
  await shown.filter.fill('"going well"')
  await shown.bands(1, 2)
  await expect(shown.count).toHaveText(/^2 of/)
})

test('rows that do not match are left out, or stay and are dimmed', async ({ page, playground }) => {
  const shown = await FilteredPage.withThree(page, playground)
  await shown.filter.fill('invoke:2')
  await shown.bands(2)
  const count = await shown.count.textContent()
  const colour = (name: string) =>
    shown
      .row(name)
      .getByText(name.slice(0, -1), { exact: true })
      .evaluate((text) => getComputedStyle(text).color)
  await page.getByRole('button', { name: 'only', exact: true }).click()
  await shown.bands(1, 2, 3)
  await expect(shown.count).toHaveText(count!)
  expect(await colour('Invoke 1,')).toBe(await colour('Invoke 3,'))
  expect(await colour('Invoke 1,')).not.toBe(await colour('Invoke 2,'))
  await page.getByRole('button', { name: 'dim', exact: true }).click()
  await shown.bands(2)
})

test('a filter that cannot be read says why at the place, and changes nothing', async ({ page, playground }) => {
  const shown = await FilteredPage.withThree(page, playground)
  await shown.filter.fill('invoke:2')
  await shown.bands(2)
  for (const [text, place, reason] of [
    ['invoke:2 status:many', 'many', 'status: compares a number, such as status:>=400, or two as in status:1..2.'],
    ['colour:red', 'colour', 'There is no field “colour”. Fields are path, method, status'],
    ['has:feathers', 'feathers', 'has: knows no “feathers”. It can be error, refusal'],
    ['(invoke:2', '(', 'This parenthesis is not closed. Add a ) at its end.'],
  ] as const) {
    await shown.filter.fill(text)
    await expect(shown.problem).toContainText(reason)
    await expect(shown.problem.locator('mark')).toHaveText(place)
    await expect(shown.filter).toHaveAccessibleDescription(new RegExp(reason.slice(0, 20).replaceAll('(', '\\(')))
    await shown.bands(2)
  }
  await shown.filter.fill('invoke:3')
  await expect(shown.problem).toHaveCount(0)
  await shown.bands(3)
})

test('fields and values are completed with the keyboard, and a reload keeps the filter', async ({
  page,
  playground,
}) => {
  const shown = await FilteredPage.withThree(page, playground)
  await page.keyboard.press('/')
  await expect(shown.filter).toBeFocused()
  await page.keyboard.type('sta')
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { selected: true })).toContainText('HTTP status of the answer')
  await page.keyboard.press('Enter')
  await expect(shown.filter).toHaveValue('status:')
  await expect(page.getByRole('option')).toContainText(['>=400', '200'])
  await expect(shown.problem).toHaveCount(0)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await expect(shown.filter).toHaveValue('status:>=400')
  await shown.bands(2)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('treegrid')).toBeFocused()
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await expect.poll(() => new URL(page.url()).searchParams.get('filter')).toBe('status:>=400')
  await page.reload()
  await expect(shown.filter).toHaveValue('status:>=400')
  await shown.bands(2)
})

test('its key is kept for it where it comes before the filter is loaded', async ({ page, playground }) => {
  let load = () => {}
  const asked = new Promise<void>((resolve) => (load = resolve))
  await page.route(/filter-bar-.*js/, async (route) => {
    await asked
    await route.continue()
  })
  const shown = await FilteredPage.withThree(page, playground)
  await page.keyboard.press('/')
  await expect(shown.filter).toHaveCount(0)
  load()
  await expect(shown.filter).toBeFocused()
})

test('one key shows the selected invocation alone, and all again', async ({ page, playground }) => {
  const shown = await FilteredPage.withThree(page, playground)
  await shown.row('POST error').click()
  await page.keyboard.press('i')
  await shown.bands(3)
  await expect(shown.filter).toHaveValue(/^id:[\w-]{36}$/)
  await expect(shown.row('POST error')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('i')
  await shown.bands(1, 2, 3)
  await expect(shown.filter).toHaveValue('')
})

test('a filter is left with Escape and taken away with its button, also where nothing matches', async ({
  page,
  playground,
}) => {
  const shown = await FilteredPage.withThree(page, playground)
  await shown.filter.fill('inv')
  await expect(page.getByRole('listbox')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await expect(shown.filter).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('treegrid')).toBeFocused()
  await expect(shown.filter).toHaveValue('inv')
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await expect(shown.filter).toHaveValue('')
  await shown.bands(1, 2, 3)
  await expect(page).not.toHaveURL(/filter=/)
  await shown.filter.fill('no such text')
  await expect(shown.region('Sequence')).toContainText('No row matches no such text')
  await expect(shown.count).toHaveText(/^0 of/)
  await page.getByRole('button', { name: 'Show all rows' }).click()
  await shown.bands(1, 2, 3)
})

test('in a narrow pane the filter is an icon, and a field while it is used', async ({ page, playground }) => {
  const shown = await FilteredPage.withThree(page, playground)
  const icon = page.getByRole('button', { name: 'Open the filter' })
  const width = () => shown.filter.evaluate((field) => field.getBoundingClientRect().width)
  await page.setViewportSize({ width: 1024, height: 700 })
  await expect(icon).toBeHidden()
  await expect.poll(width).toBeGreaterThan(150)
  for (const narrow of [980, 400]) {
    await page.setViewportSize({ width: narrow, height: 700 })
    await expect(icon).toBeVisible()
    await icon.click()
    await expect(shown.filter).toBeFocused()
    await expect(icon).toBeHidden()
    await expect.poll(width).toBeGreaterThan(150)
    await page.keyboard.type('invoke:2')
    await expect(shown.count).toHaveText(/^\d+ of \d+$/)
    await page.getByRole('button', { name: 'only', exact: true }).click()
    await page.getByRole('button', { name: 'dim', exact: true }).click()
    await expect(shown.filter).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(icon).toBeVisible()
    await expect(shown.count).toHaveText(/^\d+ of \d+$/)
    await page.keyboard.press('/')
    await expect(shown.filter).toBeFocused()
    await page.getByRole('button', { name: 'Clear the filter' }).click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(icon).toBeVisible()
  }
  await page.setViewportSize({ width: 960, height: 700 })
  await icon.click()
  await page.keyboard.type('colour:red')
  await page.keyboard.press('Enter')
  await expect(shown.problem).toBeInViewport({ ratio: 1 })
})
