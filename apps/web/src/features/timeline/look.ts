// The colours and patterns that the canvases are drawn with: those of the theme.

const names = [
  'pane',
  'ink',
  'ink-2',
  'ink-3',
  'line',
  'line-strong',
  'primary',
  'select',
  'wait',
  'sunk',
  'invoke',
  'invoke-bg',
  'invoke-line',
  'init',
  'init-bg',
  'init-line',
  'err',
  'err-bg',
  'err-line',
  'ext',
  'ext-bg',
  'ext-line',
  'frozen',
  'frozen-bg',
  'frozen-line',
  'shutdown',
] as const
export type ColourName = (typeof names)[number]

export type Look = {
  key: string
  colours: Record<ColourName, string>
  font: string
  ice: CanvasPattern | string
  /** Words have been measured once. */
  widths: Map<string, number>
}

const mostWidths = 4000
const contrast = matchMedia('(prefers-contrast: more), (forced-colors: active)')

/** The same one as long as neither theme nor screen changes. */
export function lookOf(element: Element, context: CanvasRenderingContext2D, theme: string, known?: Look): Look {
  const key = `${theme} ${devicePixelRatio} ${contrast.matches}`
  if (known?.key === key) return known
  const style = getComputedStyle(element)
  const colours = Object.fromEntries(
    names.map((name) => [name, style.getPropertyValue(`--${name}`)]),
  ) as Look['colours']
  return { key, colours, font: style.fontFamily, ice: hatch(context, colours), widths: new Map() }
}

/** Stripes from corner to corner, on a ground. */
function hatch(context: CanvasRenderingContext2D, colours: Look['colours']): CanvasPattern | string {
  const size = 6 * devicePixelRatio
  const tile = document.createElement('canvas')
  tile.width = tile.height = Math.round(size)
  const brush = tile.getContext('2d')
  if (brush === null) return colours['frozen-bg']
  brush.fillStyle = colours['frozen-bg']
  brush.fillRect(0, 0, size, size)
  brush.strokeStyle = colours['frozen-line']
  brush.globalAlpha = 0.75
  brush.lineWidth = 1.3 * devicePixelRatio
  brush.beginPath()
  for (const shift of [-1, 0, 1]) {
    brush.moveTo(shift * size - 1, size + 1)
    brush.lineTo((shift + 1) * size + 1, -1)
  }
  brush.stroke()
  const pattern = context.createPattern(tile, 'repeat')
  pattern?.setTransform(new DOMMatrix().scale(1 / devicePixelRatio))
  return pattern ?? colours['frozen-bg']
}

export function widthOf(context: CanvasRenderingContext2D, { widths }: Look, text: string): number {
  let width = widths.get(text)
  if (width === undefined) {
    if (widths.size > mostWidths) widths.clear()
    widths.set(text, (width = context.measureText(text).width))
  }
  return width
}

/** What comes after the moment that is shown is faded. */
export function fade(
  context: CanvasRenderingContext2D,
  { colours }: Look,
  x: number,
  width: number,
  height: number,
): void {
  if (x >= width) return
  const left = Math.max(0, x)
  context.globalAlpha = 0.68
  context.fillStyle = colours.pane
  context.fillRect(left, 0, width - left, height)
  context.globalAlpha = 1
}
