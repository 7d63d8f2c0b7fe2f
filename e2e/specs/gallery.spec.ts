import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

const index = JSON.parse(readFileSync(join(import.meta.dirname, '../../examples/examples.json'), 'utf8')) as {
  programs: Record<string, string>
  examples: { name: string; group: string; tags: string[] }[]
}
const inGroup = (group: string) => index.examples.filter((one) => one.group === group).length

/** The playground's own list, on a machine that has Go and no Rust. */
async function withoutRust(page: Page): Promise<void> {
  const rust = ['rustc', 'cargo']
  await page.route('**/api/examples', async (route) => {
    const answer = await route.fetch()
    const { examples } = (await answer.json()) as { examples: { needs: string[]; missing: object[] }[] }
    for (const one of examples)
      one.missing = one.needs
        .filter((program) => rust.includes(program))
        .map((program) => ({ program, get: index.programs[program] }))
    await route.fulfill({ json: { examples } })
  })
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

test('examples are found by section, by words and by keys alone', async ({ page, playground }) => {
  await withoutRust(page)
  await new PlaygroundPage(page).open(playground.address)
  await page.keyboard.press('Control+k')
  await expect(page.getByPlaceholder('What do you want to do?')).toBeFocused()
  await page.keyboard.type('gallery')
  await page.keyboard.press('Enter')
  const { dialog, search, options, selected } = parts(page)
  await expect(search).toBeFocused()
  await expect(options).toHaveCount(index.examples.length)
  await expect(selected).toContainText('hello-node')
  await expect(dialog).toContainText('It is open already')

  // Keys go on from section to section, and what they are at is in sight.
  for (const { name } of index.examples.slice(1, 12)) {
    await page.keyboard.press('ArrowDown')
    await expect(selected).toContainText(name)
  }
  await page.keyboard.press('ArrowUp')
  await expect(selected).toContainText('runtime-rust')
  await expect(selected).toBeInViewport({ ratio: 1 })
  await expect(selected).toContainText('needs rustc')
  await expect(dialog).toContainText(`rustc is not here. ${index.programs['rustc']}`)
  await page.keyboard.press('ArrowUp')
  await expect(selected).toContainText('go found')
  await expect(dialog).toContainText('It is copied to the data directory when it is opened, and built there.')

  const section = (name: string) => dialog.getByRole('group', { name: 'Sections' }).getByRole('button', { name })
  await section('Extensions').click()
  await expect(options).toHaveCount(inGroup('Extensions'))
  await expect(search).toBeFocused()
  await page.keyboard.type('telemetry')
  await expect(options.first()).toContainText('telemetry')
  const found = await options.count()
  expect(found).toBeLessThan(inGroup('Extensions'))
  await section('All examples').click()
  await expect(section('All examples')).toContainText(String(await options.count()))
  await search.fill('nothing like it')
  await expect(dialog).toContainText('No example is called that.')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test('an example that cannot be opened says why, and one that can is shown', async ({ page, playground }) => {
  // Whose runtime attaches by that name has it.
  const poll = fetch(`http://${playground.attachAddress}/frozen-timer/2018-06-01/runtime/invocation/next`).catch(
    () => {},
  )
  // The page goes to a runtime that attaches while it looks: this one was there before.
  await expect.poll(async () => (await fetch(`${playground.address}api/state`)).text()).toContain('frozen-timer')
  await new PlaygroundPage(page).open(`${playground.address}?function=hello-bash`)
  // Before anything has happened, the way is in the middle of the page.
  await page.getByRole('button', { name: 'Open an example…' }).click()
  const { dialog, search, options } = parts(page)
  await search.fill('frozen-timer')
  await dialog.getByRole('button', { name: 'Open' }).click()
  await expect(dialog.locator('.wrong')).toContainText('There is a function frozen-timer already: an attached runtime.')
  await search.fill('snapstart')
  await options.first().click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('snapstart')
  await playground.stop('kill')
  await poll
})

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 1024, height: 700 } })

    test('axe finds nothing in the gallery, nor in the form for a new function', async ({ page, playground }) => {
      await withoutRust(page)
      await new PlaygroundPage(page).open(playground.address)
      await page.getByRole('combobox', { name: 'Function' }).click()
      await expect(page.getByRole('option', { name: /^hello-node/ })).toBeVisible()
      await axeFindsNothing(page)
      await page.getByRole('option', { name: /^New function/ }).click()
      await expect(page.getByRole('dialog')).toContainText('Or a project, which is opened whole')
      await axeFindsNothing(page)
      await page.getByRole('dialog').getByRole('button', { name: 'open an example…' }).click()
      await expect(parts(page).options).toHaveCount(index.examples.length)
      await axeFindsNothing(page)
    })
  })
