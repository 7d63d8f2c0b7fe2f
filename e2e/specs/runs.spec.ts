import type { Locator, Page } from '@playwright/test'
import { expect, test, waiting } from '../support/gate.ts'
import { PlaygroundPage } from '../support/page.ts'

const echo = {
  'index.mjs':
    "export const handler = async (event, { clientContext }) => ({ event, clientContext: clientContext ?? 'none' })\n",
}

test.use({ functions: { echo, slow: waiting } })

async function open(page: Page, address: string, name: string, event?: unknown): Promise<PlaygroundPage> {
  // The event that this browser remembers of the function.
  if (event !== undefined)
    await page.addInitScript(
      ([key, text]) => localStorage.setItem(key!, text!),
      [`event:${name}`, JSON.stringify(event)],
    )
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${address}?function=${name}`)
  return playgroundPage
}

async function settings(page: PlaygroundPage): Promise<Locator> {
  await page.pick('How often', /^More/)
  const dialog = page.page.getByRole('dialog', { name: 'How to invoke' })
  await expect(dialog).toBeVisible()
  return dialog
}

const field = (dialog: Locator, name: string) => dialog.getByRole('textbox', { name, exact: true })
const press = (page: Page) => page.getByRole('banner').getByRole('button', { name: 'Invoke', exact: true }).click()

test('twenty calls, five of them at once, show how far they have come until all are answered', async ({
  page,
  playground,
  gate,
}) => {
  const playgroundPage = await open(page, playground.address, 'slow', gate.event)
  const dialog = await settings(playgroundPage)
  await field(dialog, 'times').fill('20')
  await field(dialog, 'calls under way at once').fill('5')
  await dialog.getByRole('button', { name: 'Start the run' }).click()
  const run = page.getByRole('group', { name: 'Run', exact: true })
  await expect(run).toContainText('0 of 20 · 5 open')
  await expect(playgroundPage.region('Sequence')).toContainText('5 invocations under way · 5 busy', { timeout: 30_000 })
  gate.letOne()
  await expect(run).toContainText('1 of 20 · 5 open')
  await expect(run.getByRole('progressbar', { name: 'Calls answered' })).toHaveAttribute('value', '1')
  gate.open()
  await expect(run).toHaveCount(0, { timeout: 30_000 })
  await expect(playgroundPage.region('Result').getByRole('status')).toContainText('Invoke 20')
  await expect(playgroundPage.region('Sequence')).toContainText(/\d environments frozen/)
  await expect(page.getByRole('button', { name: 'How often' })).toHaveText('×20 · 5 at once')
})

test('calls at a rate go on until they are stopped', async ({ page, playground }) => {
  const playgroundPage = await open(page, playground.address, 'echo')
  const dialog = await settings(playgroundPage)
  await field(dialog, 'a second, for').fill('10')
  await field(dialog, 'seconds').fill('600')
  await expect(dialog.getByRole('radio').nth(1)).toBeChecked()
  await dialog.getByRole('button', { name: 'Start the run' }).click()
  const run = page.getByRole('group', { name: 'Run', exact: true })
  await expect(run).toContainText(/[1-9]\d* of 6,000/, { timeout: 20_000 })
  await run.getByRole('button', { name: 'Stop' }).click()
  await expect(run).toHaveCount(0)
  // Nothing is under way any more: a call by hand is the next one.
  const status = playgroundPage.region('Result').getByRole('status')
  const last = Number(/Invoke (\d+)/.exec((await status.textContent())!)![1])
  expect(last).toBeLessThan(1000)
  await playgroundPage.pick('How often', /^Once/)
  await playgroundPage.invoke(last + 1, 'ok')
})

test('an asynchronous call is taken with 202, a dry run says 204 and runs nothing', async ({ page, playground }) => {
  const playgroundPage = await open(page, playground.address, 'echo')
  const status = playgroundPage.region('Result').getByRole('status')
  await playgroundPage.pick('Kind of call', /^Dry run/)
  await press(page)
  await expect(page.getByText('Dry run: echo could be invoked. Nothing ran.')).toBeVisible()
  await expect(status).toContainText('Dry run')
  await expect(status).toContainText('204')
  await expect(playgroundPage.row('started')).toHaveCount(0)
  await playgroundPage.pick('Kind of call', /^Asynchronous/)
  await press(page)
  await expect(page.getByText('Accepted: Lambda runs it, and nobody waits for the result.')).toBeVisible()
  await expect(status).toContainText('Invoke 1')
  await expect(status).toContainText('202')
  await expect(status).toContainText('ok')
  await expect(playgroundPage.row('Invoke 1')).toContainText('async · attempt 1 of 3 · cold')
  await expect(playgroundPage.row('POST response')).toBeVisible()
})

test('a caller hangs up after its time-out, and the function runs to its end all the same', async ({
  page,
  playground,
  gate,
}) => {
  const playgroundPage = await open(page, playground.address, 'slow', gate.event)
  const dialog = await settings(playgroundPage)
  await expect(field(dialog, 'ms')).toBeDisabled()
  await dialog.getByRole('checkbox', { name: /hangs up after/ }).check()
  await field(dialog, 'ms').fill('400')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await press(page)
  const sequence = playgroundPage.region('Sequence')
  await expect(sequence).toContainText('hung up', { timeout: 20_000 })
  await expect(sequence).toContainText('at work for')
  await expect(playgroundPage.row('POST response')).toHaveCount(0)
  gate.open()
  await expect(playgroundPage.row('POST response')).toBeVisible()
  await expect(sequence).toContainText(/runtime waiting|frozen for/)
})

test('a call that is given up by hand, and the client context that the handler gets', async ({
  page,
  playground,
  gate,
}) => {
  const slow = await open(page, playground.address, 'slow', gate.event)
  await press(page)
  await page.getByRole('button', { name: 'Hang up' }).click()
  await expect(slow.region('Sequence')).toContainText('hung up')
  gate.open()
  await slow.choose('echo')
  const dialog = await settings(slow)
  await dialog.getByLabel('Client context, JSON').fill('{ "custom": ')
  await expect(dialog).toContainText('The context is not JSON')
  await dialog.getByLabel('Client context, JSON').fill('{ "custom": { "key": "from the page" } }')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await slow.invoke(1, 'ok')
  await expect(slow.region('Result')).toContainText('"key": "from the page"')
})
