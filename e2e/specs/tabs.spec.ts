import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

test('two tabs see the same functions, invocations and runs, and keep their selection, filter and text to themselves', async ({
  context,
  page,
  playground,
}) => {
  const one = new PlaygroundPage(page)
  await one.open(playground.address)
  await one.choose('hello-node')
  const two = new PlaygroundPage(await context.newPage())
  await two.open(playground.address)
  await two.choose('hello-node')
  await one.invoke(1, 'ok')
  await expect(two.region('Result').getByRole('status')).toContainText('Invoke 1')
  await expect(two.row('POST response')).toBeVisible()

  await one.row('event').first().click()
  await expect(one.region('Inspector')).toContainText('the runtime now owns the request')
  await expect(two.region('Inspector')).toContainText('Select any arrow')
  await page.getByRole('combobox', { name: 'Filter' }).fill('kind:output')
  await expect(one.row('POST response')).toHaveCount(0)
  await expect(two.row('POST response')).toBeVisible()
  await expect(two.page.getByRole('combobox', { name: 'Filter' })).toHaveValue('')

  // A run belongs to the playground: either tab can stop what the other began.
  await page.getByRole('button', { name: 'How often' }).click()
  await page.getByRole('menuitem', { name: /^More/ }).click()
  const dialog = page.getByRole('dialog', { name: 'How to invoke' })
  await dialog.getByRole('textbox', { name: 'seconds', exact: true }).fill('600')
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: 'Start the run' }).click()
  await expect(two.page.getByRole('group', { name: 'Run', exact: true })).toBeVisible()
  await two.page.getByRole('group', { name: 'Run', exact: true }).getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('group', { name: 'Run', exact: true })).toHaveCount(0)
  await expect(two.page.getByRole('group', { name: 'Run', exact: true })).toHaveCount(0)
})
