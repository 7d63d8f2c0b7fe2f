// Draws the strip of the whole session on a canvas.
import { marked, type Overview } from '@playground/protocol/model'
import { beginCanvas, triangle, type Size } from '../../ui/canvas.ts'

type Colours = Record<
  'select' | 'invoke-line' | 'line-strong' | 'wait' | 'init' | 'err' | 'primary' | 'pane' | 'ink',
  string
>
/** The strip without what is in sight: what it shows, and the colours of the theme. */
export type Strip = Size & { canvas: HTMLCanvasElement; columns: number; colours: Colours }

/** Draws the bars and marks of the whole session, which change more seldom than what is in sight. */
export function drawStrip(beside: HTMLCanvasElement, overview: Overview, size: Size): Strip {
  const { width, height } = size
  const canvas = document.createElement('canvas')
  const colours = coloursOf(beside)
  const strip = { ...size, canvas, columns: overview.counts.length, colours }
  const context = beginCanvas(canvas, size)
  if (context === undefined || strip.columns === 0) return strip
  const pixels = perPixel(overview, Math.max(1, Math.floor(width / 2)))
  const most = Math.max(1, ...pixels.counts)
  const floor = height - 2
  context.fillStyle = colours['invoke-line']
  for (const [at, count] of pixels.counts.entries()) {
    if (count === 0) continue
    // The root lets single exchanges be seen beside thousands.
    const tall = Math.max(2, Math.sqrt(count / most) * (height - 12))
    context.fillRect(at * pixels.step, floor - tall, Math.max(1, pixels.step - 0.5), tall)
  }
  context.fillStyle = colours['line-strong']
  context.fillRect(0, floor, width, 1)
  for (const [at, bits] of pixels.marks.entries()) {
    const x = (at + 0.5) * pixels.step
    if (bits & marked.cut) {
      context.fillStyle = colours.wait
      context.fillRect(x - 0.5, floor - 4, 1, 6)
    }
    if (bits & marked.cold) diamond(context, x, 5, colours.init)
    if (bits & marked.error) triangle(context, x, 5, colours.err)
  }
  return strip
}

/** What is drawn over the strip, in columns of the overview. */
export type Over = {
  /** What the view shows, where that is a part. */
  sight: { from: number; to: number } | undefined
  /** The moment that is shown; what comes after it is faded. */
  moment: number | undefined
  findings: readonly { column: number; level: 'breach' | 'smell' | 'note' }[]
}

/** Draws the strip, and over it what is in sight and the moment. */
export function drawScrubber(canvas: HTMLCanvasElement, strip: Strip, { sight, moment, findings }: Over): void {
  const { width, height, columns, colours } = strip
  const context = beginCanvas(canvas, strip)
  if (context === undefined || columns === 0) return
  const xOf = (column: number) => (column / columns) * width
  if (sight !== undefined) {
    const left = xOf(sight.from)
    const wide = Math.max(3, xOf(sight.to) - left)
    context.fillStyle = colours.select
    context.fillRect(Math.min(left, width - wide), 0, wide, height)
  }
  context.drawImage(strip.canvas, 0, 0, width, height)
  for (const { column, level } of findings) {
    if (level === 'note') continue
    context.fillStyle = level === 'breach' ? colours.err : colours.init
    context.beginPath()
    context.arc(xOf(column + 0.5), height - 6, 2.5, 0, 2 * Math.PI)
    context.fill()
  }
  if (moment !== undefined) {
    const x = xOf(moment)
    context.globalAlpha = 0.65
    context.fillStyle = colours.pane
    context.fillRect(x, 0, width - x, height)
    context.globalAlpha = 1
  }
  context.fillStyle = moment === undefined ? colours.primary : colours.ink
  context.fillRect(Math.min(width - 2, moment === undefined ? width : xOf(moment)), 0, 2, height)
}

function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element)
  const colour = (name: keyof Colours) => style.getPropertyValue(`--${name}`)
  return {
    select: colour('select'),
    'invoke-line': colour('invoke-line'),
    'line-strong': colour('line-strong'),
    wait: colour('wait'),
    init: colour('init'),
    err: colour('err'),
    primary: colour('primary'),
    pane: colour('pane'),
    ink: colour('ink'),
  }
}

/** Columns of the overview brought to what can be drawn: the most of the counts, all of the marks. */
function perPixel({ counts, marks }: Overview, count: number) {
  const cells = Math.min(count, Math.max(counts.length, 1))
  const summed = Array.from({ length: cells }, () => 0)
  const bits = Array.from({ length: cells }, () => 0)
  for (let column = 0; column < counts.length; column += 1) {
    const cell = Math.min(cells - 1, Math.floor((column / counts.length) * cells))
    summed[cell]! += counts[column]!
    bits[cell]! |= marks[column]!
  }
  return { counts: summed, marks: bits, step: (count * 2) / cells }
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number, colour: string): void {
  context.fillStyle = colour
  context.beginPath()
  context.moveTo(x, y - 4)
  context.lineTo(x + 4, y)
  context.lineTo(x, y + 4)
  context.lineTo(x - 4, y)
  context.fill()
}
