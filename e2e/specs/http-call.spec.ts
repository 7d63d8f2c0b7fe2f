import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/playground.ts'
import { PlaygroundPage } from '../support/page.ts'

test.use({
  functions: {
    orders: {
      'index.mjs': `
export const handler = async ({ rawPath, cookies = [], requestContext: { http } }) => {
  if (rawPath === '/boom') throw new TypeError('no such order')
  if (rawPath === '/odd') return { statusCode: 'teapot' }
  if (rawPath === '/plain') return { hello: 'Ada' }
  return {
    statusCode: 201,
    headers: { 'content-type': 'text/html' },
    cookies: ['seen=1', 'cart=8812'],
    body: Buffer.from('<h1>' + http.method + ' ' + rawPath + ' ' + cookies.length + '</h1>').toString('base64'),
    isBase64Encoded: true,
  }
}
`,
      'function.json': '{ "$schema": "https://example.com/s.json", "description": "for HTTP" }\n',
    },
    talker: {
      'index.mjs': `
export const handler = awslambda.streamifyResponse(async ({ queryStringParameters: { gate } }, stream) => {
  const out = awslambda.HttpResponseStream.from(stream, { statusCode: 200, headers: { 'content-type': 'text/plain' } })
  out.write('the first half')
  while (!(await fetch(gate).then(({ ok }) => ok))) await new Promise((resolve) => setTimeout(resolve, 20))
  out.end(', and the other')
})
`,
      'function.json': '{ "url": { "invokeMode": "RESPONSE_STREAM" } }\n',
    },
  },
})

async function judge(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

test('an event becomes an HTTP call, and its four parts are shown with what Lambda does between them', async ({
  page,
  playground,
}) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${playground.address}?function=orders`)
  await page.getByRole('button', { name: 'Templates' }).click()
  await page.getByRole('combobox', { name: 'Find a template' }).fill('function url')
  await page.getByLabel('Method').selectOption('PUT')
  await page.getByLabel('Query').fill('page=1&page=2')
  await page.getByRole('textbox', { name: 'Body' }).fill('{"sku":"tea"}')
  await page.getByRole('button', { name: 'Use this event' }).click()
  await page.getByRole('button', { name: 'Send as HTTP…' }).click()

  const call = playgroundPage.region('HTTP call')
  await expect(call).toBeFocused()
  await expect(call.getByLabel('Method')).toHaveValue('PUT')
  await expect(call.getByLabel('Path and query')).toHaveValue('/orders/42?page=1&page=2')
  await expect(call.getByLabel('Headers')).toHaveValue(/content-type: application\/json/)
  await expect(call.getByLabel('Body')).toHaveValue('{"sku":"tea"}')
  await expect(call).toContainText('The event is an HTTP request in payload 2.0, and this request makes that event.')
  await call.getByLabel('Headers').fill('content-type: application/json\ncookie: a=1; b=2')
  // The focus is in what has just opened, and there the keys of Invoke send.
  await page.keyboard.press('ControlOrMeta+Enter')

  const part = (name: string) => call.getByRole('group', { name, exact: true })
  await expect(part('Response')).toContainText('HTTP/1.1 201', { timeout: 30_000 })
  await expect(part('Response')).toContainText('<h1>PUT /orders/42 2</h1>')
  await expect(part('Response')).toContainText('set-cookie: cart=8812')
  await expect(part('Request')).toContainText('PUT /orders/orders/42?page=1&page=2')
  await expect(part('Event')).toContainText('"rawPath": "/orders/42"')
  await expect(part('Result')).toContainText('"isBase64Encoded": true')
  const there = call.getByRole('list', { name: 'From the request to the event' })
  await expect(there).toContainText('The values of page are one text, joined with commas')
  await expect(there).toContainText('Cookie → cookies[2]')
  const back = call.getByRole('list', { name: 'From the result to the response' })
  await expect(back).toContainText('statusCode → status 201')
  await expect(back).toContainText('cookies → 2 × Set-Cookie')
  await expect(back).toContainText('body decoded from base64')
  await judge(page)

  await call.getByLabel('Path and query').fill('/plain')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(back).toContainText('no statusCode: 200 application/json')
  await expect(call).toContainText('Invoke 2')
  await call.getByLabel('Path and query').fill('/boom')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(back).toContainText('The function failed.')
  await expect(part('Error')).toContainText('no such order')
  await expect(part('Response')).toContainText('Internal Server Error')
  await call.getByLabel('Path and query').fill('/odd')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(back).toContainText('it must be a whole number from 200 to 599')

  // What is shown is in the address: another page shows it from the journal, ready to be sent again.
  await expect(page).toHaveURL(/both=[\da-f-]{36}/)
  await page.reload()
  await expect(back).toContainText('it must be a whole number from 200 to 599')
  await expect(call.getByLabel('Path and query')).toHaveValue('/odd')
  await page.keyboard.press('Escape')
  await expect(call).toHaveCount(0)
  // In the diagram it is a call that ran, and no call that was refused.
  const diagram = playgroundPage.region('Sequence')
  await expect(diagram).toContainText('no such order. Who called the URL is not told')
  await playgroundPage.row('502 InvalidResponse').click()
  await expect(playgroundPage.region('Inspector')).toContainText(
    'The function failed, or it returned no HTTP response.',
  )
  await playgroundPage.row('event').last().click()
  await page.keyboard.press('b')
  await expect(part('Event')).toContainText('"rawPath": "/odd"')
})

test('any event is the body of a POST, what cannot be sent is said, and all of it works in a small window', async ({
  page,
  playground,
}) => {
  await page.setViewportSize({ width: 1024, height: 700 })
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${playground.address}?function=orders`)
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: /command/i }).fill('http call')
  await page.keyboard.press('Enter')
  const call = playgroundPage.region('HTTP call')
  await expect(call).toContainText('it as its body')
  await expect(call.getByLabel('Body')).toHaveValue(/"name": "Ada"/)
  await call.getByLabel('Path and query').fill('a path')
  await expect(call.getByRole('alert')).toHaveText('The path must begin with /.')
  await expect(call.getByRole('button', { name: 'Send' })).toBeDisabled()
  await call.getByLabel('Path and query').fill('/plain')
  await call.getByLabel('Headers').fill('Host: elsewhere')
  await expect(call.getByRole('alert')).toHaveText('Host is set by the connection itself: leave it out.')
  await call.getByRole('button', { name: 'Take it from the event again' }).click()
  await expect(call.getByLabel('Path and query')).toHaveValue('/')
  await call.getByLabel('Path and query').fill('/plain')
  await expect(call.getByRole('link', { name: 'Open' })).toHaveAttribute(
    'href',
    /^http:\/\/127\.0\.0\.1:\d+\/orders\/plain$/,
  )
  await call.getByRole('button', { name: 'Send' }).click()
  const steps = call.getByRole('list', { name: 'Steps of the call' })
  await expect(steps).toContainText('200 application/json', { timeout: 30_000 })
  const response = call.getByRole('group', { name: 'Response', exact: true })
  await steps.getByRole('button', { name: /Response/ }).click()
  await expect(response.getByText('"hello"')).toBeInViewport()

  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByText('Ways to call it').click()
  const settings = page.getByRole('form', { name: 'Settings' })
  await expect(settings.getByRole('group', { name: 'URL of the function' })).toContainText(
    /http:\/\/orders\.localhost:\d+\//,
  )
  await settings.getByLabel('Oldest event').fill('5')
  await expect(settings).toContainText('Must be at least 60 seconds.')
  await settings.getByLabel('Oldest event').fill('60')
  await settings.getByLabel('On failure').fill('function:talker')
  await settings.getByLabel('Origins').fill('*')
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(settings).toContainText('Saved.')
  const saved = await (await fetch(`${playground.address}api/functions/orders/files/function.json`)).json()
  expect(saved).toEqual({
    description: 'for HTTP',
    $schema: 'https://example.com/s.json',
    url: { cors: { allowOrigins: ['*'] } },
    async: { maximumEventAge: 60, onFailure: 'function:talker' },
  })

  // Lambda answers a preflight by itself.
  await call.getByLabel('Method').selectOption('OPTIONS')
  await call.getByText(/ headers? · /).click()
  await call.getByLabel('Headers').fill('origin: https://example.com\naccess-control-request-method: PUT')
  await call.getByRole('button', { name: 'Send' }).click()
  await expect(response).toContainText('access-control-allow-origin')
  await expect(call.getByRole('group', { name: 'Event', exact: true })).toContainText('Lambda answered by itself')
})

test('a response that streams is shown as it comes', async ({ page, playground }) => {
  const { createServer } = await import('node:http')
  let open = false
  const gate = createServer((_request, response) => response.writeHead(open ? 200 : 503).end()).listen(0, '127.0.0.1')
  await new Promise((resolve) => gate.once('listening', resolve))
  const { port } = gate.address() as { port: number }
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(`${playground.address}?function=talker&both=http`)
  const call = playgroundPage.region('HTTP call')
  await call.getByLabel('Path and query').fill(`/?gate=http://127.0.0.1:${port}/`)
  await call.getByRole('button', { name: 'Send' }).click()
  const response = call.getByRole('group', { name: 'Response', exact: true })
  await expect(response).toContainText('the first half', { timeout: 30_000 })
  await expect(response).toContainText('so far: it streams')
  await expect(response).not.toContainText('the other')
  open = true
  await expect(response).toContainText('the first half, and the other')
  await expect(response).toContainText('piece by piece')
  await expect(call.getByRole('list', { name: 'From the result to the response' })).toContainText(
    'prelude.statusCode → status 200',
  )
  gate.close()
})
