import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

test.use({
  functions: { shop: { 'index.mjs': 'export const handler = async (event) => event\n' } },
})

class EventPage extends PlaygroundPage {
  readonly pane: Locator = this.region('Event')
  readonly saved: Locator = this.pane.getByRole('button', { name: 'Saved events' })
  readonly unsaved: Locator = this.pane.getByTitle('Not saved')
  readonly editor: Locator = this.pane.locator('.monaco-editor').first()

  /** Answers the question for a name. */
  async name(question: string, name: string): Promise<void> {
    await this.pane.getByLabel(question).fill(name)
    await this.page.keyboard.press('Enter')
    await expect(this.pane.getByLabel(question)).toHaveCount(0)
    await expect(this.saved).toHaveText(name)
  }
}

test('an event is saved as a file with the function, renamed, duplicated, and opened again', async ({
  page,
  playground,
}) => {
  const shown = new EventPage(page)
  await shown.open(`${playground.address}?function=shop`)
  const file = (name: string) => join(playground.folderOf('shop'), 'events', `${name}.json`)
  await expect(shown.saved).toHaveText('Not saved')
  await shown.writeEvent('{"order":1}')
  await shown.pick('Saved events', /^Save as/)
  await shown.name('Save the event as', 'first order')
  expect(readFileSync(file('first order'), 'utf8')).toBe('{"order":1}')
  await expect(shown.unsaved).toHaveCount(0)

  await shown.writeEvent('{"order":2}')
  await expect(shown.unsaved).toBeVisible()
  await shown.pick('Saved events', /^Save first order/)
  await expect(page.getByText('Saved first order', { exact: true })).toBeVisible()
  await expect(shown.unsaved).toHaveCount(0)
  expect(readFileSync(file('first order'), 'utf8')).toBe('{"order":2}')

  await shown.pick('Saved events', /^Rename/)
  await shown.name('Rename first order', 'order')
  expect(existsSync(file('first order'))).toBe(false)
  expect(readFileSync(file('order'), 'utf8')).toBe('{"order":2}')

  await shown.pick('Saved events', /^Duplicate/)
  await expect(shown.pane.getByLabel('Save the event as')).toHaveValue('order copy')
  await shown.name('Save the event as', 'refund')
  await shown.writeEvent('{"refund":1}')
  await shown.pick('Saved events', /^Save refund/)
  await expect(shown.unsaved).toHaveCount(0)
  expect(readFileSync(file('refund'), 'utf8')).toBe('{"refund":1}')
  expect(readFileSync(file('order'), 'utf8')).toBe('{"order":2}')

  await shown.pick('Saved events', /^order/)
  await expect(shown.saved).toHaveText('order')
  await expect(shown.editor).toContainText('{"order":2}')
  await shown.invoke(1, 'ok')
  await expect(shown.region('Result')).toContainText('"order": 2')

  // A file that somebody puts there is an event as well.
  writeFileSync(file('by hand'), '{"hand":1}')
  await expect(async () => {
    await shown.pick('Saved events', /^by hand/)
  }).toPass()
  await expect(shown.editor).toContainText('{"hand":1}')
})

test('a name that will not do is refused before anything is written', async ({ page, playground }) => {
  const shown = new EventPage(page)
  await shown.open(`${playground.address}?function=shop`)
  await expect(shown.editor).toBeVisible()
  await shown.pick('Saved events', /^Save as/)
  const name = shown.pane.getByLabel('Save the event as')
  const save = shown.pane.getByRole('button', { name: 'Save', exact: true })
  await name.fill('../away')
  await expect(shown.pane.getByText(/^A name begins with a letter or digit/)).toBeVisible()
  await expect(save).toBeDisabled()
  await name.fill('one')
  await save.click()
  await expect(shown.saved).toHaveText('one')
  await shown.pick('Saved events', /^Save as/)
  await name.fill('one')
  await expect(shown.pane.getByText('There is an event “one” already.')).toBeVisible()
  await expect(save).toBeDisabled()
  await name.press('Escape')
  await expect(name).toHaveCount(0)
})

test('a deleted event comes back with Undo', async ({ page, playground }) => {
  const shown = new EventPage(page)
  await shown.open(`${playground.address}?function=shop`)
  const file = join(playground.folderOf('shop'), 'events', 'order.json')
  await shown.writeEvent('{"order":7}')
  await shown.pick('Saved events', /^Save as/)
  await shown.name('Save the event as', 'order')
  await shown.pick('Saved events', /^Delete/)
  await expect(page.getByText('Deleted order. Its text stays in the editor.')).toBeVisible()
  await expect(shown.saved).toHaveText('Not saved')
  await expect(shown.editor).toContainText('{"order":7}')
  expect(existsSync(file)).toBe(false)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(shown.saved).toHaveText('order')
  expect(readFileSync(file, 'utf8')).toBe('{"order":7}')
})

test('a reload keeps the last event, saved or not', async ({ page, playground }) => {
  const shown = new EventPage(page)
  await shown.open(`${playground.address}?function=shop`)
  await shown.writeEvent('{"order":1}')
  await shown.pick('Saved events', /^Save as/)
  await shown.name('Save the event as', 'order')
  await page.reload()
  await expect(shown.saved).toHaveText('order')
  await expect(shown.editor).toContainText('{"order":1}')
  await expect(shown.unsaved).toHaveCount(0)
  await shown.writeEvent('{"order":"unsaved"}')
  await expect(shown.unsaved).toBeVisible()
  await page.reload()
  await expect(shown.saved).toHaveText('order')
  await expect(shown.unsaved).toBeVisible()
  await expect(shown.editor).toContainText('{"order":"unsaved"}')
})
