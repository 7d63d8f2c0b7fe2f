import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

const workers = Array.from({ length: 40 }, (_, index) => `worker-${index + 1}`)

/** A function that is called by routes, many that share a folder, and one that cannot run here. */
const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: orders
      CodeUri: orders/
      Handler: index.handler
      Runtime: nodejs22.x
      Timeout: 7
      Environment: { Variables: { STAGE: dev } }
      Events:
        One: { Type: HttpApi, Properties: { Path: '/orders/{id}', Method: GET } }
  Picture:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: picture, PackageType: Image }
${workers
  .map(
    (name, index) => `  Worker${index + 1}:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: ${name}, CodeUri: workers/, Handler: index.handler, Runtime: nodejs22.x }
`,
  )
  .join('')}`

async function axeFindsNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

test('a project tells what holds of its functions, and which is meant among many', async ({ page, playground }) => {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'playground-project-')))
  for (const folder of ['orders', 'workers']) {
    mkdirSync(join(place, folder))
    writeFileSync(join(place, folder, 'index.mjs'), 'export const handler = async () => "done"\n')
  }
  writeFileSync(join(place, 'template.yaml'), template)
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  const picker = page.getByRole('combobox', { name: 'Function' })
  const selected = page.getByRole('option', { selected: true })
  await picker.click()
  await page.getByRole('option', { name: /^New function/ }).click()
  await page.getByLabel('Path').fill(place)
  await page.keyboard.press('Enter')
  await expect(picker).toContainText('orders')

  // Letters together go to one of many; what else can be done stays in sight; and Tab leaves the list.
  await picker.click()
  await expect(page.getByRole('option', { name: /^orders/ })).toContainText('nodejs22.xorders · Node.js runtime')
  await expect(page.getByRole('option', { name: /^picture/ })).toContainText(
    /template\.yaml:\d+: It is a container image/,
  )
  await expect(page.getByRole('option', { name: /^picture/ })).not.toContainText(place)
  await page.keyboard.type('worker-27')
  await expect(selected).toContainText('worker-27')
  await expect(selected).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('option', { name: /^Open an example/ })).toBeInViewport({ ratio: 1 })
  await axeFindsNothing(page)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('listbox', { name: 'Functions' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Invoke', exact: true }).first()).toBeFocused()

  // One that is pointed at leaves the focus with the picker.
  await picker.click()
  await page.getByRole('option', { name: /^worker-3nodejs|^worker-3 / }).click()
  await expect(picker).toContainText('worker-3')
  await expect(picker).toBeFocused()
  await page.getByRole('tab', { name: 'Settings' }).click()
  const form = page.getByRole('form', { name: 'Settings' })
  await expect(form).toContainText('for the 39 other functions of its folder as well')

  await playgroundPage.choose('orders')
  await expect(form).toContainText('template.yaml says how it runs.')
  await expect(form.getByLabel('Name', { exact: true })).toHaveAttribute('placeholder', 'orders')
  await expect(form.getByLabel('Time-out')).toHaveAttribute('placeholder', '7')
  await expect(form).toContainText('As template.yaml says: STAGE. Any here are added, and win.')
  await expect(form).toContainText('As template.yaml says: GET /orders/{id}.')
  await axeFindsNothing(page)
  // What is set here is what holds, and what the project says behind it is not known.
  await form.getByLabel('Time-out').fill('9')
  await form.getByRole('button', { name: /^Save/ }).click()
  await expect(form.getByRole('status')).toContainText('Saved.')
  await expect(form.getByLabel('Time-out')).toHaveAttribute('placeholder', '')
  await expect(form.getByLabel('Memory')).toHaveAttribute('placeholder', '128')

  // No setting puts right what the template says.
  await playgroundPage.choose('picture')
  const sequence = page.getByRole('region', { name: 'Sequence', exact: true })
  await expect(sequence).toContainText(/template\.yaml:\d+: It is a container image/)
  await expect(sequence).not.toContainText(place)
  await expect(sequence).toContainText('It is read again as soon as template.yaml is saved.')
  await expect(sequence.getByRole('button', { name: 'Put it right' })).toHaveCount(0)
  await sequence.getByRole('button', { name: 'Attach your own runtime…' }).click()
  await expect(page.getByRole('dialog', { name: 'Attach your own runtime' })).toBeVisible()
  rmSync(place, { recursive: true, force: true })
})
