import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '../support/playground.ts'

/** A web page of somebody else, open in the same browser: another port of localhost is as foreign as any. */
async function hostilePage(html: string): Promise<{ server: Server; address: string }> {
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(html))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

/** Entries of the journal so far that a foreign page could have caused. */
async function invocations(address: string): Promise<number> {
  const text = await (await fetch(`${address}api/journal?limit=1000`)).text()
  return text
    .split('\n')
    .filter((line) => line.includes('"invocation.received"') || line.includes('"environment.created"')).length
}

test('neither fetch, form, socket nor script of another page reaches the playground', async ({ page, playground }) => {
  const { server, address } = await hostilePage(
    '<title>hostile</title><form method="post" enctype="text/plain"><input name="a" value="b"></form>',
  )
  await page.goto(address)
  const invoke = `${playground.address}2015-03-31/functions/hello-bash/invocations`
  const tried = await page.evaluate(
    async ({ playground, attach, invoke }) => {
      const attempt = async (url: string, init?: RequestInit) =>
        fetch(url, init).then(
          (response) => `${response.type} ${response.status}`,
          () => 'failed',
        )
      const socket = await new Promise<string>((resolve) => {
        const opened = new WebSocket(`${playground.replace('http', 'ws')}live`)
        opened.onopen = () => resolve('open')
        opened.onerror = () => resolve('failed')
      })
      return {
        socket,
        read: await attempt(`${playground}api/journal`),
        cors: await attempt(invoke, { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } }),
        blind: await attempt(invoke, { method: 'POST', body: '{}', mode: 'no-cors' }),
        attach: await attempt(`http://${attach}/mine/2018-06-01/runtime/init/error`, {
          method: 'POST',
          body: '{}',
          mode: 'no-cors',
        }),
      }
    },
    { playground: playground.address, attach: playground.attachAddress, invoke },
  )
  expect(tried).toMatchObject({ socket: 'failed', read: 'failed', cors: 'failed' })
  const posted = page.waitForResponse(invoke)
  await page.evaluate((action) => {
    const form = document.querySelector('form')!
    form.action = action
    form.submit()
  }, invoke)
  expect((await posted).status()).toBe(403)
  expect(await invocations(playground.address)).toBe(0)
  server.close()
})

test('the page cannot be framed', async ({ page, playground }) => {
  const { server, address } = await hostilePage(`<iframe src="${playground.address}"></iframe>`)
  await page.goto(address)
  const frame = page.frames().find((one) => one !== page.mainFrame())
  await expect
    .poll(async () => frame?.evaluate(() => document.body.textContent ?? '').catch(() => ''))
    .not.toContain('Invoke')
  server.close()
})

test('a link from another page opens the playground', async ({ page, playground }) => {
  const { server, address } = await hostilePage(`<a href="${playground.address}">open</a>`)
  await page.goto(address)
  await page.getByText('open').click()
  await expect(page.getByRole('region', { name: 'Sequence' })).toBeVisible()
  server.close()
})
