import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

/** Its Makefile makes a bootstrap of a file of another name, and fails where that says so. */
const makefile = `build-Orders:
\t@echo "checking orders"
\t@! grep -n BROKEN runtime.sh
\tcp runtime.sh "$(ARTIFACTS_DIR)/bootstrap" && chmod 755 "$(ARTIFACTS_DIR)/bootstrap"
`
const runtime = (answer: string) => `#!/bin/bash
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
while :; do
  id=$(curl -s -D - -o /dev/null "$api/invocation/next" | tr -d '\\r' | sed -n 's/^lambda-runtime-aws-request-id: //ip')
  curl -s "$api/invocation/$id/response" -d '{"ordered":"${answer}"}' > /dev/null
done
`
const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Cart:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      CodeUri: cart/
      Events:
        Add: { Type: HttpApi, Properties: { Method: POST, Path: "/cart/{item}" } }
  Orders:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: makefile }
    Properties: { Runtime: provided.al2023, Handler: bootstrap, CodeUri: orders/ }
  Table:
    Type: AWS::Serverless::SimpleTable
`

test.use({
  functions: {
    shop: {
      'template.yaml': template,
      'cart/app.mjs':
        'export const handler = async (event) => ({ statusCode: 200, body: event.pathParameters.item })\n',
      'orders/Makefile': makefile,
      'orders/runtime.sh': runtime('one'),
    },
  },
})

test('a project: its functions together, built when they are called, built again on a save, and called by a route', async ({
  page,
  playground,
}) => {
  const shop = playground.folderOf('shop')
  const on = new PlaygroundPage(page)
  const build = page.getByRole('region', { name: 'Build', exact: true })
  const result = on.region('Result')
  await on.open(playground.address)
  await page.getByRole('combobox', { name: 'Function' }).click()
  const group = page.getByRole('group', { name: 'template.yaml · SAM' })
  await expect(group.getByRole('option')).toHaveText([
    /^Cart.*nodejs22\.x/,
    /^Orders.*provided\.al2023/,
    /not supported/,
  ])
  await group.getByRole('option', { name: /^Orders/ }).click()

  await expect(build).toContainText('Not built yet')
  await page
    .getByRole('button', { name: /^Invoke/ })
    .first()
    .click()
  await expect(result).toContainText('"one"')
  await expect(build).toContainText(/Built in/)
  await expect(on.row('waits for the build')).toBeVisible()

  // A save that breaks it leads with why; the next one mends it.
  writeFileSync(join(shop, 'orders/runtime.sh'), `# BROKEN\n${runtime('two')}`)
  await expect(build).toContainText('The build failed')
  await expect(build.getByLabel('The end of its output')).toContainText('1:# BROKEN')
  writeFileSync(join(shop, 'orders/runtime.sh'), runtime('two'))
  await expect(build).toContainText(/Built in/)
  await page
    .getByRole('button', { name: /^Invoke/ })
    .first()
    .click()
  await expect(result).toContainText('"two"')

  // A call by a route is drawn as it comes.
  await on.choose('Cart')
  await expect(page.getByText(`POST http://${playground.apiAddress}/cart/{item}`)).toBeVisible()
  const answer = await fetch(`http://${playground.apiAddress}/cart/apple`, { method: 'POST' })
  expect([answer.status, await answer.text()]).toEqual([200, 'apple'])
  await expect(on.row('POST /cart/apple')).toBeVisible()
})

test('a project: what its file gains is served, and what breaks it is told, with the functions as they were', async ({
  page,
  playground,
}) => {
  const file = join(playground.folderOf('shop'), 'template.yaml')
  const before = readFileSync(file, 'utf8')
  const on = new PlaygroundPage(page)
  await on.open(`${playground.address}?function=Cart`)
  const function_ = page.getByRole('combobox', { name: 'Function' })
  const another = before.replace(
    '  Table:',
    '  Another:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: nodejs22.x, Handler: app.handler, CodeUri: cart/ }\n  Table:',
  )
  writeFileSync(file, another)
  await function_.click()
  await expect(page.getByRole('option', { name: /^Another/ })).toBeVisible()
  await page.keyboard.press('Escape')

  writeFileSync(file, `${another}\n  Broken: {\n`)
  const alert = page.getByRole('alert').filter({ hasText: 'template.yaml' })
  await expect(alert).toContainText(/template\.yaml:\d+:\d+/)
  await expect(function_).toContainText('Cart')
  writeFileSync(file, before)
  await expect(alert).toHaveCount(0)
  await function_.click()
  await expect(page.getByRole('option', { name: /^Another/ })).toHaveCount(0)
  await expect(page.getByRole('option', { name: /^Orders/ })).toBeVisible()

  // What is not done here is told, with its line.
  await page.getByRole('option', { name: /not supported/ }).click()
  await expect(page.getByRole('dialog')).toContainText('AWS::Serverless::SimpleTable is not made here (Table)')
})

const path = [process.env['PATH'] ?? '', '/usr/local/go/bin'].join(delimiter)
const hasGo = path.split(delimiter).some((folder) => existsSync(join(folder, 'go')))
const main = readFileSync(join(import.meta.dirname, '../support/classic-hello/main.go'), 'utf8')

test.describe('the classic hello of a custom runtime', () => {
  test.use({
    functions: {
      walk: {
        'template.yaml':
          'Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n' +
          '    Properties: { Runtime: provided.al2, Handler: bootstrap, CodeUri: ./ }\n',
        'main.go': main,
      },
    },
  })
  test.skip(!hasGo, 'there is no go: install Go from go.dev/dl, or: apt-get install golang')

  test('is open on the page, built by hand, and says Hello', async ({ page, playground }) => {
    const on = new PlaygroundPage(page)
    await on.open(playground.address)
    await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('Hello')
    await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('provided.al2')
    const env = { ...process.env, PATH: path, CGO_ENABLED: '0' }
    execFileSync('go', ['build', '-o', 'bootstrap', 'main.go'], { cwd: playground.folderOf('walk'), env })
    await page
      .getByRole('button', { name: /^Invoke/ })
      .first()
      .click()
    await expect(on.region('Result')).toContainText('Hello')
    for (const row of ['invoke', 'GET next', 'event', 'POST response']) await expect(on.row(row).first()).toBeVisible()
  })
})
