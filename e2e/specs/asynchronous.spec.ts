// Asynchronous invocations as they are seen: attempts, waits, where the event ended, and what is left after a restart.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test, type Playground } from '../support/playground.ts'
import { PlaygroundPage } from '../support/page.ts'

const handler = {
  'index.mjs':
    "export const handler = async ({ fail }) => { if (fail) throw new TypeError('no such order'); return { charged: true } }\n",
}
test.use({
  functions: {
    orders: {
      ...handler,
      'function.json':
        '{ "async": { "shortWaits": true, "onFailure": "file:failures.jsonl", "onSuccess": "function:audit" } }\n',
    },
    audit: { 'index.mjs': "export const handler = async () => 'noted'\n" },
    patient: handler,
  },
})

async function hand({ address }: Playground, name: string, event: unknown): Promise<void> {
  const response = await fetch(`${address}2015-03-31/functions/${name}/invocations`, {
    method: 'POST',
    headers: { 'X-Amz-Invocation-Type': 'Event' },
    body: JSON.stringify(event),
  })
  expect(response.status).toBe(202)
}

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

test('an event that fails is tried three times, and its record goes where the function says', async ({
  page,
  playground,
}) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${playground.address}?function=orders`)
  await hand(playground, 'orders', { fail: true })
  await expect(playgroundPage.row('record → file:failures.jsonl')).toBeVisible({ timeout: 60_000 })
  // What was above is scrolled away while the newest is followed.
  await page.keyboard.press('Home')
  const names = async () => (await playgroundPage.rowNames()).filter((name) => /^Invoke|^waits/.test(name))
  await playgroundPage
    .region('Sequence')
    .getByRole('treegrid')
    .evaluate((grid) => grid.scrollTo({ top: 0 }))
  await expect
    .poll(names)
    .toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Invoke 1, attempt 1 of 3, error/),
        expect.stringMatching(/^waits 1 s before attempt 2 \(Lambda: 60 s\)/),
      ]),
    )
  await expect(playgroundPage.row('Invoke 1')).toContainText('failed after 3 attempts → file:failures.jsonl')

  const story = playgroundPage.region('Result').getByRole('group', { name: 'What became of the event' })
  await expect(story.getByRole('listitem')).toHaveText([
    /^Attempt 1function errorInvoke 1/,
    /^waited .* · Lambda: 60 s$/,
    /^Attempt 2function errorInvoke 2/,
    /^waited .* · Lambda: 2 min$/,
    /^Attempt 3function errorInvoke 3/,
    /^Retries exhausted: it failed at 3 attempts/,
  ])
  await expect(story).toContainText('"condition": "RetriesExhausted"')
  const record = JSON.parse(readFileSync(join(playground.folderOf('orders'), 'failures.jsonl'), 'utf8')) as {
    requestContext: { requestId: string; approximateInvokeCount: number }
  }
  expect(record.requestContext.approximateInvokeCount).toBe(3)

  // From the second attempt: the caller's one call, and what this attempt answered.
  await story.getByRole('button', { name: 'Attempt 2' }).click()
  await expect(playgroundPage.region('Inspector')).toContainText('Lambda tries the event again')
  await expect(playgroundPage.region('Result').getByRole('status')).toContainText('Invoke 2 · attempt 2')
  await page.keyboard.press('b')
  const both = playgroundPage.region('Both ends')
  await expect(both).toContainText('Invoke 2 · attempt 2')
  await expect(both.getByRole('list', { name: 'The request' })).toContainText(record.requestContext.requestId)
  await expect(both.getByRole('list', { name: 'The answer' })).toContainText(/Caller: status202/)
  await expect(both.getByRole('group', { name: 'What became of the event' })).toContainText('Retries exhausted')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')

  await page.goto(`${playground.address}?function=orders&filter=${encodeURIComponent('attempt:2')}`)
  await expect(playgroundPage.row('Invoke 2')).toBeVisible()
  await expect(playgroundPage.row('Invoke 1')).toHaveCount(0)
  await expect(playgroundPage.row('Invoke 2')).toContainText(record.requestContext.requestId.slice(0, 8))
  await page.goto(`${playground.address}?function=orders&view=timeline`)
  await expect(playgroundPage.region('Timeline')).toContainText('Queue')
  await playgroundPage
    .region('Timeline')
    .getByRole('application')
    .hover({ position: { x: 60, y: 110 } })
  expect(await violations(page)).toEqual([])
})

test('the record of an event that succeeds is an event of its destination, and there is a way to it and back', async ({
  page,
  playground,
}) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${playground.address}?function=orders`)
  await hand(playground, 'orders', {})
  const story = playgroundPage.region('Result').getByRole('group', { name: 'What became of the event' })
  await story.getByRole('button', { name: 'function:audit' }).click()
  await expect(page).toHaveURL(/function=audit/)
  await expect(story).toContainText('No caller: it is the record of an event of orders.')
  await expect(story).toContainText('Done with 1 attempt')
  await expect(playgroundPage.row('event queued · record of orders')).toBeVisible()
  await story.getByRole('button', { name: 'orders' }).click()
  await expect(page).toHaveURL(/function=orders/)
  await expect(playgroundPage.row('event done')).toBeVisible()
})

test('an event that waits is there after a restart, and says how long it has to wait', async ({ page, playground }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${playground.address}?function=patient`)
  await hand(playground, 'patient', { fail: true })
  await expect(playgroundPage.row('waits 60 s before attempt 2')).toContainText(/in \d+ s/)
  await expect(playgroundPage.region('Sequence').getByText('1 in the queue')).toBeVisible()
  await expect(playgroundPage.row('now')).toContainText('an event waits in the queue · attempt 2 in')
  await playground.stop('kill')
  await playground.restart()
  await playgroundPage.live()
  await expect(playgroundPage.row('event recovered')).toBeVisible()
  await expect(playgroundPage.region('Sequence').getByText('1 in the queue')).toBeVisible()
})
