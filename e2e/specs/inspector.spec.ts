import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Locator } from '@playwright/test'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

const run = promisify(execFile)

test.use({
  functions: {
    echo: {
      'index.mjs': `export async function handler(event) {
  return event.letters === undefined ? { got: event } : { text: 'x'.repeat(event.letters) + 'end' }
}
`,
    },
  },
  viewport: { width: 1440, height: 1400 },
  permissions: ['clipboard-read', 'clipboard-write'],
})

class InspectedPage extends PlaygroundPage {
  readonly inspector: Locator = this.region('Inspector')

  static async with(page: PlaygroundPage['page'], address: string): Promise<InspectedPage> {
    const shown = new InspectedPage(page)
    await shown.open(`${address}?function=echo`)
    return shown
  }

  tab(name: string): Promise<void> {
    return this.inspector.getByRole('tab', { name }).click()
  }

  form(name: string): Locator {
    return this.inspector.getByRole('group', { name: 'Form of the body' }).getByRole('button', { name })
  }
}

test('an exchange has its place in the lifecycle, and its deadline is explained', async ({ page, playground }) => {
  await playground.call('echo', { name: 'Ada' })
  const shown = await InspectedPage.with(page, playground.address)
  const steps = shown.inspector.getByRole('list', { name: 'Place in the lifecycle' }).getByRole('listitem')
  const here = shown.inspector.locator('[aria-current=step]')
  await shown.row('event').click()
  await expect(steps).toHaveText(['Runtime', 'Init', 'waits', 'runs', 'answers', 'answered'])
  await expect(here).toHaveText('runs')
  await expect(shown.inspector).toContainText(
    /lambda-runtime-deadline-ms.*stops waiting: at \d\d:\d\d:\d\d\.\d{3} UTC, 3\.0 s after this event was sent\./s,
  )
  await shown.row('POST response').click()
  await expect(here).toHaveText('answered')
  await shown.row('invoke').click()
  await expect(steps).toHaveText(['Invocation', 'called', 'Init', 'runs', 'answered', 'done'])
  await expect(here).toHaveText('done')
})

test('a call that is refused is refused at its place', async ({ page, playground }) => {
  const shown = new InspectedPage(page)
  await shown.open(playground.address)
  const base = `http://${playground.attachAddress}/mine/2018-06-01/runtime/invocation`
  const next = fetch(`${base}/next`)
  await shown.choose('mine')
  const call = playground.call('mine')
  const id = (await next).headers.get('lambda-runtime-aws-request-id')!
  await fetch(`${base}/${id}/response`, { method: 'POST', body: '1' })
  await call
  expect((await fetch(`${base}/${id}/response`, { method: 'POST', body: '2' })).status).toBeGreaterThanOrEqual(400)
  await expect(shown.row('POST response')).toHaveCount(2)
  await shown.row('POST response').last().click()
  await expect(shown.inspector).toContainText('Refused:')
  await expect(shown.inspector.getByRole('list', { name: 'Place in the lifecycle' })).toContainText('refused here')
})

test('a header filters the rows by its invocation', async ({ page, playground }) => {
  for (const name of ['Ada', 'Bob']) await playground.call('echo', { name })
  const shown = await InspectedPage.with(page, playground.address)
  await shown.row('event').last().click()
  const filter = page.getByRole('combobox', { name: 'Filter' })
  await shown.inspector.getByRole('button', { name: /^Show only id:/ }).click()
  await expect(filter).toHaveValue(/^id:[\w-]{36}$/)
  await expect(shown.row('Invoke \\d')).toHaveCount(1)
  await expect(shown.row('Invoke 2')).toHaveCount(1)
  await shown.inspector.getByRole('button', { name: /^Show only id:/ }).click()
  await expect(filter).toHaveValue('')
  await shown.inspector.getByRole('button', { name: /^Leave out id:/ }).click()
  await expect(filter).toHaveValue(/^-id:/)
  await expect(shown.row('Invoke 1')).toHaveCount(1)
  await expect(shown.row('Invoke 2')).toHaveCount(0)
})

test('any header filters the rows by the calls that have it, also by those that come later', async ({
  page,
  playground,
}) => {
  await playground.call('echo', { name: 'Ada' })
  await playground.call('echo', { name: 'Barbara' })
  const shown = await InspectedPage.with(page, playground.address)
  const filter = page.getByRole('combobox', { name: 'Filter' })
  const events = shown.row('event')
  await events.last().click()
  const trace = (await shown.inspector.getByText(/^Root=1-/).textContent())!
  await shown.inspector.getByRole('button', { name: `Show only header:lambda-runtime-trace-id=${trace}` }).click()
  await expect(filter).toHaveValue(`header:lambda-runtime-trace-id=${trace}`)
  await expect(events).toHaveCount(1)
  await expect(shown.selected).toHaveAccessibleName(/^event/)
  await expect(shown.row('POST response')).toHaveCount(0)
  await shown.inspector.getByRole('button', { name: 'Leave out header:lambda-runtime-trace-id=' }).click()
  await expect(filter).toHaveValue(`-header:lambda-runtime-trace-id=${trace}`)
  await expect(shown.row('POST response')).toHaveCount(2)
  await expect(events).toHaveCount(1)

  await filter.fill('header:"content-type: application/json" -header:lambda-runtime-trace-id')
  await expect(events).toHaveCount(0)
  await expect(shown.row('POST response')).toHaveCount(2)
  await playground.call('echo', { name: 'Grace' })
  await expect(shown.row('POST response')).toHaveCount(3)
  await expect(events).toHaveCount(0)

  await filter.fill('header:content-length=')
  await expect(page.locator('.filter-problem')).toContainText('needs the whole value')
  await filter.fill('')
  await page.keyboard.type('header:lambda-runtime-d')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { selected: true })).toContainText('When Lambda stops waiting')
  await page.keyboard.press('Enter')
  await expect(events).toHaveCount(3)
  await page.reload()
  await expect(events).toHaveCount(3)
  await expect(shown.row('POST response')).toHaveCount(0)
})

test('a call that is copied as cURL runs in a shell', async ({ page, playground }) => {
  await playground.call('echo', { name: "O'Hara & sons" })
  const shown = await InspectedPage.with(page, playground.address)
  await shown.row('invoke').click()
  await shown.pick('Copy the exchange', /^Copy as cURL/)
  await expect(page.getByText('Copied for a shell')).toBeVisible()
  const line = await page.evaluate(() => navigator.clipboard.readText())
  const { stdout } = await run('/bin/sh', ['-c', `${line} --silent`])
  expect(stdout).toContain('200 OK')
  expect(stdout).toContain(`{"got":{"name":"O'Hara & sons"}}`)
  await expect(shown.row('Invoke 2, ok')).toBeVisible()
  await shown.pick('Copy the exchange', /^Copy the answer/)
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(`{"got":{"name":"O'Hara & sons"}}`)
})

test('a body is shown as a tree, as text and in hexadecimal', async ({ page, playground }) => {
  await playground.call('echo', { name: 'Ada', list: [1, 2] })
  const shown = await InspectedPage.with(page, playground.address)
  await shown.row('event').click()
  await shown.form('Tree').click()
  const tree = shown.inspector.getByRole('tree', { name: 'Body' })
  await expect(tree.getByRole('treeitem').filter({ hasText: /^name: "Ada"$/ })).toBeVisible()
  const list = tree.getByRole('treeitem', { name: /^list/ })
  await tree.getByRole('button', { name: /list/ }).click()
  await expect(list).toHaveAttribute('aria-expanded', 'false')
  await shown.form('Hex').click()
  await expect(shown.inspector.getByLabel('Bytes in hexadecimal')).toContainText('7b 22 6e 61 6d 65')
  await shown.form('Text').click()
  await expect(shown.inspector.getByLabel('Body', { exact: true })).toContainText('"name": "Ada"')
  await shown.tab('Raw')
  await expect(shown.inspector.getByLabel('Request and answer')).toContainText(
    /GET \/2018-06-01\/runtime\/invocation\/next HTTP\/1\.1[^]*HTTP\/1\.1 200/,
  )
  await shown.tab('Timing')
  await expect(shown.inspector).toContainText('Answer sent')
})

test('the rest of a long body is loaded when it is asked for', async ({ page, playground }) => {
  await playground.call('echo', { letters: 200_000 })
  const shown = await InspectedPage.with(page, playground.address)
  await shown.row('POST response').click()
  await shown.tab('Request')
  const body = shown.inspector.getByLabel('Body', { exact: true })
  await expect(body).toContainText('xxx')
  await expect(body).not.toContainText('xend')
  await shown.inspector.getByRole('button', { name: 'Load the rest, 195.3 kB in all' }).click()
  await expect(body).toContainText('xend')
  await expect(shown.inspector.getByRole('button', { name: /^Load the rest/ })).toHaveCount(0)
})

test('an event is sent again, as it was or after a change', async ({ page, playground }) => {
  await playground.call('echo', { name: 'Ada' })
  const shown = await InspectedPage.with(page, playground.address)
  const result = shown.region('Result')
  await shown.row('event').click()
  await shown.inspector.getByRole('button', { name: 'Replay', exact: true }).click()
  await expect(result.getByRole('status')).toContainText('Invoke 2')
  await expect(result).toContainText('"name": "Ada"')
  await page.getByRole('tab', { name: 'Runtime' }).click()
  await shown.row('event').first().click()
  await shown.inspector.getByRole('button', { name: 'Edit and replay' }).click()
  const editor = shown.region('Event').locator('.monaco-editor').first()
  await expect(editor).toContainText('{"name":"Ada"}')
  await shown.writeEvent('{"name":"Bob"}')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(result.getByRole('status')).toContainText('Invoke 3')
  await expect(result).toContainText('"name": "Bob"')
})
