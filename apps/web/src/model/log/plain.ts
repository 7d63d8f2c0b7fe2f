// What can be read in a printed line: without escapes, with its tabs set; and the spans in which its colours differ.
import { createAnsiSequenceParser, type Color } from 'ansi-sequence-parser'

/** `from` and `to`: characters of the plain text. `colour`: a name of the terminal's sixteen, or `#rrggbb`. */
export type Span = { from: number; to: number; colour?: string; background?: string; marks: readonly string[] }

/** Escapes that say nothing about colour: titles, links, cursor movements, single letters. */
// eslint-disable-next-line no-control-regex
const others = /\u001b(?:\][^\u0007\u001b]*(?:\u0007|\u001b\\|$)|\[[0-?]*[ -/]*[@-ln-~]|[()][0-9A-Za-z]|[@-Z\\^_=>78])/g
// eslint-disable-next-line no-control-regex
const colours = /\u001b\[[0-9;:]*m/g
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000a-\u001f\u007f]/g
const tabStop = 8

export function withoutEscapes(text: string): string {
  return text.includes('\u001b') ? text.replace(others, '').replace(colours, '') : text
}

/** What can be read: tabs become spaces up to the next stop, other control characters their pictures. */
function readable(text: string): string {
  // Most lines have none.
  // eslint-disable-next-line no-control-regex
  if (!/[\u0000-\u001f\u007f]/.test(text)) return text
  let set = ''
  for (const [index, part] of text.split('\t').entries())
    set += index === 0 ? part : ' '.repeat(tabStop - (set.length % tabStop)) + part
  return set.replace(controls, (control) =>
    control === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + control.charCodeAt(0)),
  )
}

export function plainText(text: string): string {
  return readable(withoutEscapes(text))
}

/** The spans of a line that are not plain, in order. */
export function spansOf(text: string): Span[] {
  if (!text.includes('\u001b[')) return []
  const spans: Span[] = []
  let at = 0
  for (const token of createAnsiSequenceParser().parse(text.replace(others, ''))) {
    const from = at
    at += token.value.length
    const { foreground, background, decorations } = token
    if (foreground === null && background === null && decorations.size === 0) continue
    const colour = foreground === null ? undefined : colourOf(foreground)
    const back = background === null ? undefined : colourOf(background)
    spans.push({
      from,
      to: at,
      ...(colour === undefined ? {} : { colour }),
      ...(back === undefined ? {} : { background: back }),
      marks: [...decorations],
    })
  }
  return widened(spans, withoutEscapes(text))
}

function colourOf(colour: Color): string {
  if (colour.type === 'named') return colour.name
  if (colour.type === 'rgb') return hex(colour.rgb)
  const { index } = colour
  if (index >= 232) return hex([8 + 10 * (index - 232), 8 + 10 * (index - 232), 8 + 10 * (index - 232)])
  const at = index - 16
  const step = (level: number) => (level === 0 ? 0 : 55 + 40 * level)
  return hex([step(Math.floor(at / 36)), step(Math.floor(at / 6) % 6), step(at % 6)])
}

function hex(rgb: readonly number[]): string {
  return `#${rgb.map((part) => Math.max(0, Math.min(255, part)).toString(16).padStart(2, '0')).join('')}`
}

/** Moves spans from the characters that were printed to those that are shown. */
function widened(spans: readonly Span[], printed: string): Span[] {
  if (!printed.includes('\t')) return [...spans]
  const place = (at: number) => readable(printed.slice(0, at)).length
  return spans.map((span) => ({ ...span, from: place(span.from), to: place(span.to) }))
}
