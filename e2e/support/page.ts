// The page as a person sees it: its regions, its rows, its one button.
import { expect, type Locator, type Page } from '@playwright/test'

export class PlaygroundPage {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address)
    await this.live()
  }

  live(): Promise<void> {
    return expect(this.page.getByText('Live', { exact: true })).toBeVisible({ timeout: 20_000 })
  }

  region(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true })
  }

  /** Rows by the beginning of their name. */
  row(name: string): Locator {
    return this.region('Sequence').getByRole('row', { name: new RegExp(`^${name}`) })
  }

  async choose(name: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Function' }).click()
    await this.page.getByRole('option', { name: new RegExp(`^${name}`) }).click()
    await expect(this.page.getByRole('combobox', { name: 'Function' })).toContainText(name)
  }

  /** Presses Invoke and waits until the number's result is there. */
  async invoke(number: number, outcome: string): Promise<void> {
    await this.page.getByRole('banner').getByRole('button', { name: 'Invoke', exact: true }).click()
    await expect(this.region('Result').getByRole('status')).toContainText(`Invoke ${number}`, { timeout: 30_000 })
    await expect(this.region('Result').getByRole('status')).toContainText(outcome, { timeout: 30_000 })
  }

  /** Chooses from a menu that a button opens; where a tick leaves it open, it is closed. */
  async pick(button: string, item: RegExp): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click()
    const menu = this.page.getByRole('menu', { name: button, exact: true })
    await menu.locator('[role^=menuitem]').filter({ hasText: item }).click()
    if (await menu.isVisible()) await this.page.keyboard.press('Escape')
    await expect(menu).toHaveCount(0)
  }

  /** The names of the rows in sight, from the first to the last. */
  rowNames(): Promise<string[]> {
    return this.region('Sequence')
      .getByRole('row')
      .evaluateAll((rows) =>
        rows
          .toSorted((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex))
          .map((row) => row.getAttribute('aria-label') ?? ''),
      )
  }

  /** The one row that is selected. */
  get selected(): Locator {
    return this.region('Sequence').getByRole('row', { selected: true })
  }

  /** Puts another text into the editor, by way of the clipboard: what is typed, the editor closes the quotes of. */
  async writeEvent(text: string): Promise<void> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await this.region('Event').locator('.monaco-editor').first().click()
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
    await this.page.keyboard.press('ControlOrMeta+A')
    await this.page.keyboard.press('ControlOrMeta+V')
  }
}
