import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')

/** The colours of one theme. */
function theme(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(selector)).split('}')[0]!
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name!, value!]),
  )
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const text: [string, string[]][] = [
  ['ink', ['pane', 'bg', 'sunk', 'hover', 'select', 'err-bg', 'raise']],
  ['ink-2', ['pane', 'sunk', 'hover', 'select', 'raise']],
  ['ink-3', ['pane', 'sunk', 'hover', 'select', 'raise']],
  ['invoke', ['pane', 'invoke-bg', 'sunk', 'select', 'hover']],
  ['init', ['pane', 'init-bg', 'sunk', 'hover', 'select']],
  ['ok', ['pane', 'ok-bg', 'sunk', 'hover', 'select']],
  ['err', ['pane', 'err-bg', 'select', 'hover', 'sunk']],
  ['ext', ['pane', 'ext-bg', 'sunk', 'select', 'hover']],
  ['frozen', ['pane', 'frozen-bg', 'sunk', 'hover', 'select']],
  ['on-primary', ['primary']],
  ['on-mark', ['mark']],
  ['ansi-magenta', ['pane', 'hover', 'select']],
  ['ansi-cyan', ['pane', 'hover', 'select']],
  ['pane', ['ink', 'ink-2', 'ink-3', 'err', 'ok', 'init', 'invoke', 'ansi-magenta', 'ansi-cyan']],
]
const shapes: [string, string[]][] = [
  ['wait', ['pane', 'sunk', 'select']],
  ['invoke-line', ['pane', 'invoke-bg']],
  ['init-line', ['pane']],
  ['err-line', ['pane', 'err-bg']],
  ['ok-line', ['pane']],
  ['ext-line', ['pane', 'ext-bg']],
  ['frozen-line', ['pane', 'frozen-bg']],
  ['caller', ['pane', 'select']],
  ['primary', ['pane']],
]

describe.each([
  ['light', "[data-theme='light']"],
  ['dark', "[data-theme='dark']"],
])('the colours, %s', (_name, selector) => {
  const colours = theme(selector)
  const pairs = (list: [string, string[]][]) =>
    list.flatMap(([front, backs]) => backs.map((back) => [front, back] as const))

  it.each(pairs(text))('%s on %s can be read', (front, back) => {
    expect(contrast(colours[front]!, colours[back]!)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(pairs(shapes))('%s on %s can be told', (front, back) => {
    expect(contrast(colours[front]!, colours[back]!)).toBeGreaterThanOrEqual(3)
  })
})

it('no colour is anywhere but among the tokens', () => {
  const source = join(import.meta.dirname, '..')
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.css') && !file.endsWith('tokens.css'),
  )
  expect(files.length).toBeGreaterThan(15)
  for (const file of files) expect(readFileSync(join(source, file), 'utf8'), file).not.toMatch(/#[0-9a-f]{3,8}\b/i)
})
