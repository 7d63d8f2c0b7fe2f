// Boxes of one look are collected and drawn at once, which is what makes thousands of them quick.
import type { ColourName, Look } from './look.ts'

/** How a box looks: its ground and its edge; a narrow one is all edge. */
export type BoxLook = { ground: ColourName; edge: ColourName; dashed?: true }

/** Below this a box is a stroke, pixels. */
const narrow = 4
const radius = 3

export class Boxes {
  readonly look: BoxLook
  readonly #wide: number[] = []
  readonly #narrow: number[] = []

  constructor(look: BoxLook) {
    this.look = look
  }

  /** What lies outside of the canvas is cut off by whoever calls. */
  add(left: number, right: number, top: number, height: number): void {
    const width = right - left
    if (width < narrow) this.#narrow.push(left, top, Math.max(1, width), height)
    else this.#wide.push(left + 0.5, top + 0.5, width - 1.5, height - 1)
  }

  draw(context: CanvasRenderingContext2D, { colours }: Look): void {
    const { ground, edge, dashed } = this.look
    if (this.#wide.length > 0) {
      context.beginPath()
      for (let at = 0; at < this.#wide.length; at += 4) {
        const [x, y, width, height] = [this.#wide[at]!, this.#wide[at + 1]!, this.#wide[at + 2]!, this.#wide[at + 3]!]
        if (width < 8) context.rect(x, y, width, height)
        else context.roundRect(x, y, width, height, Math.min(radius, height / 2))
      }
      context.fillStyle = colours[ground]
      context.fill()
      context.strokeStyle = colours[edge]
      context.lineWidth = 1
      if (dashed) context.setLineDash([3, 3])
      context.stroke()
      if (dashed) context.setLineDash([])
    }
    if (this.#narrow.length === 0) return
    context.fillStyle = colours[edge]
    context.beginPath()
    for (let at = 0; at < this.#narrow.length; at += 4)
      context.rect(this.#narrow[at]!, this.#narrow[at + 1]!, this.#narrow[at + 2]!, this.#narrow[at + 3]!)
    context.fill()
  }
}
