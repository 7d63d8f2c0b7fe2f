import { createServer } from 'node:net'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { extension, handler } from '../support/extensions.ts'
import { expect, test } from '../support/gate.ts'
import { PlaygroundPage } from '../support/page.ts'

/** A port that is free at this moment, for extensions that want the same one in every environment. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

const takenPort = await freePort()

const restoring = `#!/bin/bash
set -eu
base=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime
curl -sS "$base/restore/next"
while true; do
  head=$(mktemp)
  curl -sS -D "$head" -o /dev/null "$base/invocation/next"
  id=$(grep -Fi Lambda-Runtime-Aws-Request-Id "$head" | tr -d '[:space:]' | cut -d: -f2)
  curl -sS -X POST "$base/invocation/$id/response" -d '{"ok":true}' > /dev/null
done
`

test.use({
  functions: ({ gate }, use) =>
    use({
      two: {
        'index.mjs': handler,
        'extensions/logger': extension({ telemetryPort: 0 }),
        'extensions/slow': extension({ waitsAt: gate.event.gate }),
        'function.json': '{ "timeout": 60 }\n',
      },
      // The pause between two tries would stand still in a frozen environment.
      told: {
        'index.mjs': handler,
        'extensions/logger': extension({ telemetryPort: 0, refuses: 2 }),
        'function.json': '{ "freeze": false }\n',
      },
      stuck: {
        'index.mjs': handler,
        'extensions/stuck': extension({ stuck: true }),
        'extensions/tidy': extension(),
        'function.json': '{ "timeout": 2 }\n',
      },
      brittle: { 'index.mjs': handler, 'extensions/brittle': extension({ exit: 3 }) },
      port: {
        'index.mjs': 'export const handler = ({ ms }) => new Promise((resolve) => setTimeout(resolve, ms, "done"))\n',
        'extensions/logger': extension({ telemetryPort: takenPort }),
        'function.json': '{ "timeout": 60 }\n',
      },
      snap: { bootstrap: restoring, 'function.json': '{ "snapStart": true }\n' },
      tenants: { 'index.mjs': handler, 'function.json': '{ "tenantIsolation": true }\n' },
    }),
  viewport: { width: 1440, height: 1500 },
})

async function expectNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

async function opened(page: Page, address: string, name: string): Promise<PlaygroundPage> {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${address}?function=${name}`)
  return playgroundPage
}

test('a cold start with two extensions, the one that the invocation waits for, the ice, and the thaw', async ({
  page,
  playground,
  gate,
}) => {
  const playgroundPage = await opened(page, playground.address, 'two')
  const sequence = playgroundPage.region('Sequence')
  await playgroundPage.invoke(1, 'ok')
  await expect(sequence.getByText('waiting for slow', { exact: true })).toBeVisible()
  await expect(sequence).toContainText('answered · slow has still to ask for the next event')
  gate.open()
  await expect(sequence).toContainText(/frozen for \d+ s with an open request/)
  await expect(sequence.getByText('waiting for slow', { exact: true })).toHaveCount(0)
  for (const name of ['logger', 'slow'])
    await expect(sequence.locator('.head', { hasText: name })).toContainText('frozen')

  await playgroundPage.row('slow, INVOKE').click()
  const inspector = playgroundPage.region('Inspector')
  await expect(inspector).toContainText('Lambda tells the extension that an invocation begins')
  await expect(inspector).toContainText('Lambda → slow')
  await expect(inspector.getByRole('list', { name: 'Place in the lifecycle' })).toContainText('has an event')
  await inspector.getByRole('button', { name: /asked at/ }).click()
  await expect(playgroundPage.selected).toHaveAccessibleName(/^slow, GET event\/next, waited/)
  await playgroundPage.row('200').click()
  await expect(inspector).toContainText(/extensions [\d.,]+ m?s/)

  await playgroundPage.invoke(2, 'ok')
  await expect(sequence.getByText(/^frozen for /).first()).toBeVisible()
  await page.getByRole('combobox', { name: 'Filter' }).fill('has:thaw')
  await playgroundPage.row('logger, INVOKE · thaws').click()
  await expect(inspector).toContainText('All processes of the environment were stopped for')
  await page.getByRole('combobox', { name: 'Filter' }).fill('ext:slow kind:request')
  await expect(playgroundPage.row('slow, GET event/next')).not.toHaveCount(0)
  await expect(playgroundPage.row('logger')).toHaveCount(0)
})

test('telemetry: batches with their tries, as sent and by subscriber', async ({ page, playground }) => {
  const playgroundPage = await opened(page, playground.address, 'told')
  await playgroundPage.invoke(1, 'ok')
  await page.getByRole('tab', { name: 'Telemetry' }).click()
  const view = playgroundPage.region('Telemetry')
  await expect(view.getByRole('log', { name: 'Events' })).toContainText('platform.report')
  await view.getByRole('button', { name: 'logger', exact: true }).click()
  await expect(view).toContainText('after 2 tries that failed')
  await expect(view).toContainText('platform, function · 2022-12-13 · HTTP')
  await page.getByRole('combobox', { name: 'Filter' }).fill('kind:telemetry')
  await expect(playgroundPage.row('logger, telemetry · .*500 · again')).toHaveCount(2)
  await playgroundPage.row('logger, telemetry · .*500 · again').first().click()
  await expect(playgroundPage.region('Inspector')).toContainText('Lambda sends it again after a pause')
  await expect(playgroundPage.region('Inspector').getByRole('table')).toContainText('platform.initStart')
  await expectNothing(page)
})

test('an extension that does not ask in time: the verdict, SHUTDOWN for the others, and the end of the budget', async ({
  page,
  playground,
}) => {
  const playgroundPage = await opened(page, playground.address, 'stuck')
  const sequence = playgroundPage.region('Sequence')
  await playgroundPage.invoke(1, 'ok')
  await expect(
    sequence.getByText('The runtime was done; stuck did not ask for its next event within 2 s.'),
  ).toBeVisible()
  await expect(playgroundPage.row('Invoke 1')).toContainText('then time-out')
  await expect(playgroundPage.row('shutdown budget used up')).toBeVisible()
  await playgroundPage.row('tidy, SHUTDOWN · timeout').click()
  await expect(playgroundPage.region('Inspector')).toContainText(/has [\d.,]+ m?s to end by itself/)
  await expect(playgroundPage.row('stuck, exited · SIGKILL')).toBeVisible()
  await expect(playgroundPage.row('tidy, exited · 0')).toBeVisible()
})

test('an extension that ends in Init fails it twice, and says so', async ({ page, playground }) => {
  const playgroundPage = await opened(page, playground.address, 'brittle')
  await playgroundPage.invoke(1, 'crash')
  await expect(playgroundPage.region('Sequence')).toContainText('The extension brittle ended with status 3')
  await expect(playgroundPage.row('Init again, inside the invocation')).toContainText('failed')
  await expect(playgroundPage.row('brittle, exited · 3')).toHaveCount(2)
})

test('a port that the extension of another environment has is explained, with the setting that helps', async ({
  page,
  playground,
}) => {
  const playgroundPage = await opened(page, playground.address, 'port')
  const sequence = playgroundPage.region('Sequence')
  const first = playground.call('port', { ms: 15_000 })
  await expect(sequence).toContainText('at work for', { timeout: 60_000 })
  await playground.call('port', { ms: 0 })
  await page.getByRole('combobox', { name: 'Filter' }).fill('invoke:2')
  await expect(sequence.getByText(/^Port \d+ is taken by environment 1/).first()).toBeVisible()
  await sequence.getByRole('button', { name: 'Set concurrency to 1' }).first().click()
  await expect(page.getByRole('form', { name: 'Settings' })).toBeVisible()
  await first
})

test('SnapStart: the snapshot is kept in ice, and an invocation restores it', async ({ page, playground }) => {
  const playgroundPage = await opened(page, playground.address, 'snap')
  const sequence = playgroundPage.region('Sequence')
  await expect(sequence).toContainText('a snapshot is kept, its processes stopped · Invoke restores it')
  await playgroundPage.invoke(1, 'ok')
  await expect(playgroundPage.row('Restore')).toBeVisible()
  await playgroundPage.row('restored · thaws').click()
  await expect(playgroundPage.region('Inspector')).toContainText('The snapshot was restored')
})

test('settings of how environments are run are saved, and judged as the server judges them', async ({
  page,
  playground,
}) => {
  await opened(page, playground.address, 'brittle')
  await page.getByRole('tab', { name: 'Settings' }).click()
  const form = page.getByRole('form', { name: 'Settings' })
  await form.getByText('Advanced', { exact: true }).click()
  await form.getByRole('checkbox', { name: 'SnapStart' }).check()
  await form.getByRole('textbox', { name: 'Provisioned' }).fill('1')
  await expect(form).toContainText('Cannot be used with provisioned')
  await expect(form.getByRole('button', { name: 'Save' })).toBeDisabled()
  await form.getByRole('checkbox', { name: 'SnapStart' }).uncheck()
  await form.getByRole('textbox', { name: 'Provisioned' }).fill('')
  await form.getByRole('checkbox', { name: 'Freeze' }).uncheck()
  await form.getByRole('combobox', { name: 'Format' }).selectOption('JSON')
  await expectNothing(page)
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByRole('status')).toContainText('Saved')
  const written = readFileSync(join(playground.folderOf('brittle'), 'function.json'), 'utf8')
  expect(JSON.parse(written)).toEqual({ freeze: false, logFormat: 'JSON' })
})

test('a call to a function that keeps tenants apart names one', async ({ page, playground }) => {
  const playgroundPage = await opened(page, playground.address, 'tenants')
  const banner = page.getByRole('banner')
  await expect(banner.getByRole('button', { name: 'Invoke', exact: true })).toBeDisabled()
  await banner.getByRole('textbox', { name: 'Tenant' }).fill('blue')
  await playgroundPage.invoke(1, 'ok')
  await playgroundPage.row('invoke').click()
  await expect(playgroundPage.region('Inspector')).toContainText('x-amz-tenant-id')
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing among extensions, ice and shutdown, ${colorScheme}`, async ({
    browser,
    playground,
    gate,
  }) => {
    gate.open()
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 1200 } })
    const page = await context.newPage()
    const playgroundPage = await opened(page, playground.address, 'two')
    await playgroundPage.invoke(1, 'ok')
    await expect(playgroundPage.region('Sequence')).toContainText(/frozen for \d+ s with an open request/)
    await playgroundPage.row('logger, INVOKE').click()
    await expectNothing(page)
    await context.close()
  })
