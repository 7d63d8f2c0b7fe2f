import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, type Page } from '@playwright/test'
import { startPlayground, type Playground } from '../support/playground.ts'

/** Streams a page, its second half only once the test wants it; takes a form, and shows the cookies that it is sent. */
const site = `
import { existsSync } from 'node:fs'
const wanted = () => new Promise((resolve) => {
  const timer = setInterval(() => existsSync(process.env.LAMBDA_TASK_ROOT + '.go') && resolve(clearInterval(timer)), 20)
})
export const handler = awslambda.streamifyResponse(async (event, stream) => {
  const { rawPath, requestContext, body, isBase64Encoded, cookies = [] } = event
  const begin = (head) => (stream = awslambda.HttpResponseStream.from(stream, head))
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  if (requestContext.http.method === 'POST') {
    const form = new URLSearchParams(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').toString())
    const set = ['name=' + form.get('name') + '; HttpOnly', 'visits=1']
    begin({ statusCode: 303, headers: { location: '/hello' }, cookies: set }).write('')
  } else if (rawPath === '/hello') {
    begin({ statusCode: 200, headers }).write('<title>hello</title><p>' + cookies.toSorted().join(' and '))
  } else {
    begin({ statusCode: 200, headers }).write('<!doctype html><title>grows</title><h1>first half</h1>' + ' '.repeat(2000))
    if (rawPath === '/grows') await wanted()
    stream.write('<form method="post" action="/form"><input name="name" value="Ada"><button>Send</button></form>')
  }
  stream.end()
})`

/** A web page of somebody, at an origin of its own. */
async function webPage(): Promise<{ server: Server; origin: string }> {
  const server = createServer((_request, response) =>
    response.setHeader('Content-Type', 'text/html').end('<title>shop</title>'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

let playground: Playground
let shop: { server: Server; origin: string }
let stranger: { server: Server; origin: string }

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  shop = await webPage()
  stranger = await webPage()
  playground = await startPlayground({
    site: {
      'index.mjs': site,
      'function.json': '{ "handler": "index.handler", "timeout": 60, "url": { "invokeMode": "RESPONSE_STREAM" } }',
    },
    stock: {
      'index.mjs': `export const handler = async ({ requestContext, headers }) => ({
        statusCode: 200, headers: { 'x-seen': 'yes' }, body: requestContext.http.method + ' ' + (headers['x-a'] ?? ''),
      })`,
      'function.json': JSON.stringify({
        handler: 'index.handler',
        url: {
          cors: {
            allowOrigins: [shop.origin],
            allowMethods: ['PUT'],
            allowHeaders: ['x-a'],
            exposeHeaders: ['x-seen'],
          },
        },
      }),
    },
  })
})
test.afterAll(async () => {
  await playground.stop()
  shop.server.close()
  stranger.server.close()
})

const urlPort = () => playground.functionUrlAddress.split(':')[1]

/** What becomes of a request that a page makes: status and text of its answer, or that it failed. */
function fetchIn(page: Page, url: string, init?: RequestInit): Promise<string> {
  return page.evaluate(
    ({ url, init }) =>
      fetch(url, init).then(
        async (response) =>
          `${response.type} ${response.status} ${await response.text()} ${response.headers.get('x-seen')}`,
        () => 'failed',
      ),
    { url, init },
  )
}

/** How many invocations of a function the journal tells of, up to this moment. */
async function invocationsOf(name: string): Promise<number> {
  const mark = `mark=${randomUUID()}`
  await fetch(`http://${playground.attachAddress}/2018-06-01/ping?${mark}`)
  // It tells in batches.
  let text = ''
  while (!text.includes(mark)) text = await (await fetch(`${playground.address}api/journal?limit=10000`)).text()
  const received = text.split('\n').filter((line) => line.includes('"invocation.received"'))
  return received.filter((line) => line.includes(`"function":"${name}"`)).length
}

test('a streamed page grows while it comes', async ({ page }) => {
  await page.goto(`http://site.localhost:${urlPort()}/grows`, { waitUntil: 'commit' })
  await expect(page.getByRole('heading', { name: 'first half' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send' })).toHaveCount(0)
  writeFileSync(`${playground.folderOf('site')}.go`, '')
  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible()
})

test('a form is posted, sets cookies, and leads on', async ({ page }) => {
  await page.goto(`http://site.localhost:${urlPort()}/`)
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page).toHaveTitle('hello')
  await expect(page.getByText('name=Ada and visits=1')).toBeVisible()
  expect(await page.evaluate(() => document.cookie)).toBe('visits=1')
})

test('a page of a function reaches nothing of the playground', async ({ page }) => {
  const { address, attachAddress } = playground
  const invoke = `${address}2015-03-31/functions/stock/invocations`
  const before = await invocationsOf('stock')
  for (const own of [`http://site.localhost:${urlPort()}/hello`, `http://127.0.0.1:${urlPort()}/site/hello`]) {
    await page.goto(own)
    await expect(page).toHaveTitle('hello')
    expect(await fetchIn(page, `${address}api/journal`)).toBe('failed')
    expect(await fetchIn(page, invoke, { method: 'POST', body: '{}' })).toBe('failed')
    await fetchIn(page, invoke, { method: 'POST', body: '{}', mode: 'no-cors' })
    await fetchIn(page, `http://${attachAddress}/mine/2018-06-01/runtime/init/error`, {
      method: 'POST',
      mode: 'no-cors',
    })
    const socket = await page.evaluate(
      (url) =>
        new Promise<string>((resolve) => {
          const opened = new WebSocket(url)
          opened.onopen = () => resolve('open')
          opened.onerror = () => resolve('failed')
        }),
      `${address.replace('http', 'ws')}live`,
    )
    expect(socket).toBe('failed')
    // What is there under /api of its own address is the function's.
    const health = await page.evaluate(() => fetch('/api/health').then((response) => response.text()))
    expect(health).not.toContain('"status"')
  }
  expect(await invocationsOf('stock')).toBe(before)
  expect(await invocationsOf('mine')).toBe(0)
})

test('a page that CORS allows may call and read, with a preflight, and another may not call at all', async ({
  page,
}) => {
  const url = `http://127.0.0.1:${urlPort()}/stock/`
  const put = { method: 'PUT', headers: { 'x-a': 'hi' } }
  await page.goto(shop.origin)
  expect(await fetchIn(page, url, put)).toBe('cors 200 PUT hi yes')
  expect(await fetchIn(page, url, { method: 'PATCH' }), 'a method that is not allowed').toBe('failed')
  const called = await invocationsOf('stock')
  expect(called).toBe(1)
  await page.goto(stranger.origin)
  for (const init of [put, { method: 'POST', body: 'a' }, { method: 'POST', body: 'a', mode: 'no-cors' as const }])
    await fetchIn(page, url, init)
  expect(await fetchIn(page, url)).toBe('failed')
  const posted = page.waitForResponse(url)
  await page.evaluate((action) => {
    const form = document.body.appendChild(document.createElement('form'))
    Object.assign(form, { action, method: 'post' })
    form.submit()
  }, url)
  expect((await posted).status()).toBe(403)
  await expect(page.getByText('"cors": { "allowOrigins":')).toBeVisible()
  expect(await invocationsOf('stock')).toBe(called)
})
