import { AxeBuilder } from '@axe-core/playwright'
import { extension, handler } from '../support/extensions.ts'
import { PlaygroundPage } from '../support/page.ts'
import { expect, test } from '../support/playground.ts'
import { bootstrap } from '../support/runtime.ts'

const answered = "await post(id + '/response', '{}')"
const settings = '{ "timeout": 1 }\n'
/** It takes its time after each INVOKE before it asks again. */
const slow = extension().replace(
  "if (event.eventType === 'SHUTDOWN') process.exit(0)",
  "if (event.eventType === 'SHUTDOWN') process.exit(0)\n    await new Promise((resolve) => setTimeout(resolve, 1200))",
)

test.use({
  viewport: { width: 1440, height: 1200 },
  functions: {
    hanging: {
      bootstrap: bootstrap("console.log('calling upstream'); await sleep(600_000)"),
      'function.json': settings,
    },
    twice: { bootstrap: bootstrap(`${answered}; ${answered}`) },
    misspelt: {
      bootstrap: bootstrap(
        "await post(id + '/response', '{}', { 'Lambda-Runtime-Function-Response-Mode': 'Streaming' }); await post(id + '/error', '{}')",
      ),
    },
    lingering: { bootstrap: bootstrap(`${answered}; await sleep(800)`) },
    slow: { 'index.mjs': handler, 'extensions/slow': slow },
    fine: { 'index.mjs': handler },
  },
})

class FindingsPage extends PlaygroundPage {
  readonly tab = this.page.getByRole('tab', { name: /^Findings/ })
  readonly about = this.page.getByRole('list', { name: 'Findings about it' })
  readonly count = this.tab.locator('.tab-count')

  async lookAt(): Promise<void> {
    await this.tab.click()
    await expect(this.region('Findings')).toBeVisible()
  }

  rule(title: string) {
    return this.region('Findings').getByRole('region', { name: title, exact: true })
  }
}

for (const { what, name, outcome, title, seen, row, calls = 1 } of [
  {
    what: 'a function that hangs',
    name: 'hanging',
    outcome: 'time-out',
    title: 'Deadline ignored',
    seen: /No answer came within 1\S* s\. Its last sign of life was .*calling upstream/,
    row: /^event/,
  },
  {
    what: 'a second answer',
    name: 'twice',
    outcome: 'ok',
    title: 'Answered twice',
    seen: /A second answer \(POST response\) came for invocation .* and was refused/,
    row: /^POST response, .*403/,
  },
  {
    what: 'a header that is misspelt',
    name: 'misspelt',
    outcome: 'bad response',
    title: 'Unknown response mode',
    seen: /Response-Mode was “Streaming”/,
    row: /^POST response/,
  },
  {
    what: 'an extension that holds its environment up',
    name: 'slow',
    outcome: 'ok',
    title: 'Extension holds up every invocation',
    seen: /slow asked again .* in 3 invocations in a row/,
    row: /GET event\/next/,
    calls: 3,
  },
  {
    what: 'work after the answer',
    name: 'lingering',
    outcome: 'ok',
    title: 'Work after the answer',
    seen: /The runtime asked again .* after its answers were taken, in 2 invocations in a row/,
    row: /^POST response/,
    calls: 2,
  },
])
  test(`${what} is found by the page alone: what, why, and where`, async ({ page, playground }) => {
    const findings = new FindingsPage(page)
    await findings.open(playground.address)
    await findings.choose(name)
    for (let number = 1; number <= calls; number += 1) {
      await findings.invoke(number, outcome)
      if (number < calls) await expect(findings.row('now')).toContainText(/waiting|frozen/)
    }
    await expect(findings.count).toBeVisible()
    await findings.lookAt()
    const rule = findings.rule(title)
    await expect(rule).toContainText(seen)
    await expect(rule).toContainText('Expected:')
    await expect(rule).toContainText('What to do')
    const reference = rule.getByRole('link')
    await expect(reference).toHaveAttribute('href', /^https:\/\/docs\.aws\.amazon\.com\/lambda\//)
    await expect(reference).toHaveAttribute('rel', /noopener/)
    await rule.getByRole('button', { name: 'in the diagram' }).first().click()
    await expect(findings.selected).toHaveAccessibleName(row)
    await expect(findings.selected.getByRole('button', { name: title })).toHaveAttribute('title', seen)
    await expect(findings.about).toContainText(title)
    await expect(findings.about).toContainText(seen)
  })

test('nothing found is a result, and says what was looked for', async ({ page, playground }) => {
  const findings = new FindingsPage(page)
  await findings.open(playground.address)
  await findings.choose('fine')
  await findings.lookAt()
  await expect(findings.region('Findings')).toContainText('Nothing to look at yet')
  await findings.invoke(1, 'ok')
  await expect(findings.region('Findings')).toContainText(/Nothing found in \d exchanges/)
  await expect(findings.count).toBeHidden()
  await page.getByText(/^What is looked for: \d+ rules$/).click()
  await expect(findings.region('Findings')).toContainText('Answered twice')
})

test('the keys [ and ] go from finding to finding, in the list and in the diagram', async ({ page, playground }) => {
  const findings = new FindingsPage(page)
  await findings.open(playground.address)
  await findings.choose('twice')
  await findings.invoke(1, 'ok')
  await findings.invoke(2, 'ok')
  const answeredTwice = findings.region('Sequence').getByRole('button', { name: 'breach: Answered twice' })
  await expect(answeredTwice).toHaveCount(2)
  // A slow machine may have more to say than that.
  const marked = findings
    .region('Sequence')
    .getByRole('row')
    .filter({ has: page.locator('.row-mark') })
  const isSelected = (nth: number) => expect(marked.nth(nth)).toHaveAttribute('aria-selected', 'true')
  await marked.first().locator('.row-mark').click()
  await isSelected(0)
  await page.keyboard.press(']')
  await isSelected(1)
  await page.keyboard.press('[')
  await isSelected(0)
  await page.keyboard.press('[')
  await expect(page.getByText('There is no finding before this one.')).toBeVisible()
  await isSelected(0)

  await findings.lookAt()
  const listed = findings.rule('Answered twice').getByRole('listitem')
  await listed.first().getByRole('button', { name: /^At / }).click()
  await expect(listed.first()).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press(']')
  await expect(listed.nth(1)).toHaveAttribute('aria-current', 'true')
  await expect(listed.nth(1).getByRole('button', { name: /^At / })).toBeFocused()
  await page.keyboard.press('[')
  await expect(listed.first()).toHaveAttribute('aria-current', 'true')
  await expect(findings.about).toContainText('Answered twice')
})

test('has:finding, levels, and a moment before leave out what they should', async ({ page, playground }) => {
  const findings = new FindingsPage(page)
  await findings.open(playground.address)
  await findings.choose('twice')
  await findings.invoke(1, 'ok')
  await expect(findings.count).toBeVisible()
  const filter = page.getByRole('combobox', { name: 'Filter' })
  await filter.fill('has:f')
  await page.getByRole('option', { name: /^finding/ }).click()
  await expect(filter).toHaveValue('has:finding')
  await expect(findings.row('POST response, 403')).toBeVisible()
  await expect(findings.row('403')).toBeVisible()
  await expect(findings.row('event')).toHaveCount(0)
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await findings.lookAt()
  await expect(findings.rule('Answered twice')).toBeVisible()
  await page.getByRole('button', { name: /^Breaches/ }).click()
  await expect(findings.rule('Answered twice')).toHaveCount(0)
  await page.getByRole('button', { name: 'Show all findings' }).click()
  await expect(findings.rule('Answered twice')).toBeVisible()
  const strip = page.getByRole('slider', { name: 'Moment of the session' })
  const { width } = (await strip.boundingBox())!
  const hint = page.locator('.scrub-hint')
  for (let x = width - 4; x > 0; x -= 4) {
    await strip.hover({ position: { x, y: 10 } })
    if (/finding/.test(await hint.innerText())) break
  }
  await expect(hint).toContainText(/finding: .*Answered twice/)
  await strip.press('Home')
  await expect(findings.rule('Answered twice')).toHaveCount(0)
  await expect(findings.count).toBeHidden()
  await strip.press('End')
  await expect(findings.count).toBeVisible()
})

test('a session that is over is looked at as well, and a new one from its beginning', async ({ page, playground }) => {
  const findings = new FindingsPage(page)
  await findings.open(playground.address)
  await findings.choose('twice')
  await findings.invoke(1, 'ok')
  await expect(findings.count).toBeVisible()
  const { current } = (await (await page.request.get(`${playground.address}api/sessions`)).json()) as {
    current: string
  }
  await playground.stop('kill')
  await playground.restart()
  await findings.live()
  await expect(findings.count).toBeHidden()
  await findings.invoke(1, 'ok')
  await expect(findings.count).toBeVisible()
  await page.goto(`${playground.address}?session=${current}&function=twice&view=findings`)
  await expect(findings.rule('Answered twice')).toContainText('once, at')
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing where there are findings, ${colorScheme}`, async ({ page, playground }) => {
    await page.emulateMedia({ colorScheme })
    const findings = new FindingsPage(page)
    await findings.open(playground.address)
    await findings.choose('twice')
    await findings.lookAt()
    await findings.invoke(1, 'ok')
    await findings.rule('Answered twice').getByRole('button', { name: /^At / }).click()
    await expect(findings.about).toBeVisible()
    for (const view of ['Findings', 'Sequence'] as const) {
      await page.getByRole('tab', { name: new RegExp(`^${view}`) }).click()
      const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
      expect(violations.map(({ id, nodes }) => `${view}, ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      )
    }
  })
