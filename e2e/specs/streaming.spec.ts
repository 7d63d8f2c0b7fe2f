import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/gate.ts'
import { PlaygroundPage } from '../support/page.ts'
import type { Playground } from '../support/playground.ts'

/** Sends its pieces, and before each but the first asks at the gate, where its event names one. */
const poet = `const through = (gate) => gate === undefined ? undefined : fetch(gate)
export const handler = awslambda.streamifyResponse(async ({ gate, pieces, prelude, fail }, stream) => {
  if (prelude) stream = awslambda.HttpResponseStream.from(stream, prelude)
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) await through(gate)
    stream.write(piece)
  }
  await through(gate)
  if (fail) throw new TypeError('lost for words')
  stream.end()
})
`

test.use({ functions: { poet: { 'index.mjs': poet, 'function.json': '{ "timeout": 60 }\n' } } })

async function openAndStream(page: Page, playground: Playground, event: unknown): Promise<PlaygroundPage> {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${playground.address}?function=poet`)
  await playgroundPage.pick('Kind of call', /^Streaming/)
  await playgroundPage.writeEvent(JSON.stringify(event))
  await page.getByRole('banner').getByRole('button', { name: 'Invoke', exact: true }).click()
  return playgroundPage
}

/** The numbers of the entries that tell of pieces that the caller got. */
async function piecesGot(playground: Playground): Promise<number[]> {
  const { current } = (await (await fetch(`${playground.address}api/sessions`)).json()) as { current: string }
  const lines = await (await fetch(`${playground.address}api/journal?session=${current}&after=0&limit=1000`)).text()
  return lines
    .split('\n')
    .filter((line) => line.includes('"exchange.piece"') && line.includes('"answer"'))
    .map((line) => JSON.parse(line) as { seq: number; event: { body: { bytes: number } } })
    .filter(({ event }) => event.body.bytes > 0)
    .map(({ seq }) => seq)
}

test('a response grows piece by piece, and any moment of it can be gone back to', async ({
  page,
  playground,
  gate,
}) => {
  const shown = await openAndStream(page, playground, { ...gate.event, pieces: ['one ', 'two ', 'three'] })
  const result = shown.region('Result')
  const body = result.getByLabel('Body', { exact: true })
  // The caller has the first piece while the runtime still waits to write the second.
  await expect(body).toHaveText('one ', { useInnerText: false })
  await expect(result).toContainText('Streaming')
  await expect(shown.row('POST response, 1 piece · 4 B')).toBeVisible()
  await expect(shown.row('200, first byte')).toBeVisible()
  await expect(shown.row('InvokeComplete')).toHaveCount(0)
  await expect(shown.region('Sequence').locator('.heads')).toContainText('receiving 4 B')
  await expect(result.getByRole('button', { name: 'Hang up' })).toBeVisible()

  gate.letOne()
  await expect(body).toHaveText('one two ')
  const ticks = shown.row('POST response').locator('.ticks rect')
  await expect(ticks).toHaveCount(2)
  await expect(ticks.first()).toHaveClass('first')
  gate.open()
  await expect(shown.row('InvokeComplete')).toBeVisible()
  await expect(body).toHaveText('one two three')
  await expect(result).toContainText(/Streamed.*3 pieces · 13 B.*first byte.*last byte/)
  await expect(result.getByRole('status').first()).toContainText('ok')
  await expect(page.getByText('The response came in 3 pieces.')).toBeVisible()
  await expect(ticks).toHaveCount(3)
  await expect(ticks.last().locator('title')).toHaveText(/^Piece 3 of 3 · 5 B · .* after the first byte$/)
  await expect(shown.row('200').locator('.ticks rect')).toHaveCount(3)

  await shown.row('POST response').click({ position: { x: 300, y: 10 } })
  await page.getByRole('tab', { name: 'Timing', exact: true }).click()
  const pieces = page.getByRole('table', { name: 'Pieces of the request' })
  await expect(pieces.getByRole('row')).toHaveCount(3)
  await expect(pieces.getByRole('row').first()).toContainText(/1.*first byte4 B/)
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])

  const [, second] = await piecesGot(playground)
  await page.goto(`${playground.address}?function=poet&moment=${second}`)
  await expect(body).toHaveText('one two ')
  await expect(shown.row('POST response, 2 pieces · 8 B')).toBeVisible()
  await expect(shown.row('InvokeComplete')).toHaveCount(0)
  await expect(shown.region('Sequence').locator('.heads')).toContainText('receiving 8 B')
})

test('a prelude is shown as its parts, and an error in the middle with what both ends have of it', async ({
  page,
  playground,
}) => {
  const prelude = { statusCode: 201, headers: { 'X-Kind': 'demo' }, cookies: ['theme=dark'] }
  const shown = await openAndStream(page, playground, { pieces: ['hi'], prelude })
  const result = shown.region('Result')
  const parts = result.getByRole('region', { name: 'Prelude' })
  await expect(parts).toContainText('status201')
  await expect(parts).toContainText('x-kinddemo')
  await expect(parts).toContainText('set-cookietheme=dark')
  await expect(result.getByLabel('Body', { exact: true })).toHaveText('hi')
  await shown.row('POST response').click({ position: { x: 300, y: 10 } })
  await expect(shown.region('Inspector').getByRole('region', { name: 'Prelude' })).toContainText('status201')

  // The same for one who waits for the whole.
  await shown.pick('Kind of call', /^Synchronous/)
  await shown.invoke(2, 'ok')
  await expect(parts).toContainText('status201')
  await expect(shown.row('200')).toHaveCount(2)
  await expect(shown.row('InvokeComplete')).toHaveCount(1)

  await shown.pick('Kind of call', /^Streaming/)
  await shown.writeEvent('{"pieces":["half"],"fail":true}')
  await shown.invoke(3, 'function error')
  await expect(result).toContainText('The last frame says Unhandled')
  await expect(result).toContainText('lost for words')
  await expect(result.getByLabel('Body', { exact: true })).toHaveText('half')
  await expect(shown.region('Sequence')).toContainText(
    'TypeError: lost for words. The last frame of the answer says so.',
  )
  await shown.row('InvokeComplete, function error').click()
  await page.keyboard.press('b')
  const answer = shown.region('Both ends').getByRole('list', { name: 'The answer' })
  const line = (name: string) => answer.getByRole('listitem').filter({ hasText: name })
  await expect(line('ErrorCode')).toContainText(/ErrorCodeUnhandled.*translated.*Lambda-Runtime-Function-Error-Type/)
  await expect(line('PayloadChunk')).toContainText(/1 · 4 B.*in a frame|1 · 4 B.*frame of its own/)
  await page.keyboard.press('Escape')

  await page
    .getByRole('searchbox', { name: /Filter/ })
    .or(page.getByPlaceholder(/^Filter/))
    .first()
    .fill('has:stream pieces:>0')
  await expect(shown.row('GET next')).toHaveCount(0)
  await expect(shown.row('POST response')).toHaveCount(3)

  await shown.pick('Kind of call', /^Dry run/)
  await page.getByRole('banner').getByRole('button', { name: 'Invoke', exact: true }).click()
  await expect(result).toContainText('Checked, not run')
  await expect(result.getByRole('status').first()).toContainText('checked')
})
