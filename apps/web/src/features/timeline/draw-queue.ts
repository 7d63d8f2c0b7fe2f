// Draws how long asynchronous events are in the queue before each attempt, those of one time below each other.
import type { Timeline } from '@playground/protocol/model'
import { eachPiece, type Sight } from '../../model/timeline/pieces.ts'
import { xOf } from '../../model/timeline/scale.ts'
import { Boxes } from './boxes.ts'
import { drawLabels, type Label } from './draw-tracks.ts'
import { fade, type Look } from './look.ts'

export const queueHeight = 42
const padding = 8
const tallest = 18

/** Where the row of a list is, pixels from the top. */
function rowsOf({ queued }: Timeline): { top: number; height: number } {
  const height = Math.min(tallest, (queueHeight - 2 * padding) / Math.max(1, queued.length))
  return { top: (queueHeight - height * queued.length) / 2, height }
}

/** The row that a distance from the top of the chart is in. */
export function queueRowAt(timeline: Timeline, y: number): number {
  const { top, height } = rowsOf(timeline)
  return Math.max(0, Math.min(timeline.queued.length - 1, Math.floor((y - top) / height)))
}

export function drawQueue(
  context: CanvasRenderingContext2D,
  look: Look,
  timeline: Timeline,
  { sight, moment, selected }: { sight: Sight; moment: number | undefined; selected: number | undefined },
): void {
  const { top, height } = rowsOf(timeline)
  // What waits is an outline, since nothing is done meanwhile.
  const boxes = new Boxes({ ground: 'sunk', edge: 'wait', dashed: true })
  const chosen = new Boxes({ ground: 'select', edge: 'primary' })
  const labels: Label[] = []
  timeline.queued.forEach((row, index) => {
    const y = top + index * height
    eachPiece(row, sight, (left, right, { seq, attempt }, count) => {
      const [from, to] = [Math.max(-30, left), Math.min(sight.width + 30, right)]
      const own = count === 1 && seq === selected ? chosen : boxes
      own.add(from, to, y, height - 2)
      if (count > 1 || height < 14) return
      const seen = { left: Math.max(0, left), right: Math.min(sight.width, right) }
      labels.push({
        ...seen,
        y: y + height / 2 - 1,
        colour: 'ink-2',
        texts: [`before attempt ${attempt}`, String(attempt)],
      })
    })
  })
  boxes.draw(context, look)
  chosen.draw(context, look)
  drawLabels(context, look, labels)
  if (moment !== undefined) fade(context, look, xOf(sight, moment), sight.width, queueHeight)
}
