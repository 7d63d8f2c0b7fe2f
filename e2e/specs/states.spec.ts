import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { extension } from '../support/extensions.ts'
import { expect, test, waiting } from '../support/gate.ts'
import { PlaygroundPage } from '../support/page.ts'

/** Posts each of its results twice. */
const twice = `#!/bin/bash
set -eu
base=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation
while true; do
  head=$(mktemp)
  curl -sS -D "$head" -o /dev/null "$base/next"
  id=$(grep -Fi Lambda-Runtime-Aws-Request-Id "$head" | tr -d '[:space:]' | cut -d: -f2)
  curl -sS -X POST "$base/$id/response" -d '{"ok":true}' > /dev/null
  curl -sS -X POST "$base/$id/response" -d '{"ok":"again"}' > /dev/null
done
`

test.use({
  functions: {
    twice: { bootstrap: twice },
    waiting: { ...waiting, 'extensions/logger': extension() },
  },
  viewport: { width: 1440, height: 1300 },
})

async function opened(page: Page, address: string, name: string): Promise<PlaygroundPage> {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${address}?function=${name}&view=states`)
  return playgroundPage
}

const machine = (page: PlaygroundPage, name: string): Locator =>
  page.region('States').getByRole('group', { name: new RegExp(`^${name}: `) })

test('before anything has happened the machines are there, with nothing lit', async ({ page, playground }) => {
  const playgroundPage = await opened(page, playground.address, 'twice')
  await expect(machine(playgroundPage, 'Runtime')).toHaveAccessibleName('Runtime: no state is current')
  await expect(
    machine(playgroundPage, 'Runtime').getByRole('img', { name: 'Running, never entered', exact: true }),
  ).toBeVisible()
  await playgroundPage.region('States').getByRole('button', { name: 'Invoke' }).click()
  await expect(machine(playgroundPage, 'Runtime')).toHaveAccessibleName(/^Runtime: Ready, current/)
})

test('a second answer is drawn in red where it was made, with the rule, and leads to its exchange', async ({
  page,
  playground,
}) => {
  const playgroundPage = await opened(page, playground.address, 'twice')
  await playgroundPage.invoke(1, 'ok')
  await playgroundPage.invoke(2, 'ok')
  const runtime = machine(playgroundPage, 'Runtime')
  await expect(runtime.getByRole('button', { name: /^Running, .*entered 2 times/ })).toBeVisible()
  await expect(runtime.getByRole('button', { name: 'From Ready: event → Running, taken 2 times' })).toBeVisible()
  await expect(runtime.getByRole('button', { name: 'From Started: GET next → Ready, taken once' })).toBeVisible()
  await expect(runtime.getByRole('img', { name: 'Refused: POST response · 403 ×2' })).toBeVisible()
  await expect(
    runtime.getByRole('button', { name: /^Answered, RuntimeResponseSentState, .*2 refused here$/ }),
  ).toBeVisible()
  const states = playgroundPage.region('States')
  await expect(states).toContainText(
    /Refused at [\d.]+A second answer for [\da-f]+…[\da-f]+\.One answer per event\. Why\?/,
  )
  await states.getByRole('button', { name: 'Why?' }).click()
  await expect(playgroundPage.region('Inspector')).toContainText('Refused: InvalidStateTransition')
})

test('a state leads to the row of its last entry, and from there to the one before, by keyboard too', async ({
  page,
  playground,
}) => {
  const playgroundPage = await opened(page, playground.address, 'twice')
  await playgroundPage.invoke(1, 'ok')
  await playgroundPage.invoke(2, 'ok')
  const inspector = playgroundPage.region('Inspector')
  const runtime = machine(playgroundPage, 'Runtime')
  const running = runtime.getByRole('button', { name: /^Running, / })
  await running.hover()
  await expect(playgroundPage.region('States').getByRole('tooltip')).toContainText(
    'It has an event, and has to answer before the deadline.',
  )
  await running.click()
  await expect(inspector).toContainText('Invoke 2')
  await running.press('Enter')
  await expect(inspector).toContainText('Invoke 1')
  await page.keyboard.press('ArrowRight')
  await expect(runtime.getByRole('button', { name: /^From Running: POST response/ })).toBeFocused()
})

test('an extension has a machine of its own, and the time that is left runs', async ({ page, playground, gate }) => {
  const playgroundPage = await opened(page, playground.address, 'waiting')
  const call = playground.call('waiting', gate.event)
  await expect(machine(playgroundPage, 'Runtime')).toHaveAccessibleName(/^Runtime: Running, current, [\d.]+ s left$/)
  await expect(machine(playgroundPage, 'Environment 1')).toHaveAccessibleName(/^Environment 1: Invoke, current/)
  const logger = machine(playgroundPage, 'logger')
  await expect(
    logger.getByRole('button', { name: 'From Started: POST register → Registered, taken once' }),
  ).toBeVisible()
  await expect(playgroundPage.region('States')).toContainText('external extension · INVOKE, SHUTDOWN')
  gate.open()
  await call
  await expect(logger).toHaveAccessibleName(/^logger: Ready, current/)
  await expect(logger.getByRole('button', { name: /^Ready, .*entered 2 times$/ })).toBeVisible()
})

test('an earlier moment shows the state that was current then', async ({ page, playground }) => {
  const playgroundPage = await opened(page, playground.address, 'twice')
  await playgroundPage.invoke(1, 'ok')
  const runtime = machine(playgroundPage, 'Runtime')
  await expect(runtime).toHaveAccessibleName(/^Runtime: Ready, current/)
  await page.getByRole('slider', { name: 'Moment of the session' }).focus()
  await page.keyboard.press('Home')
  await expect(runtime).not.toHaveAccessibleName(/Ready/)
  while (!/^Runtime: (Answering|Answered|Running)/.test((await runtime.getAttribute('aria-label')) ?? ''))
    await page.keyboard.press('ArrowRight')
  await expect(runtime.getByRole('img', { name: /^Refused/ })).toHaveCount(0)
  await page.keyboard.press('End')
  await expect(runtime).toHaveAccessibleName(/^Runtime: Ready, current/)
  await expect(runtime.getByRole('img', { name: /^Refused/ })).toBeVisible()
})

test('the environment can be chosen, and stays chosen', async ({ page, playground, gate }) => {
  const playgroundPage = await opened(page, playground.address, 'waiting')
  const calls = [playground.call('waiting', gate.event), playground.call('waiting', gate.event)]
  const picker = playgroundPage.region('States').getByRole('combobox', { name: 'Environment' })
  await picker.selectOption('waiting/1')
  await expect(machine(playgroundPage, 'Environment 1')).toBeVisible()
  await page.getByRole('tab', { name: 'Sequence' }).click()
  await page.getByRole('tab', { name: 'States' }).click()
  await expect(picker).toHaveValue('waiting/1')
  gate.open()
  await Promise.all(calls)
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing among the machines, ${colorScheme}`, async ({ browser, playground }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 1300 } })
    const page = await context.newPage()
    const playgroundPage = await opened(page, playground.address, 'twice')
    await playgroundPage.invoke(1, 'ok')
    await expect(machine(playgroundPage, 'Runtime').getByRole('img', { name: /^Refused/ })).toBeVisible()
    await playgroundPage.region('States').getByRole('button', { name: 'All states' }).click()
    const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    await context.close()
  })
