import { flakyNetwork } from '../support/flaky-network.ts'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

const pressInvoke = (page: PlaygroundPage['page']) =>
  page.getByRole('banner').getByRole('button', { name: 'Invoke', exact: true }).click()

test('a network that comes back brings what happened meanwhile, once', async ({ page, playground, request }) => {
  const network = await flakyNetwork(playground.address)
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(network.address)
  await playgroundPage.invoke(1, 'ok')
  network.unplug()
  await expect(page.getByText(/^Not connected/)).toBeVisible()
  await request.post(`${playground.address}2015-03-31/functions/hello-bash/invocations`, {
    data: '{"name":"Elsewhere"}',
  })
  await expect(page.getByRole('button', { name: 'Retry now' })).toBeVisible()
  network.plug()
  // It comes back by itself: pressing the button would only be quicker, and may come too late.
  await playgroundPage.live()
  await expect(playgroundPage.region('Result')).toContainText('Hello, Elsewhere')
  await expect(playgroundPage.row('Invoke 1')).toHaveCount(1)
  await expect(playgroundPage.row('Invoke 2')).toHaveCount(1)
  network.close()
})

test('an invocation whose connection breaks is run once, and its result is shown', async ({
  page,
  playground,
  request,
}) => {
  const network = await flakyNetwork(playground.address)
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(network.address)
  const base = `http://${playground.attachAddress}/mine/2018-06-01/runtime`
  const next = request.get(`${base}/invocation/next`, { timeout: 60_000 })
  await playgroundPage.choose('mine')
  await pressInvoke(page)
  const event = await next
  network.drop()
  await request.post(`${base}/invocation/${event.headers()['lambda-runtime-aws-request-id']}/response`, {
    data: '"once"',
  })
  await playgroundPage.live()
  await expect(playgroundPage.region('Result')).toContainText('once', { timeout: 20_000 })
  await expect(playgroundPage.row('Invoke 1')).toHaveCount(1)
  await expect(playgroundPage.row('Invoke 2')).toHaveCount(0)
  network.close()
})

test('a playground that was killed and started again is a new session, and the page says so', async ({
  page,
  playground,
}) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await playgroundPage.invoke(1, 'ok')
  await playground.stop('kill')
  await expect(page.getByText(/^Not connected/)).toBeVisible()
  await expect(page.getByRole('banner').getByRole('button', { name: 'Invoke', exact: true })).toBeDisabled()
  await playground.restart()
  await playgroundPage.live()
  await playgroundPage.invoke(1, 'ok')
  await expect(playgroundPage.region('Sequence')).toContainText('the playground was started again')
  // The one before is listed, repaired, and opens read-only.
  const { sessions, current } = (await (await page.request.get(`${playground.address}api/sessions`)).json()) as {
    current: string
    sessions: { epoch: string; repaired?: boolean }[]
  }
  const before = sessions.find(({ epoch }) => epoch !== current)!
  expect(before.repaired).toBe(true)
  await page.goto(`${playground.address}?session=${before.epoch}`)
  await expect(page.getByText(`Recorded session ${before.epoch}`)).toBeVisible()
  await expect(playgroundPage.row('POST response')).toHaveCount(1)
  await expect(page.getByRole('banner').getByRole('button', { name: 'Invoke', exact: true })).toBeDisabled()
})
