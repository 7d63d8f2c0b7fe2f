import { expect, test, waiting } from '../support/gate.ts'
import { PlaygroundPage } from '../support/page.ts'

test.use({ functions: { slow: waiting }, viewport: { width: 1440, height: 1700 } })

test('eight environments are rails whose heads say their state, and one of them opens alone', async ({
  page,
  playground,
  gate,
}) => {
  test.setTimeout(90_000)
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${playground.address}?function=slow`)
  const calls = Array.from({ length: 8 }, () => playground.call('slow', gate.event))
  const sequence = playgroundPage.region('Sequence')
  const head = (number: number) => sequence.getByRole('button', { name: new RegExp(`^E${number}\\b`) })
  for (let number = 1; number <= 8; number += 1) {
    await expect(head(number)).toContainText('busy', { timeout: 60_000 })
    await expect(head(number)).toHaveAccessibleDescription(
      new RegExp(`^Environment ${number}: busy \\d+ of 60 s\\. Open it alone\\.$`),
    )
  }
  await expect(head(9)).toHaveCount(0)
  await expect(sequence).toContainText('8 invocations under way · 8 busy')

  await head(3).click()
  await expect(head(3)).toHaveCount(0)
  await expect(sequence.getByText('Runtime 3', { exact: true })).toBeVisible()
  await expect(sequence.getByText('busy', { exact: false }).filter({ hasText: /^busy \d+ of 60 s$/ })).toBeVisible()
  await expect(sequence.getByText('7 more', { exact: true })).toBeVisible()
  await expect(sequence.getByText('7 busy', { exact: true })).toBeVisible()
  await sequence.getByRole('button', { name: 'All environments' }).click()
  await expect(head(8)).toBeVisible()

  gate.open()
  expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200))
  for (let number = 1; number <= 8; number += 1) await expect(head(number)).toContainText('frozen')
  await expect(sequence).toContainText('8 environments frozen')
  await page.getByRole('combobox', { name: 'Filter' }).fill('invoke:8')
  await expect(playgroundPage.row('Invoke 8')).toContainText(/cold · waited [\d.,]+ m?s for its environment/)
})

test('an invocation that waited for a runtime to become free says so', async ({ page, playground }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  const base = `http://${playground.attachAddress}/mine/2018-06-01/runtime/invocation`
  const first = fetch(`${base}/next`)
  await playgroundPage.choose('mine')
  const calls = [playground.call('mine')]
  const id = (await first).headers.get('lambda-runtime-aws-request-id')!
  calls.push(playground.call('mine'))
  await expect(page.getByRole('banner')).toContainText('2 running · waits for a free runtime')
  await fetch(`${base}/${id}/response`, { method: 'POST', body: '1' })
  const second = (await fetch(`${base}/next`)).headers.get('lambda-runtime-aws-request-id')!
  await fetch(`${base}/${second}/response`, { method: 'POST', body: '2' })
  expect(await (await calls[1]!).text()).toBe('2')
  await expect(playgroundPage.row('Invoke 1')).not.toContainText('for a free environment')
  await expect(playgroundPage.row('Invoke 2')).toContainText(/waited [\d.,]+ m?s for a free environment/)
})

test('rows are in the order of time, of invocations, or of environments', async ({ page, playground, gate }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${playground.address}?function=slow`)
  const sequence = playgroundPage.region('Sequence')
  // The first environment serves Invoke 1 and 3, the second serves Invoke 2, which ends last.
  const first = playground.call('slow', gate.event)
  await expect(sequence).toContainText('at work for', { timeout: 30_000 })
  const second = playground.call('slow', gate.event)
  await expect(sequence).toContainText('2 invocations under way · 2 busy', { timeout: 30_000 })
  gate.letOne()
  await first
  await expect(sequence).toContainText(/at work for|1 waiting for work/)
  const third = playground.call('slow', gate.event)
  await expect(playgroundPage.row('Invoke 3')).toContainText('warm')
  gate.open()
  await Promise.all([second, third])
  await expect(sequence).toContainText('2 environments frozen')

  await page.getByRole('combobox', { name: 'Filter' }).fill('-has:init (kind:request or kind:answer)')
  await expect(playgroundPage.row('POST response')).toHaveCount(3)
  const order = async () =>
    (await playgroundPage.rowNames()).map((name) => /^Invoke \d|^POST response/.exec(name)?.[0]).filter(Boolean)
  const answer = 'POST response'
  const inTime = ['Invoke 1', 'Invoke 2', answer, 'Invoke 3', answer, answer]
  await expect.poll(order).toEqual(inTime)
  await page.getByRole('treegrid').focus()
  await page.keyboard.press('g')
  await expect.poll(order).toEqual(['Invoke 1', answer, 'Invoke 2', answer, 'Invoke 3', answer])
  await page.keyboard.press('g')
  await expect.poll(order).toEqual(['Invoke 1', answer, 'Invoke 3', answer, 'Invoke 2', answer])
  await page.keyboard.press('g')
  await expect.poll(order).toEqual(inTime)
})
