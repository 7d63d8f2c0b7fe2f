import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

test.use({
  functions: {
    throwing: { 'index.mjs': "export async function handler() {\n  throw new TypeError('no such order')\n}\n" },
    sleeping: {
      'index.mjs':
        "export async function handler() {\n  console.log('calling upstream')\n  await new Promise((resolve) => setTimeout(resolve, 600_000))\n}\n",
      'function.json': '{ "timeout": 1 }\n',
    },
    broken: { bootstrap: '#!/no/such/interpreter\n' },
    wrong: { bootstrap: '#!/bin/sh\n', 'function.json': '{\n  "timeout": "long"\n}\n' },
  },
})

test('a function error is shown as one: type, message and stack, though the status is 200', async ({
  page,
  playground,
}) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await playgroundPage.choose('throwing')
  await playgroundPage.invoke(1, 'function error')
  const result = playgroundPage.region('Result')
  await expect(result).toContainText('TypeError')
  await expect(result).toContainText('no such order')
  await expect(result.getByLabel('Stack')).toContainText('index.mjs:2')
  await expect(result.getByRole('status')).toContainText('200')
  await expect(playgroundPage.row('POST error')).toBeVisible()
  await expect(playgroundPage.region('Sequence')).toContainText('The function reported an error')
})

test('a time-out leads with what is known: the limit and the last sign of life', async ({ page, playground }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await playgroundPage.choose('sleeping')
  await playgroundPage.invoke(1, 'time-out')
  await expect(playgroundPage.region('Result')).toContainText('Sandbox.Timedout')
  await expect(playgroundPage.region('Sequence')).toContainText(
    /No answer within 1 s\. Last sign of life: “.*calling upstream”/,
  )
  for (const name of ['deadline reached', 'SIGKILL', 'dead · SIGKILL'])
    await expect(playgroundPage.row(name)).toBeVisible()
  await expect(playgroundPage.region('Sequence')).toContainText('no process left')
})

test('a bootstrap that cannot start says why', async ({ page, playground }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await playgroundPage.choose('broken')
  await playgroundPage.invoke(1, 'crash')
  await expect(playgroundPage.region('Result')).toContainText('Runtime.InvalidEntrypoint')
  await expect(playgroundPage.region('Result')).toContainText('asks for the interpreter "/no/such/interpreter"')
})

test('settings that are wrong name the line', async ({ page, playground }) => {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  await playgroundPage.choose('wrong')
  await page.getByRole('tab', { name: 'Runtime' }).click()
  await expect(playgroundPage.region('Event')).toContainText('function.json:2: "timeout" must be a number of seconds')
})
