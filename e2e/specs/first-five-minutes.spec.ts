import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

const images = join(import.meta.dirname, '..', '..', 'docs', 'images')

test('a first invocation draws itself, from the call to the runtime waiting again', async ({ page, playground }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await expect(playgroundPage.region('Sequence')).toContainText('Nothing has happened yet')
  await playgroundPage.invoke(1, 'ok')
  const result = playgroundPage.region('Result')
  await expect(result).toContainText('"message": "Hello, Ada"')
  await expect(result.getByRole('status')).toContainText('cold')
  await expect(result).toContainText('Billed')
  for (const name of [
    'invoke',
    'Init',
    'started',
    'loading hello-bash',
    'GET next',
    'event',
    'hello from bash',
    'POST response',
    '200',
  ]) {
    await expect(playgroundPage.row(name).first()).toBeVisible()
  }
  await expect(playgroundPage.region('Sequence')).toContainText('with an open request · Invoke thaws it and answers')
  await expect(playgroundPage.region('Sequence')).toContainText('a long poll')
  await expect(playgroundPage.region('Console')).toContainText(/Invoke 1 ok · .* billed/)
  // The call comes first, and the Init that it caused within it.
  const names = await playgroundPage
    .region('Sequence')
    .getByRole('row')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''))
  const at = (name: string) => names.findIndex((row) => row.startsWith(name))
  expect(
    [at('Invoke 1'), at('invoke'), at('Init'), at('GET next'), at('event'), at('POST response'), at('200')].toSorted(
      (a, b) => a - b,
    ),
  ).toEqual([at('Invoke 1'), at('invoke'), at('Init'), at('GET next'), at('event'), at('POST response'), at('200')])
})

test('an arrow says what it means, with its headers and its other end', async ({ page, playground }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await playgroundPage.invoke(1, 'ok')
  await playgroundPage.row('event').first().click()
  const inspector = playgroundPage.region('Inspector')
  await expect(inspector).toContainText('the runtime now owns the request')
  await expect(inspector).toContainText('lambda-runtime-aws-request-id')
  await expect(inspector).toContainText('Names the invocation.')
  await expect(page).toHaveURL(/at=\d+/)
  await inspector.getByRole('button', { name: /asked/ }).click()
  await expect(inspector).toContainText('The runtime asks for work.')
  // The picture of the README, taken anew when it is asked for.
  if (!process.env['UPDATE_IMAGES']) return
  mkdirSync(images, { recursive: true })
  await playgroundPage.row('event').first().click()
  await page.mouse.move(700, 880)
  await page.screenshot({ path: join(images, 'first-invocation.png') })
})

test('the second invocation finds the environment warm', async ({ page, playground }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await playgroundPage.choose('hello-node')
  await playgroundPage.invoke(1, 'ok')
  await expect(playgroundPage.region('Result')).toContainText('"invocationsOfThisEnvironment": 1')
  await playgroundPage.invoke(2, 'warm')
  await expect(playgroundPage.region('Result')).toContainText('"invocationsOfThisEnvironment": 2')
})

test('the event is edited, and the command key with Enter invokes from inside the editor', async ({
  page,
  playground,
}) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  const editor = playgroundPage.region('Event').locator('.monaco-editor').first()
  await editor.click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('17')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(playgroundPage.region('Result')).toContainText('Hello, world', { timeout: 20_000 })
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('nobody')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(editor).toContainText('nobody')
  await expect(page.getByRole('banner').getByRole('alert')).toContainText('The event is not JSON')
})

test('what was typed a moment before the command key is what is sent', async ({ page, playground }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  const editor = playgroundPage.region('Event').locator('.monaco-editor').first()
  await editor.click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('17')
  const browser = await page.context().newCDPSession(page)
  // A slow machine: the keys arrive before the page has drawn the text.
  await browser.send('Emulation.setCPUThrottlingRate', { rate: 20 })
  const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, modifiers: 2 }
  await Promise.all([
    browser.send('Input.insertText', { text: '42' }),
    browser.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }),
    browser.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }),
  ])
  await browser.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await expect(playgroundPage.region('Result').getByRole('status')).toContainText('Invoke 1', { timeout: 30_000 })
  await playgroundPage.row('invoke').first().click()
  await expect(playgroundPage.region('Inspector')).toContainText('1742')
})

test('a saved change of the code runs in a new environment, and what ships stays as it is', async ({
  page,
  playground,
}) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await playgroundPage.invoke(1, 'ok')
  await page.getByRole('tab', { name: 'Runtime' }).click()
  const editor = playgroundPage.region('Event').locator('.monaco-editor').first()
  await expect(editor).toContainText('A whole Lambda runtime in bash')
  await editor.click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.insertText('# changed\n')
  await page.keyboard.press('ControlOrMeta+S')
  await expect(playgroundPage.region('Event')).toContainText('Saved to a copy in')
  await playgroundPage.invoke(2, 'cold')
  await expect(playgroundPage.row('shut down · function changed')).toBeVisible()
})

test('a runtime that one starts oneself appears, and is served', async ({ page, playground, request }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  const base = `http://${playground.attachAddress}/mine/2018-06-01/runtime`
  const next = request.get(`${base}/invocation/next`, { timeout: 60_000 })
  await playgroundPage.choose('mine')
  await page.getByRole('banner').getByRole('button', { name: 'Invoke', exact: true }).click()
  const event = await next
  const id = event.headers()['lambda-runtime-aws-request-id']!
  await request.post(`${base}/invocation/${id}/response`, { data: '"by hand"' })
  await expect(playgroundPage.region('Result')).toContainText('by hand')
  await expect(playgroundPage.region('Sequence')).toContainText(
    'answered · the environment is free once the runtime asks',
  )
})

test('a link opens what it was copied from', async ({ page, playground, context }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await playgroundPage.invoke(1, 'ok')
  await playgroundPage.row('POST response').click()
  const other = new PlaygroundPage(await context.newPage())
  await other.open(page.url())
  await expect(other.region('Inspector')).toContainText('The runtime posts the result')
  await expect(other.row('POST response')).toHaveAttribute('aria-selected', 'true')
})
