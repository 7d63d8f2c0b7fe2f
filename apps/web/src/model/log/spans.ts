// Where in a printed line which colour is.
import { createAnsiSequenceParser, type Color } from 'ansi-sequence-parser'
import { readable, withColoursAlone, withoutEscapes } from './plain.ts'

/** `from` and `to`: characters of the plain text. `colour`: a name of the terminal's sixteen, or `#rrggbb`. */
export type Span = { from: number; to: number; colour?: string; background?: string; marks: readonly string[] }

/** The spans of a line that are not plain, in order. */
export function spansOf(text: string): Span[] {
  if (!text.includes('\u001b[')) return []
  const spans: Span[] = []
  let at = 0
  for (const token of createAnsiSequenceParser().parse(withColoursAlone(text))) {
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
