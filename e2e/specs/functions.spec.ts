import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'

const shop = { 'index.mjs': 'export const handler = async () => "sold"\n', 'function.json': '{ "timeout": 7 }\n' }

async function open(page: Page, address: string, name: string): Promise<PlaygroundPage> {
  const playgroundPage = new PlaygroundPage(page)
  await playgroundPage.open(address)
  await playgroundPage.choose(name)
  return playgroundPage
}

async function entry(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: 'Function' }).click()
  await page.getByRole('option', { name }).click()
}

async function axeFindsNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

test.describe('a function of one’s own', () => {
  test('is made, invoked, and given another time-out', async ({ page, playground }) => {
    const playgroundPage = new PlaygroundPage(page)
    await playgroundPage.open(playground.address)
    await entry(page, /^New function/)
    const dialog = page.getByRole('dialog', { name: 'New function, or open a folder' })
    const name = dialog.getByLabel('Name', { exact: true })
    await name.fill('a b')
    await expect(dialog).toContainText('A name has 1 to 64 letters')
    await name.fill('hello-bash')
    await expect(dialog).toContainText('There is a function hello-bash already.')
    await expect(dialog.getByRole('button', { name: 'Create function' })).toBeDisabled()
    await axeFindsNothing(page)
    await name.fill('fresh')
    await dialog.getByRole('button', { name: 'Create function' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('fresh')
    await expect(page.getByRole('tab', { name: 'Runtime' })).toHaveAttribute('aria-selected', 'true')
    await expect(playgroundPage.region('Event')).toContainText('A whole Lambda runtime')
    await playgroundPage.invoke(1, 'ok')

    await page.getByRole('tab', { name: 'Settings' }).click()
    const form = page.getByRole('form', { name: 'Settings' })
    const timeout = form.getByLabel('Time-out')
    await expect(timeout).toHaveAttribute('placeholder', '3')
    await timeout.fill('901')
    await expect(form).toContainText('Must be at most 900 seconds.')
    await expect(form.getByRole('button', { name: 'Save' })).toBeDisabled()
    await axeFindsNothing(page)
    await timeout.fill('12')
    await form.getByRole('button', { name: 'Add a variable' }).click()
    await form.getByLabel('Name of variable 1').fill('STAGE')
    await form.getByLabel('Value of STAGE').fill('dev')
    await expect(form.getByLabel('Not saved')).toBeVisible()
    await page.keyboard.press('Control+s')
    await expect(form.getByRole('status')).toContainText('Saved. The next invocation runs it in a new environment.')
    await expect(form.getByLabel('Not saved')).toHaveCount(0)
    const read = await page.request.get(`${playground.address}api/functions/fresh/files/function.json`)
    expect(JSON.parse(await read.text())).toEqual({ name: 'fresh', timeout: 12, variables: { STAGE: 'dev' } })
    await playgroundPage.invoke(2, 'ok')

    // Saved again while the first is under way: the second is no change from elsewhere.
    let letOn: (() => void) | undefined
    await page.route('**/files/function.json', async (route) => {
      if (route.request().method() === 'PUT' && letOn === undefined)
        await new Promise<void>((resolve) => (letOn = resolve))
      await route.continue()
    })
    for (const seconds of ['13', '14']) {
      await timeout.fill(seconds)
      await page.keyboard.press('Control+s')
    }
    await expect.poll(() => letOn !== undefined).toBe(true)
    letOn!()
    await expect(form.getByLabel('Not saved')).toHaveCount(0)
    await expect(form.getByRole('alert')).toHaveCount(0)
    await expect
      .poll(async () => (await page.request.get(`${playground.address}api/functions/fresh/files/function.json`)).json())
      .toHaveProperty('timeout', 14)
    await expect(form.getByRole('status')).toContainText('Saved.')
  })
})

test.describe('a folder of this machine', () => {
  test('is opened by its path, and taken off the list with nothing deleted', async ({ page, playground }) => {
    const place = mkdtempSync(join(tmpdir(), 'playground-folder-'))
    const folder = join(place, 'by-path')
    mkdirSync(folder)
    writeFileSync(join(folder, 'bootstrap'), '#!/bin/sh\nsleep 60\n')
    chmodSync(join(folder, 'bootstrap'), 0o755)
    const playgroundPage = await open(page, playground.address, 'hello-node')
    await entry(page, /^New function/)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Path').fill(join(place, 'nothing'))
    await dialog.getByRole('button', { name: 'Open folder' }).click()
    await expect(dialog).toContainText('is no folder. Give the folder that holds')
    await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('hello-node')
    await dialog.getByLabel('Path').fill(folder)
    await dialog.getByLabel('Path').press('Enter')
    await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('by-path')
    await expect(playgroundPage.region('Event')).toContainText('sleep 60')

    await entry(page, /^Remove by-path/)
    const confirm = page.getByRole('dialog', { name: 'Remove by-path from the list?' })
    await expect(confirm).toContainText('Nothing on disk is deleted')
    await axeFindsNothing(page)
    await confirm.getByRole('button', { name: 'Keep it' }).click()
    await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('by-path')
    await entry(page, /^Remove by-path/)
    await confirm.getByRole('button', { name: 'Remove from the list' }).click()
    await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('hello-node')
    await expect(page.getByText('by-path is off the list.')).toBeVisible()
    await page.getByRole('combobox', { name: 'Function' }).click()
    await expect(page.getByRole('option', { name: /^by-path/ })).toHaveCount(0)
    await page.keyboard.press('Escape')
    expect(existsSync(join(folder, 'bootstrap'))).toBe(true)
    await page.getByRole('button', { name: 'Open it again' }).click()
    await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('by-path')
    rmSync(place, { recursive: true, force: true })
  })
})

test.describe('an example', () => {
  test('is found, opened by a click, invoked, and taken off the list', async ({ page, playground }) => {
    const playgroundPage = new PlaygroundPage(page)
    await playgroundPage.open(playground.address)
    await entry(page, /^Open an example/)
    const dialog = page.getByRole('dialog')
    const search = dialog.getByRole('combobox', { name: 'Find an example' })
    await expect(search).toBeFocused()
    await expect(dialog.getByRole('option', { name: /^hello-bash/ })).toBeVisible()
    await axeFindsNothing(page)
    await search.fill('nothing like it')
    await expect(dialog.getByRole('option')).toHaveCount(0)
    await expect(dialog).toContainText('No example is called that.')
    await search.fill('bash ext')
    await expect(dialog.getByRole('option')).toHaveCount(1)
    await dialog.getByRole('option', { name: /^logger-extension-bash/ }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('logger-extension-bash')
    await expect(playgroundPage.region('Event')).toContainText('A small runtime in bash')
    await playgroundPage.invoke(1, 'ok')
    await expect(playgroundPage.region('Console')).toContainText('the extension got {"eventType":"INVOKE"')

    await entry(page, /^Remove logger-extension-bash/)
    await page.getByRole('button', { name: 'Remove from the list' }).click()
    await expect(page.getByText('logger-extension-bash is off the list.')).toBeVisible()
    await page.getByRole('button', { name: 'Open it again' }).click()
    await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('logger-extension-bash')
  })

  test('is opened with keys alone, and copied by the first edit', async ({ page, playground }) => {
    const playgroundPage = await open(page, playground.address, 'hello-node')
    await page.keyboard.press('Control+k')
    await expect(page.getByPlaceholder('What do you want to do?')).toBeFocused()
    await page.keyboard.type('open an example')
    await expect(page.getByRole('option', { selected: true })).toContainText('Open an example')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('combobox', { name: 'Find an example' })).toBeFocused()
    await page.keyboard.type('node.js extension')
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('option', { selected: true })).toContainText('web-app')
    await page.keyboard.press('ArrowDown')
    await expect(dialog.getByRole('option', { selected: true })).toContainText('logger-extension-node')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('logger-extension-node')
    await page.getByRole('tab', { name: 'Settings' }).click()
    const form = page.getByRole('form', { name: 'Settings' })
    await form.getByLabel('Concurrency').fill('2')
    await form.getByLabel('Concurrency').press('Enter')
    await expect(form.getByRole('status')).toContainText('Saved to a copy in')
    await playgroundPage.invoke(1, 'ok')
    await expect(playgroundPage.region('Console')).toContainText('the extension got {"eventType":"INVOKE"')
  })
})

test.describe('settings', () => {
  test.use({ functions: { shop } })

  test('that changed on disk meanwhile are asked about', async ({ page, playground }) => {
    await open(page, playground.address, 'shop')
    await page.getByRole('tab', { name: 'Settings' }).click()
    const form = page.getByRole('form', { name: 'Settings' })
    await expect(form.getByLabel('Time-out')).toHaveValue('7')
    await form.getByLabel('Memory').fill('256')
    const at = `${playground.address}api/functions/shop/files/function.json`
    const put = (data: string) => page.request.put(at, { data: Buffer.from(data), headers: { 'If-Match': '*' } })
    const readBack = async () => (await page.request.get(at)).text()
    await put('{ "timeout": 8, "description": "theirs" }\n')
    await expect(form.getByRole('alert')).toContainText('was changed on disk, and here as well')
    await form.getByRole('button', { name: 'Take what is on disk' }).click()
    await expect(form.getByLabel('Time-out')).toHaveValue('8')
    await expect(form.getByLabel('Memory')).toHaveValue('')
    await form.getByLabel('Memory').fill('512')
    await put('{ "timeout": 9 }\n')
    await form.getByRole('button', { name: 'Overwrite it' }).click()
    await expect(form.getByRole('status')).toContainText('Saved.')
    expect(JSON.parse(await readBack())).toEqual({ timeout: 8, description: 'theirs', memory: 512 })
  })

  test('that are no JSON are opened at their line', async ({ page, playground }) => {
    const playgroundPage = await open(page, playground.address, 'shop')
    await page.getByRole('tab', { name: 'Settings' }).click()
    await page.request.put(`${playground.address}api/functions/shop/files/function.json`, {
      data: Buffer.from('{\n  "timeout": 8,\n}\n'),
      headers: { 'If-Match': '*' },
    })
    await expect(playgroundPage.region('Event')).toContainText('function.json is not JSON from line 3 on')
    await axeFindsNothing(page)
    await page.getByRole('button', { name: 'Open it at line 3' }).click()
    await expect(page.getByRole('tab', { name: 'Runtime' })).toHaveAttribute('aria-selected', 'true')
    await expect(playgroundPage.region('Event').getByRole('button', { name: 'function.json' }).first()).toBeVisible()
  })

  test('with another name are another function, which is the one on the screen', async ({ page, playground }) => {
    await open(page, playground.address, 'shop')
    await page.getByRole('tab', { name: 'Settings' }).click()
    const form = page.getByRole('form', { name: 'Settings' })
    const name = form.getByLabel('Name', { exact: true })
    await name.fill('hello-bash')
    await expect(form).toContainText('Belongs to another function.')
    await name.fill('stall')
    // Unsaved work outlives a look elsewhere.
    await page.getByRole('tab', { name: 'Event' }).click()
    await page.getByRole('tab', { name: 'Settings' }).click()
    await expect(name).toHaveValue('stall')
    await name.press('Enter')
    await expect(page.getByRole('combobox', { name: 'Function' })).toContainText('stall')
    await expect(page.getByText('The function is called stall now.')).toBeVisible()
    await expect(name).toHaveValue('stall')
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('What do you want to do?').fill('remove stall')
    const chosen = page.getByRole('dialog', { name: 'Commands' }).getByRole('option', { selected: true })
    await expect(chosen).toContainText('Remove stall from the list')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Remove from the list' }).click()
    await expect(page.getByText('stall is off the list.')).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'Function' })).not.toContainText('stall')
  })

  test('of what ships are saved to a copy; an attached function has the defaults', async ({ page, playground }) => {
    await open(page, playground.address, 'hello-node')
    await page.getByRole('tab', { name: 'Settings' }).click()
    const form = page.getByRole('form', { name: 'Settings' })
    await form.getByLabel('Concurrency').fill('2')
    await form.getByLabel('Concurrency').press('Enter')
    await expect(form.getByRole('status')).toContainText('Saved to a copy in')
    await expect(form.getByLabel('Not saved')).toHaveCount(0)
    const waiting = new AbortController()
    const at = `http://${playground.attachAddress}/mine/2018-06-01/runtime/invocation/next`
    const poll = fetch(at, { signal: waiting.signal }).catch(() => undefined)
    await new PlaygroundPage(page).choose('mine')
    await expect(page.getByRole('region', { name: 'Event' })).toContainText('there is no function.json to change')
    await axeFindsNothing(page)
    waiting.abort()
    await poll
  })
})
