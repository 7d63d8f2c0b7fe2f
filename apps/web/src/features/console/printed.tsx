// The characters of one row: in the colours they were printed with, and with what is looked for marked.
import type { CSSProperties, ReactNode } from 'react'
import { spansOf, type Span } from '../../model/log/spans.ts'
import './ansi.css'

type Props = { printed: string; text: string; from: number; to: number; search: string }

export function Printed({ printed, text, from, to, search }: Props) {
  const spans = spansOf(printed)
  const marks = rangesOf(text, search)
  if (spans.length === 0 && marks.length === 0) return text.slice(from, to)
  const edges = [from, to, ...spans.flatMap((span) => [span.from, span.to]), ...marks.flat()]
  const cuts = [...new Set(edges)].filter((at) => at >= from && at <= to).toSorted((a, b) => a - b)
  const parts: ReactNode[] = []
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const [at, end] = [cuts[index]!, cuts[index + 1]!]
    const span = spans.find((one) => one.from <= at && at < one.to)
    const marked = marks.some(([start, stop]) => start <= at && at < stop)
    const part = text.slice(at, end)
    const Tag = marked ? 'mark' : 'span'
    parts.push(
      span === undefined && !marked ? (
        part
      ) : (
        <Tag key={at} className={span === undefined ? undefined : classOf(span)} style={styleOf(span)}>
          {part}
        </Tag>
      ),
    )
  }
  return parts
}

/** Where a text is found in another, whatever the case. */
function rangesOf(text: string, search: string): [number, number][] {
  const ranges: [number, number][] = []
  if (search === '') return ranges
  const [whole, part] = [text.toLowerCase(), search.toLowerCase()]
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + part.length))
    ranges.push([at, at + part.length])
  return ranges
}

function classOf({ colour, background, marks }: Span): string {
  return [
    ...(colour === undefined || colour.startsWith('#') ? [] : [`ansi-${colour}`]),
    ...(background === undefined || background.startsWith('#') ? [] : [`ansi-on-${background}`]),
    ...marks.map((mark) => `ansi-${mark}`),
  ].join(' ')
}

/** A colour that a program mixed itself is drawn towards the ink, so that it can be read in either theme. */
function styleOf(span: Span | undefined): CSSProperties | undefined {
  if (span === undefined) return undefined
  const { colour, background } = span
  const own = colour?.startsWith('#') ? colour : undefined
  const ground = background?.startsWith('#') ? background : undefined
  if (own === undefined && ground === undefined) return undefined
  const text = own ?? (ground === undefined ? undefined : isLight(ground) ? '#000000' : '#ffffff')
  return {
    ...(ground === undefined ? {} : { background: ground }),
    ...(text === undefined
      ? {}
      : { color: ground === undefined ? `color-mix(in oklab, ${text} 55%, var(--ink))` : text }),
  }
}

function isLight(hex: string): boolean {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number]
  return 0.299 * r + 0.587 * g + 0.114 * b > 140
}
