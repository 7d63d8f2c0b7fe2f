import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { crowdEpoch, crowdSession } from '../support/crowd.ts'
import { expect, test, waiting } from '../support/gate.ts'
import { PlaygroundPage } from '../support/page.ts'
import type { Playground } from '../support/playground.ts'

test.use({ functions: { slow: waiting } })

async function open(page: Page, playground: Playground) {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${playground.address}?function=slow`)
  await page.getByRole('tab', { name: 'Environments' }).click()
  const view = playgroundPage.region('Environments')
  const environment = (number: number) => view.getByRole('listitem', { name: new RegExp(`^Environment ${number}, `) })
  const press = (number: number, action: string) => environment(number).getByRole('button', { name: action }).click()
  const figure = (name: string) => view.locator('header div').filter({ has: page.getByText(name, { exact: true }) })
  return { playgroundPage, view, environment, press, figure }
}

async function axeFindsNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('a pool of two is shown as it scales, and each of them does what a person asks', async ({
      page,
      playground,
      gate,
    }) => {
      const { playgroundPage, view, environment, press, figure } = await open(page, playground)
      await expect(view).toContainText('No environment yet')
      await expect(view).toContainText('Invoke starts one')
      await axeFindsNothing(page)

      const calls = [playground.call('slow', gate.event), playground.call('slow', gate.event)]
      for (const number of [1, 2]) {
        await expect(environment(number)).toContainText('busy', { timeout: 30_000 })
        await expect(environment(number)).toContainText(/Invoke \d/)
        await expect(environment(number).locator('tbody tr').first()).toContainText(/^\d+runtime.*node/)
      }
      await expect(figure('live')).toContainText('2 of 10')
      await expect(figure('cold starts')).toContainText('2')
      await expect(environment(1).getByRole('button', { name: 'Restart' })).toHaveAttribute('aria-disabled', 'true')
      await expect(environment(1).getByRole('button', { name: 'Restart' })).toHaveAttribute(
        'title',
        /serves an invocation/,
      )
      await axeFindsNothing(page)

      // Frozen in the middle of an invocation, it does not see that the gate opens.
      await press(1, 'Freeze')
      await expect(environment(1)).toContainText('its time goes on')
      await expect(environment(1).locator('tbody tr').first()).toContainText('stopped')
      gate.open()
      await expect(environment(2)).toContainText('frozen')
      await expect(environment(1)).toContainText('its time goes on')
      await press(1, 'Thaw')
      expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200])
      await expect(environment(1)).toContainText('waits for work')
      await expect(environment(1)).toContainText('of 128 MB')
      await expect(environment(1)).toContainText(/served1cold starts1freezes[12]/)

      await press(2, 'Kill')
      await expect(environment(2)).toContainText('crashed')
      await expect(environment(2)).toContainText('dead · SIGKILL · the next invocation is told')
      await expect(environment(2).getByRole('button', { name: 'Kill' })).toHaveAttribute('title', /no process now/)
      await press(2, 'Restart')
      await expect(environment(2)).toContainText('cold starts2')
      await expect(environment(2)).toContainText(/waits for work/)

      await press(1, 'Shut down')
      await expect(environment(1)).toHaveCount(0)
      await expect(figure('live')).toContainText('1 of 10')
      await expect(figure('most at once')).toContainText('2')
      await view.getByRole('button', { name: '1 gone' }).click()
      await expect(view.getByRole('list', { name: 'Environments that are gone' })).toContainText(
        'served 1 · 1 cold start ·',
      )
      await axeFindsNothing(page)

      // What was done is told by the journal, and so on every page and in the diagram.
      await view.getByRole('button', { name: 'environment 1' }).click()
      await expect(page).toHaveURL(/[?&]at=\d+/)
      await page.getByRole('tab', { name: 'Sequence' }).click()
      await playgroundPage.page.getByRole('combobox', { name: 'Filter' }).fill('"by hand"')
      for (const done of ['frozen', 'thawed', 'killed', 'restarted', 'shut down'])
        await expect(playgroundPage.region('Sequence')).toContainText(`${done} by hand`)
    })
  })

test('an environment that runs old code says so', async ({ page, playground, gate }) => {
  const { environment } = await open(page, playground)
  const call = playground.call('slow', gate.event)
  await expect(environment(1)).toContainText('busy', { timeout: 30_000 })
  const version = await environment(1).locator('.mono').first().textContent()
  expect(version).toMatch(/^[\w+/]{7}$/)
  await expect(environment(1)).not.toContainText('stale')
  writeFileSync(join(playground.folderOf('slow'), 'index.mjs'), `${waiting['index.mjs']}// newer\n`)
  await expect(environment(1)).toContainText('stale')
  await expect(environment(1)).toContainText('by now. This environment finishes what it is at, and makes room.')
  await axeFindsNothing(page)
  gate.open()
  expect((await call).status).toBe(200)
  await playground.call('slow', gate.event)
  await expect(environment(2)).toContainText('served1')
  await expect(environment(2)).not.toContainText('stale')
  expect(await environment(2).locator('.mono').first().textContent()).not.toBe(version)
})

test('everything is reached by the keyboard, and what cannot be done says why', async ({ page, playground, gate }) => {
  const { environment } = await open(page, playground)
  gate.open()
  await playground.call('slow', gate.event)
  await expect(environment(1)).toContainText('waits for work')
  await environment(1).getByRole('button', { name: 'Environment 1' }).focus()
  await page.keyboard.press('Enter')
  await expect(environment(1).getByRole('table')).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(environment(1).getByRole('table')).toHaveCount(1)
  await environment(1).getByRole('button', { name: 'Kill' }).focus()
  await page.keyboard.press('Enter')
  await expect(environment(1)).toContainText('crashed')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'no process now' })).toBeVisible()
})

test('an attached runtime can only be dropped', async ({ page, playground }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  const poll = fetch(`http://${playground.attachAddress}/mine/2018-06-01/runtime/invocation/next`).catch(() => 'ended')
  await playgroundPage.choose('mine')
  await page.getByRole('tab', { name: 'Environments' }).click()
  const one = playgroundPage.region('Environments').getByRole('listitem', { name: /^Attached / })
  await expect(one).toContainText('started outside of the playground')
  await expect(one).toContainText('cold starts—')
  for (const action of ['Kill', 'Freeze', 'Restart'])
    await expect(one.getByRole('button', { name: action })).toHaveAttribute('title', /leaves them alone/)
  await one.getByRole('button', { name: 'Shut down' }).click()
  await expect(one).toHaveCount(0)
  await poll
})

test.describe('a recorded session', () => {
  test.use({
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of a fixture's needs from here
    sessions: async ({}, use) => {
      const sessions = crowdSession(200)
      await use(sessions)
      rmSync(sessions, { recursive: true, force: true })
    },
  })

  test('with two hundred environments shows some of them, more when asked, and nothing is done to any', async ({
    page,
    playground,
  }) => {
    await page.goto(`${playground.address}?session=${crowdEpoch}&function=crowd`)
    await page.getByRole('tab', { name: 'Environments' }).click()
    const view = page.getByRole('region', { name: 'Environments' })
    const list = view.getByRole('list', { name: 'Environments that are there' }).getByRole('listitem')
    await expect(view).toContainText('200 of 200')
    await expect(list).toHaveCount(24)
    await expect(view.getByRole('table')).toHaveCount(0)
    await expect(view).toContainText('88 idle · 88 frozen')
    await view.getByRole('button', { name: 'Show 24 more of 176' }).click()
    await expect(list).toHaveCount(48)
    await view.getByRole('button', { name: 'Environment 30' }).click()
    await expect(list.nth(29)).toContainText('node …/nodejs/bootstrap.mjs')
    await expect(list.nth(29)).toContainText('53.8 of 128 MB')
    await expect(list.nth(29)).toContainText('stopped')
    for (const button of await list.nth(29).getByRole('group').getByRole('button').all()) {
      await expect(button).toHaveAttribute('aria-disabled', 'true')
      await expect(button).toHaveAttribute('title', /recorded/)
    }
    await axeFindsNothing(page)
  })
})
