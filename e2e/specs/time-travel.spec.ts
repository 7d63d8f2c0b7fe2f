import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

const strip = { name: 'Moment of the session' }

test.use({
  functions: {
    slow: {
      bootstrap: `#!/bin/bash
while true; do
  headers=$(mktemp)
  event=$(curl -sS -LD "$headers" "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next")
  id=$(grep -i '^lambda-runtime-aws-request-id' "$headers" | tr -d '[:space:]' | cut -d: -f2)
  case "$event" in *fail*) exit 3 ;; *wait*) sleep 2.5 ;; esac
  curl -sS -X POST "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/$id/response" -d "$event" >/dev/null
done
`,
    },
  },
})

test('every view goes to a moment, by the strip and by steps, and comes back with one key', async ({
  page,
  playground,
}) => {
  for (const number of [1, 2, 3]) await (await playground.call('hello-node', { name: `n${number}` })).text()
  const playgroundPage = new PlaygroundPage(page)
  await page.goto(`${playground.address}?function=hello-node`)
  await playgroundPage.live()
  const sequence = playgroundPage.region('Sequence')
  await expect(sequence.getByRole('row', { name: /^Invoke 3/ })).toBeVisible()

  const slider = page.getByRole('slider', strip)
  await slider.focus()
  await page.keyboard.press('Home')
  await expect(page.getByRole('button', { name: /Back to live/ })).toBeVisible()
  await expect(sequence.getByRole('row', { name: /^Invoke 3/ })).toHaveCount(0)
  await expect(slider).toHaveAttribute('aria-valuetext', /^at /)
  await expect(page).toHaveURL(/moment=\d+/)

  // Step by step the first invocation draws itself: the heads say what was so then.
  const heads = sequence.locator('.heads')
  await expect(async () => {
    await page.keyboard.press('>')
    await expect(heads).toContainText('busy', { timeout: 300 })
  }).toPass()
  await expect(sequence.getByRole('row', { name: /POST response/ })).toHaveCount(0)
  await page.keyboard.press('>')
  await expect(sequence.getByRole('row', { name: /POST response/ })).toHaveCount(1)
  await page.keyboard.press('<')
  await expect(sequence.getByRole('row', { name: /POST response/ })).toHaveCount(0)
  await expect(sequence.getByRole('row', { name: 'then', exact: true })).toBeVisible()

  await page.keyboard.press('End')
  await expect(sequence.getByRole('row', { name: /^Invoke 3/ })).toBeVisible()
  await expect(slider).toHaveAttribute('aria-valuetext', 'now')
  await expect(page).not.toHaveURL(/moment=/)
})

test('what happened plays as it did, and a link leads to the same moment', async ({ page, playground }) => {
  for (const event of [{ wait: 1 }, { ok: 1 }]) await (await playground.call('slow', event)).text()
  const playgroundPage = new PlaygroundPage(page)
  await page.goto(`${playground.address}?function=slow`)
  await playgroundPage.live()
  const sequence = playgroundPage.region('Sequence')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await expect(sequence.getByRole('row', { name: /^Invoke 1/ })).toBeVisible()
  await expect(sequence.locator('.heads')).toContainText('busy')
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(sequence.locator('.heads')).toContainText('busy')
  await expect(page).toHaveURL(/moment=\d+/)
  const rows = await sequence.getByRole('treegrid').getAttribute('aria-rowcount')
  const other = await page.context().newPage()
  await other.goto(page.url())
  const there = new PlaygroundPage(other).region('Sequence')
  await expect(there.getByRole('treegrid')).toHaveAttribute('aria-rowcount', rows!)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  // At its end it is now again.
  await expect(page.getByRole('slider', strip)).toHaveAttribute('aria-valuetext', 'now', { timeout: 15_000 })
  await expect(sequence.getByRole('row', { name: /^Invoke 2/ })).toBeVisible()
})

test('an error can be jumped to, and Invoke shows what happens now', async ({ page, playground }) => {
  await (await playground.call('slow', { ok: 1 })).text()
  await (await playground.call('slow', { fail: 1 })).text()
  await (await playground.call('slow', { ok: 2 })).text()
  const playgroundPage = new PlaygroundPage(page)
  await page.goto(`${playground.address}?function=slow`)
  await playgroundPage.live()
  const sequence = playgroundPage.region('Sequence')
  await page.getByRole('slider', strip).focus()
  await page.keyboard.press('Home')
  await expect(page.getByRole('button', { name: /Back to live/ })).toBeVisible()
  await page.keyboard.press('n')
  await expect(sequence.getByRole('row', { name: /^Invoke 2/ })).toBeVisible()
  await expect(sequence.getByRole('row', { name: /^Invoke 3/ })).toHaveCount(0)
  await page
    .getByRole('button', { name: /^Invoke/ })
    .first()
    .click()
  await expect(sequence.getByRole('row', { name: /^Invoke 4/ })).toBeVisible()
  await expect(page.getByRole('slider', strip)).toHaveAttribute('aria-valuetext', 'now')
})

test('the past reaches beyond what the page holds', async ({ page, playground }) => {
  test.setTimeout(120_000)
  // More than a page that comes late is given.
  const call = async (count: number) => {
    for (let made = 0; made < count; made += 1) await (await playground.call('hello-node', { made })).text()
  }
  await Promise.all([call(350), call(350), call(350), call(350)])
  const playgroundPage = new PlaygroundPage(page)
  await page.goto(`${playground.address}?function=hello-node`)
  await playgroundPage.live()
  const sequence = playgroundPage.region('Sequence')
  await expect(sequence.getByRole('row', { name: /^Invoke 1,?400/ })).toBeVisible()
  const slider = page.getByRole('slider', strip)
  // The strip knows all of the session, whatever the page holds.
  await expect(page.getByText(/4,2\d\d exchanges|4,3\d\d exchanges/)).toBeVisible()
  await slider.focus()
  await page.keyboard.press('Home')
  await expect(page.getByRole('button', { name: /Back to live/ })).toBeVisible()
  await expect(async () => {
    await page.keyboard.press('>')
    await expect(sequence.getByRole('row', { name: /^Invoke 1\b/ })).toBeVisible({ timeout: 300 })
  }).toPass()
  await expect(sequence.getByText('and what was before', { exact: false })).toHaveCount(0)
})

test('states and environments are those of the moment', async ({ page, playground }) => {
  await (await playground.call('slow', { ok: 1 })).text()
  await (await playground.call('slow', { fail: 1 })).text()
  const playgroundPage = new PlaygroundPage(page)
  await page.goto(`${playground.address}?function=slow`)
  await playgroundPage.live()
  const heads = playgroundPage.region('Sequence').locator('.heads')
  await page.getByRole('slider', strip).focus()
  await page.keyboard.press('Home')
  await expect(async () => {
    await page.keyboard.press('>')
    await expect(heads).toContainText('busy', { timeout: 300 })
  }).toPass()
  await page.keyboard.press('3')
  const runtime = playgroundPage.region('States').getByRole('group', { name: /^Runtime/ })
  await expect(runtime).toHaveAccessibleName(/^Runtime: Running, current/)
  await page.keyboard.press('4')
  const environments = playgroundPage.region('Environments')
  await expect(environments.getByRole('listitem', { name: 'Environment 1, busy' })).toBeVisible()
  await expect(environments.getByRole('button', { name: 'Kill' }).first()).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('End')
  await expect(environments.getByRole('listitem', { name: 'Environment 1, busy' })).toHaveCount(0)
})

test('the moment under the pointer is marked in the other views', async ({ page, playground }) => {
  await (await playground.call('hello-node', { name: 'Ada' })).text()
  const playgroundPage = new PlaygroundPage(page)
  await page.goto(`${playground.address}?function=hello-node`)
  await playgroundPage.live()
  const sequence = playgroundPage.region('Sequence')
  const consoleRegion = playgroundPage.region('Console')
  const slider = page.getByRole('slider', strip)
  await expect(consoleRegion.locator('.console-line').first()).toBeVisible()
  await sequence.getByRole('row', { name: /^POST response/ }).hover()
  await expect(slider.locator('.pointed')).toBeVisible()
  await expect(consoleRegion.locator('.pointed-row')).toBeAttached()
  await expect(sequence.locator('.pointed-row')).toHaveCount(0)
  const { width, height } = (await slider.boundingBox())!
  await slider.hover({ position: { x: width * 0.9, y: height / 2 } })
  await expect(sequence.locator('.pointed-row')).toBeAttached()
  await expect(slider.locator('.pointed')).toHaveCount(0)
  await page.keyboard.press('2')
  await expect(playgroundPage.region('Timeline')).toBeVisible()
  await consoleRegion.locator('.console-line').first().hover()
  await expect(slider.locator('.pointed')).toBeVisible()
})
