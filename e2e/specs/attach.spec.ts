import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

/** A runtime of a few lines: it answers each event with itself. */
const echo = `#!/usr/bin/env node
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/'
for (;;) {
  const next = await fetch(api + 'next')
  const body = await next.text()
  await fetch(api + next.headers.get('lambda-runtime-aws-request-id') + '/response', { method: 'POST', body })
}
`

async function openDialog(page: Page) {
  await page.getByRole('combobox', { name: 'Function' }).click()
  await page.getByRole('option', { name: /^Attach your own runtime/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Attach your own runtime' })
  await expect(dialog).toBeVisible()
  return dialog
}

test('a line that is copied starts a runtime that is called from the page', async ({ page, context, playground }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(playground.address)
  const dialog = await openDialog(page)
  await dialog.getByRole('textbox', { name: 'Function' }).fill('by-hand')
  await dialog.getByRole('button', { name: 'Copy', exact: true }).first().click()
  const line = await page.evaluate(() => navigator.clipboard.readText())
  expect(line).toBe(`AWS_LAMBDA_RUNTIME_API=${playground.attachAddress}/by-hand ./bootstrap`)
  await dialog.getByRole('button', { name: 'Close' }).click()

  const folder = mkdtempSync(join(tmpdir(), 'playground-attach-'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'bootstrap'), echo)
  chmodSync(join(folder, 'bootstrap'), 0o755)
  const runtime = spawn('bash', ['-c', `exec env ${line}`], { cwd: folder, stdio: 'ignore' })
  await playgroundPage.choose('by-hand')
  await playgroundPage.invoke(1, 'ok')
  runtime.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

test('ways to attach are remembered, and every one is free of findings', async ({ page, playground }) => {
  await new PlaygroundPage(page).open(playground.address)
  let dialog = await openDialog(page)
  const pressed = (group: string) => dialog.getByRole('group', { name: group }).getByRole('button', { pressed: true })
  for (const how of ['fish', 'PowerShell', 'Docker', 'Web app', 'JetBrains', 'VS Code']) {
    await dialog.getByRole('group', { name: 'Started from' }).getByRole('button', { name: how }).click()
    await expect(pressed('Started from')).toHaveText(how)
    const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
    expect(violations.map(({ id }) => `${how}: ${id}`)).toEqual([])
  }
  await dialog.getByRole('group', { name: 'Written in' }).getByRole('button', { name: 'Python' }).click()
  await page.reload()
  dialog = await openDialog(page)
  await expect(pressed('Started from')).toHaveText('VS Code')
  await expect(pressed('Written in')).toHaveText('Python')
  const launch = JSON.parse((await dialog.locator('code').first().textContent())!) as { configurations: object[] }
  expect(launch.configurations).toMatchObject([
    { type: 'debugpy', env: { AWS_LAMBDA_RUNTIME_API: `${playground.attachAddress}/mine` } },
  ])
})
