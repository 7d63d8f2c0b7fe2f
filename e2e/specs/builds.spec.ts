import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { builtEpoch, builtSession, longBuild } from '../support/built.ts'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

test.use({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of a fixture's needs from here
  sessions: async ({}, use) => {
    const sessions = builtSession()
    await use(sessions)
    rmSync(sessions, { recursive: true, force: true })
  },
})

type Defined = { name: string; build?: { command: string } }
/** What a message to the page tells of functions. */
type Told = { functions: Record<string, Defined>; entry?: { definition?: Defined } }

async function axeFindsNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

function parts(page: Page) {
  return {
    build: page.getByRole('region', { name: 'Build', exact: true }),
    output: page.getByRole('region', { name: 'Output of the build' }),
    heads: page.locator('.heads'),
  }
}

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('a build is told while it runs, when it is done and, leading, when it fails', async ({ page, playground }) => {
      const { build, output, heads } = parts(page)
      const open = (name: string) => page.goto(`${playground.address}?session=${builtEpoch}&function=${name}`)
      await open('orders')
      await expect(build).toContainText('Built in 1.2 s')
      await expect(page.getByRole('row', { name: /^waits for the build/ })).toBeVisible()
      await expect(page.getByRole('row', { name: /^Invoke 1/ })).toContainText('for the build and its environment')

      await open('idle')
      await expect(build).toContainText('Not built yet')
      await expect(build).toContainText('make')

      await open('report')
      await expect(build).toContainText('The build failed after 460 ms')
      await expect(build.getByRole('alert')).toContainText('It ended with status 1.go build -o out/bootstrap . in /')
      await expect(build.getByLabel('The end of its output')).toHaveText(
        '# shop/report\n./main.go:14:9: undefined: totl\n./main.go:21:2: declared and not used: rows',
      )
      await axeFindsNothing(page)
      // What lies below does not move.
      const empty = page.locator('.empty')
      const before = await empty.boundingBox()
      const fold = build.getByRole('button', { name: 'Fold this away' })
      await expect(fold).not.toBeFocused()
      await fold.press('Enter')
      await expect(build.getByRole('alert')).toHaveCount(0)
      expect(await empty.boundingBox()).toEqual(before)
      // The focus goes along.
      await build.getByRole('button', { name: 'Show why' }).press('Enter')
      await expect(fold).toBeFocused()

      await open('thumbnails')
      await expect(build).toContainText(/Building 1\d s/)
      await expect(build).toContainText(longBuild.at(-1)!.trim())
      await build.getByRole('button', { name: 'Show output' }).click()
      await expect(page.getByRole('tab', { name: 'Build' })).toHaveAttribute('aria-selected', 'true')
      await expect(output).toContainText(longBuild.at(-1)!.trim())
      await expect(output).not.toContainText('crate-1 v')
      await output.getByRole('button', { name: 'Show the 100 lines before' }).click()
      await expect(output).toContainText('crate-1 v0.0.0')
      await expect(output.locator('pre')).toContainText(longBuild.join('\n').slice(-400))
      await axeFindsNothing(page)
      await expect(heads).toBeVisible()
    })
  })

test('in the past a build is as it was then', async ({ page, playground }) => {
  const { build } = parts(page)
  // Some lines of the build were printed by then.
  await page.goto(`${playground.address}?session=${builtEpoch}&function=thumbnails&moment=80`)
  await expect(build).toContainText(/Building \d s/)
  await expect(build).toContainText(/crate-\d\d? v/)
  await page.keyboard.press('End')
  await expect(build).toContainText('crate-300')
})

test('functions of a project stand together, with what of it is not done here', async ({
  page,
  context,
  playground,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`${playground.address}?session=${builtEpoch}&function=cart`)
  // One that could not be read is an error, with its place.
  const notice = page.getByRole('alert').filter({ hasText: 'serverless.yml could not be read.' })
  await expect(notice).toContainText('serverless.yml:9:3: a mapping has the key "functions" twice.')
  await notice.getByRole('button', { name: 'Close' }).click()
  await expect(notice).toHaveCount(0)

  const picker = page.getByRole('combobox', { name: 'Function' })
  await expect(picker).toContainText('python3.13')
  await picker.click()
  const group = page.getByRole('group', { name: 'template.yaml · SAM' })
  await expect(group.getByRole('option')).toHaveCount(5)
  await expect(group.getByRole('option', { name: /^cart/ })).toContainText('AWS’s awslambdaric 3.0.2 on Python 3.11.7')
  await expect(group.getByRole('option', { name: /^cart/ })).toContainText('2 notes')
  await axeFindsNothing(page)
  // A letter goes to the next that begins with it.
  await page.keyboard.press('t')
  await expect(page.getByRole('option', { selected: true })).toContainText('thumbnails')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'template.yaml · SAM' })
  await expect(dialog.getByRole('listitem')).toHaveCount(3)
  await expect(dialog.getByRole('listitem').first()).toHaveText(/^template\.yaml:31AWS::SQS::Queue is not made here/)
  await axeFindsNothing(page)
  await dialog.getByRole('button', { name: 'Copy the list' }).click()
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^\/home\/ada\/shop\/template\.yaml:31: AWS::SQS::Queue/,
  )
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Runtime' }).click()
  await expect(page.getByRole('region', { name: 'Event' })).toContainText(
    'python3.13 by AWS’s awslambdaric 3.0.2 on Python 3.11.7',
  )
  await page.getByText('2 notes on what is otherwise here').click()
  await expect(page.getByText('Its architecture is arm64, and this machine is x86_64.')).toBeVisible()
  await axeFindsNothing(page)
})

test('a build is asked for again, and a refusal says why', async ({ page, playground }) => {
  // The function is one that is built, as far as this page is told.
  await page.routeWebSocket('**/live', (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => server.send(message))
    server.onMessage((message) => {
      const down = JSON.parse(message.toString()) as {
        type: string
        state?: Told
        entries?: { event: Told['entry'] }[]
      }
      const told = [
        ...Object.values(down.state?.functions ?? {}),
        ...(down.entries ?? []).map(({ event }) => event?.definition),
      ]
      for (const one of told) if (one?.name === 'hello-bash') one.build = { command: 'make' }
      socket.send(JSON.stringify(down))
    })
  })
  const asked: string[] = []
  await page.route('**/api/functions/*/build', (route) => {
    asked.push(`${route.request().method()} ${new URL(route.request().url()).pathname}`)
    const message = 'There is no make on this machine. Install it.'
    return asked.length === 1
      ? route.fulfill({ status: 202, body: '' })
      : route.fulfill({ status: 409, json: { error: { code: 'no-toolchain', message } } })
  })
  await new PlaygroundPage(page).open(`${playground.address}?function=hello-bash`)
  const again = parts(page).build.getByRole('button', { name: 'Build now' })
  await again.click()
  await expect.poll(() => asked).toEqual(['POST /api/functions/hello-bash/build'])
  await again.click()
  await expect(page.getByText('There is no make on this machine. Install it.')).toBeVisible()
})

test('a call that waits for the first build is seen wherever one looks, and goes on with it', async ({
  page,
  playground,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'playground-slow-'))
  writeFileSync(join(folder, 'index.mjs'), 'export const handler = async () => "built"\n')
  const build = 'echo compiling; until test -f go-on; do sleep 0.1; done'
  writeFileSync(join(folder, 'function.json'), JSON.stringify({ name: 'slow', build }))
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  const picker = page.getByRole('combobox', { name: 'Function' })
  await picker.click()
  await page.getByRole('option', { name: /^New function/ }).click()
  await page.getByLabel('Path').fill(folder)
  await page.keyboard.press('Enter')
  await expect(picker).toContainText('slow')
  // The key of Invoke is that of Invoke, though the focus is with the picker.
  await picker.focus()
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByRole('listbox', { name: 'Functions' })).toHaveCount(0)
  await expect(page.getByRole('banner')).toContainText('1 running · waits for the build')
  await expect(parts(page).build).toContainText('compiling')
  await expect(page.getByText(/^building for .* the event is delivered when that is done$/)).toBeVisible()

  // There is no environment yet, and the call is on the timeline all the same.
  await page.getByRole('tab', { name: 'Timeline' }).click()
  const waiting = page.locator('.chart canvas').first()
  const drawn = () =>
    waiting.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return data.some((part) => part > 0)
    })
  await expect.poll(drawn).toBe(true)
  writeFileSync(join(folder, 'go-on'), '')
  await expect(playgroundPage.region('Result').getByRole('status')).toContainText('ok', { timeout: 30_000 })
  rmSync(folder, { recursive: true, force: true })
})
