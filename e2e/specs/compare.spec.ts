import { AxeBuilder } from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

// Tall enough for all rows: the last one lies under the row that is now.
test.use({ viewport: { width: 1440, height: 1700 } })

class ComparePage extends PlaygroundPage {
  readonly sheet: Locator = this.page.getByRole('dialog', { name: 'Compare' })
  readonly summary: Locator = this.sheet.getByRole('status')

  /** A pair of steps by a part of what is said of it. */
  pair(said: RegExp): Locator {
    return this.sheet.getByRole('button', { name: said })
  }

  side(letter: 'A' | 'B'): Locator {
    return this.sheet.getByRole('combobox', { name: `Invocation of side ${letter}` })
  }

  async expectAccessible(state: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).exclude('.monaco-editor').analyze()
    expect(violations.map(({ id, nodes }) => `${state}, ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  }
}

test('two events of one function: the first difference is in the call, and each body differs by its paths', async ({
  page,
  playground,
}) => {
  await playground.call('hello-node', { name: 'Ada' })
  await playground.call('hello-node', { name: 'Ada', order: { items: ['tea'] } })
  await playground.call('hello-node', { name: 'Grace', order: { items: ['tea', 'jam'] } })
  const shown = new ComparePage(page)
  await shown.open(`${playground.address}?function=hello-node`)
  await shown.row('POST response').last().click()
  await page.keyboard.press('d')
  await expect(shown.summary).toHaveText('First difference: step 1, the body of the call')
  await expect(shown.side('A').locator('option:checked')).toContainText('Invoke 2')
  await expect(shown.side('B').locator('option:checked')).toContainText('Invoke 3')
  await page.keyboard.press('n')
  await expect(shown.pair(/first difference, invoke, other body/)).toBeFocused()
  await page.keyboard.press('Enter')
  const body = shown.sheet.getByRole('region', { name: 'Body' })
  await expect(body.getByRole('listitem')).toHaveText([
    /differs: name"Ada" against "Grace"/,
    /only in B: order\.items\[1\] against "jam"/,
  ])
  await body.getByText('1 is the same').click()
  await expect(body.getByRole('listitem').filter({ hasText: 'the same: order.items[0]' })).toBeVisible()
  await shown.expectAccessible('two events')
  await page.keyboard.press('Enter')
  await page.keyboard.press('n')
  await expect(shown.pair(/event, other body/)).toBeFocused()
  // Ids in heads differ each time, and count when they are asked for.
  await expect(shown.pair(/GET next, the same/)).toBeVisible()
  await shown.sheet.getByRole('checkbox', { name: 'Compare ids and times too' }).check()
  await expect(shown.pair(/event, other headers, body/)).toBeVisible()
})

test('cold against warm: Init is on one side only, and a step leads to its row', async ({ page, playground }) => {
  await playground.call('hello-bash', { name: 'Ada' })
  await playground.call('hello-bash', { name: 'Ada' })
  const shown = new ComparePage(page)
  await shown.open(`${playground.address}?function=hello-bash`)
  await shown.row('POST response').first().click()
  await shown
    .row('POST response')
    .last()
    .click({ modifiers: ['ControlOrMeta'] })
  await expect(shown.summary).toHaveText('First difference: step 2, Init is on side A only')
  await expect(shown.pair(/Init begins, only A$/)).toBeVisible()
  await expect(shown.pair(/Init ends, only A$/)).toBeVisible()
  await expect(shown.pair(/POST response, the same/)).toBeVisible()
  await expect(shown.sheet.getByText('only A', { exact: true }).first()).toBeVisible()
  const init = shown.sheet.locator('dl > div').filter({ hasText: 'Init' })
  await expect(init).toContainText('only A')
  await shown.sheet.getByRole('button', { name: 'Select POST response of side B in the diagram' }).click()
  await expect(shown.region('Inspector')).toContainText('The runtime posts the result')
  await expect(page).toHaveURL(/compare=/)
  await page.reload()
  await expect(shown.summary).toHaveText('First difference: step 2, Init is on side A only')
  await shown.sheet.focus()
  await page.keyboard.press('Escape')
  await expect(shown.sheet).toHaveCount(0)
  await expect(page).not.toHaveURL(/compare=/)
  await expect(page.getByRole('treegrid')).toBeFocused()
  await expect(shown.selected).toHaveAccessibleName(/^POST response/)
})

test('rows of one invocation are nothing to compare, and another can be chosen', async ({ page, playground }) => {
  await playground.call('hello-bash', { name: 'Ada' })
  const shown = new ComparePage(page)
  await shown.open(`${playground.address}?function=hello-bash`)
  await shown.row('POST response').click()
  await page.keyboard.press('d')
  await expect(page.getByText('Invoke 1 is the only one so far')).toBeVisible()
  await shown.row('event').click({ modifiers: ['ControlOrMeta'] })
  await expect(page.getByText('Both rows are of Invoke 1: there is nothing to compare.')).toBeVisible()
  await playground.call('hello-node', { name: 'Ada' })
  await expect.poll(() => page.evaluate(() => document.body.textContent)).not.toContain('reconnecting')
  await shown.row('POST response').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Compare with/ }).click()
  await expect(shown.sheet.getByRole('combobox', { name: 'Function of side B' })).toHaveValue('hello-node')
  await expect(shown.sheet.getByRole('list', { name: 'Who was sooner' })).toContainText('One run says little')
  await expect(shown.pair(/POST response, other headers, body/)).toBeVisible()
})

test('at a moment before an invocation there is nothing to compare yet', async ({ page, playground }) => {
  await playground.call('hello-bash', { name: 'Ada' })
  await playground.call('hello-bash', { name: 'Ada' })
  const shown = new ComparePage(page)
  await shown.open(`${playground.address}?function=hello-bash`)
  await shown.row('event').first().click()
  const seq = new URL(page.url()).searchParams.get('at')!
  await shown.row('event').last().click()
  await page.keyboard.press('d')
  await expect(shown.summary).toContainText('First difference')
  const url = new URL(page.url())
  url.searchParams.set('moment', seq)
  await shown.page.goto(url.href)
  await expect(shown.sheet).toContainText('At the moment that is shown, not both invocations have begun.')
  await shown.sheet.getByRole('button', { name: 'Back to now' }).click()
  await expect(shown.summary).toContainText('First difference')
})

test('a race of bash against Node.js, cold and warm, says who was sooner', async ({ page, playground }) => {
  const shown = new ComparePage(page)
  await shown.open(`${playground.address}?function=hello-bash`)
  await page.keyboard.press('ControlOrMeta+K')
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible()
  await page.keyboard.type('race two')
  await expect(page.getByRole('option', { selected: true })).toHaveText('Race two functions…')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Race two functions' })
  await expect(dialog.getByRole('combobox', { name: 'Function A' })).toHaveValue('hello-bash')
  await expect(dialog.getByRole('combobox', { name: 'Function B' })).toHaveValue('hello-node')
  await shown.expectAccessible('the question')
  await dialog.getByRole('button', { name: 'Race', exact: true }).click()
  await expect(shown.sheet).toBeVisible({ timeout: 60_000 })
  await expect(dialog).toHaveCount(0)
  const words = shown.sheet.getByRole('list', { name: 'Who was sooner' })
  await expect(words).toContainText(/Cold: (the caller of hello-(bash|node) waited|both callers waited)/)
  await expect(words).toContainText(/Warm: (the caller of hello-(bash|node) waited|both callers waited)/)
  await expect(shown.sheet.getByRole('tab')).toHaveText(['Cold', 'Warm'])
  await expect(shown.pair(/Init begins, the same/)).toBeVisible()
  await shown.expectAccessible('the race')
  await shown.sheet.getByRole('tab', { name: 'Warm' }).click()
  await expect(shown.pair(/Init begins/)).toHaveCount(0)
  await expect(shown.pair(/POST response, other/)).toBeVisible()
  // Both calls are in the journal, each with its function.
  await shown.sheet.getByRole('button', { name: 'Select POST response of side B in the diagram' }).click()
  await expect(page.getByRole('combobox', { name: 'Function', exact: true })).toContainText('hello-node')
})
