import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { manyExamples } from '../support/many-examples.ts'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

/** The playground lists sixty. */
async function list(page: Page): Promise<void> {
  await page.route('**/api/examples', (route) => route.fulfill({ json: { examples: manyExamples } }))
}

function parts(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Open an example' })
  return {
    dialog,
    search: dialog.getByRole('combobox', { name: 'Find an example' }),
    options: dialog.getByRole('option'),
    selected: dialog.getByRole('option', { selected: true }),
  }
}

async function axeFindsNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

test('sixty examples are found by section, by words and by keys alone', async ({ page, playground }) => {
  await list(page)
  await new PlaygroundPage(page).open(playground.address)
  await page.keyboard.press('Control+k')
  await expect(page.getByPlaceholder('What do you want to do?')).toBeFocused()
  await page.keyboard.type('gallery')
  await page.keyboard.press('Enter')
  const { dialog, search, options, selected } = parts(page)
  await expect(search).toBeFocused()
  await expect(options).toHaveCount(60)
  await expect(selected).toContainText('hello-bash')
  await expect(dialog).toContainText('It is open already')

  // Keys go on from section to section, and what they are at is in sight.
  await page.keyboard.press('PageDown')
  await page.keyboard.press('ArrowDown')
  await expect(selected).toContainText('runtime-rust')
  await expect(selected).toBeInViewport({ ratio: 1 })
  await expect(selected).toContainText('needs cargo')
  await expect(dialog).toContainText('cargo is not here. Install Rust with rustup')
  await page.keyboard.press('ArrowUp')
  await expect(selected).toContainText('go · here')
  await expect(dialog).toContainText('It is copied to the data directory when it is opened, and built there.')

  const section = (name: string) => dialog.getByRole('group', { name: 'Sections' }).getByRole('button', { name })
  await section('Extensions').click()
  await expect(options).toHaveCount(11)
  await expect(search).toBeFocused()
  await page.keyboard.type('java')
  await expect(options).toHaveCount(1)
  await expect(section('All examples')).toContainText('7')
  await section('All examples').click()
  await expect(options).toHaveCount(7)
  await search.fill('nothing like it')
  await expect(dialog).toContainText('No example is called that.')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test('an example that cannot be opened says why, and one that can is shown', async ({ page, playground }) => {
  await list(page)
  await new PlaygroundPage(page).open(playground.address)
  // Before anything has happened, the way is in the middle of the page.
  await page.getByRole('button', { name: 'Open an example…' }).click()
  const { dialog, search, options } = parts(page)
  await search.fill('runtime-rust')
  await dialog.getByRole('button', { name: 'Open' }).click()
  await expect(dialog.getByText(/runtime-rust/).last()).toBeVisible()
  await expect(dialog.locator('.wrong')).toContainText('runtime-rust')
  await search.fill('frozen-timer')
  await options.first().click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('frozen-timer')
})

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 1024, height: 700 } })

    test('axe finds nothing in the gallery, nor in the form for a new function', async ({ page, playground }) => {
      await list(page)
      await new PlaygroundPage(page).open(playground.address)
      await page.getByRole('combobox', { name: 'Function' }).click()
      await expect(page.getByRole('option', { name: /^hello-node/ })).toBeVisible()
      await axeFindsNothing(page)
      await page.getByRole('option', { name: /^New function/ }).click()
      await expect(page.getByRole('dialog')).toContainText('Or a project, which is opened whole')
      await axeFindsNothing(page)
      await page.getByRole('dialog').getByRole('button', { name: 'open an example…' }).click()
      await expect(parts(page).options).toHaveCount(60)
      await axeFindsNothing(page)
    })
  })
