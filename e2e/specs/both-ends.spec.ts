import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, waiting } from '../support/gate.ts'
import { PlaygroundPage } from '../support/page.ts'

test.use({
  functions: {
    orders: {
      'index.mjs':
        'export const handler = async ({ fail }) => { if (fail) throw new TypeError("no such order"); return { charged: true } }\n',
    },
    patient: waiting,
    waiting: { ...waiting, 'function.json': '{ "timeout": 2 }\n' },
  },
  viewport: { width: 1440, height: 1300 },
})

test('an invocation from both its ends: what became which, what was made, and what was lost', async ({
  page,
  playground,
}) => {
  const playgroundPage = new PlaygroundPage(page)
  await fetch(`${playground.address}2015-03-31/functions/orders/invocations`, {
    method: 'POST',
    headers: {
      'X-Amz-Client-Context': btoa('{"client":"ipad"}'),
      'X-Amz-Log-Type': 'Tail',
      'Content-Type': 'application/octet-stream',
    },
    body: '{"order":8812}',
  })
  await playgroundPage.open(`${playground.address}?function=orders`)
  await playgroundPage.row('event').click()
  await page.keyboard.press('b')
  const both = playgroundPage.region('Both ends')
  const request = both.getByRole('list', { name: 'The request' })
  const line = (name: string) => request.getByRole('listitem').filter({ hasText: name })
  await expect(line('X-Amz-Client-Context')).toContainText('translated')
  await expect(line('X-Amz-Client-Context')).toContainText('Lambda-Runtime-Client-Context{"client":"ipad"}')
  await expect(line('Lambda-Runtime-Deadline-Ms')).toContainText('made by Lambda')
  await expect(line('X-Amz-Log-Type')).toContainText('not passed on')
  await expect(line('Content-Type')).toContainText(/application\/octet-stream.*application\/json/)
  await expect(both).toContainText('The same 14 B at both ends.')
  const answer = both.getByRole('list', { name: 'The answer' })
  await expect(answer).toContainText(/Caller: status200.*POST\/2018-06-01\/runtime\/invocation\/.*\/response/)
  await expect(answer.getByRole('listitem').filter({ hasText: 'X-Amz-Log-Result' })).toContainText('made by Lambda')
  await expect(page).toHaveURL(/both=[\da-f-]{36}/)
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])

  await page.reload()
  await expect(both.getByText('The same 14 B at both ends.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(both).toHaveCount(0)
  await expect(page).not.toHaveURL(/both=/)
})

test('Escape gives the focus back to where it was', async ({ page, playground }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${playground.address}?function=orders`)
  await playgroundPage.invoke(1, 'ok')
  await playgroundPage.row('event').click()
  const link = playgroundPage.region('Inspector').getByRole('button', { name: 'Both ends' })
  await link.click()
  await expect(playgroundPage.region('Both ends')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(link).toBeFocused()
})

test('an error that the runtime reports, and a time-out in which it says nothing', async ({
  page,
  playground,
  gate,
}) => {
  const playgroundPage = new PlaygroundPage(page)
  await playground.call('orders', { fail: true })
  await playgroundPage.open(`${playground.address}?function=orders`)
  await playgroundPage.row('POST error').click()
  await page.keyboard.press('b')
  const both = playgroundPage.region('Both ends')
  const answer = both.getByRole('list', { name: 'The answer' })
  await expect(answer.getByRole('listitem').filter({ hasText: 'Caller: X-Amz-Function-Error' })).toContainText(
    'Unhandled',
  )
  await expect(answer.getByRole('listitem').filter({ hasText: /Lambda-Runtime-Function-Error-Type/i })).toContainText(
    'not passed on',
  )

  await playground.call('waiting', gate.event)
  await playgroundPage.choose('waiting')
  await expect(both).toHaveCount(0)
  await playgroundPage.row('deadline reached').click()
  await page.keyboard.press('b')
  await expect(both).toContainText('Nothing within 2 s. Its process was killed, without a word to it.')
  await expect(both).toContainText('Lambda wrote it, since the runtime posted nothing that counts.')
  gate.open()
})

test('an invocation under way says what is still to come', async ({ page, playground, gate }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${playground.address}?function=patient`)
  const call = playground.call('patient', gate.event)
  await playgroundPage.row('event').click()
  await page.keyboard.press('b')
  const both = playgroundPage.region('Both ends')
  await expect(both).toContainText('Nothing yet: it is at work.')
  await expect(both).toContainText('The caller still waits.')
  gate.open()
  await call
  await expect(both).toContainText('The caller gets the runtime’s bytes as they are.')
})
