// Draws what happens at one time in a track: lines of output, results, failures too small for words, deadlines, and ends of processes.
import { eachPiece, eachTick } from '../../model/timeline/pieces.ts'
import { extensionHeight, type Place } from '../../model/timeline/places.ts'
import { xOf } from '../../model/timeline/scale.ts'
import { triangle } from '../../ui/canvas.ts'
import type { Scene } from './draw-tracks.ts'
import type { Look } from './look.ts'

/** A block that is as wide says itself that it failed, pixels. */
const saysSo = 60

export function drawMarks(context: CanvasRenderingContext2D, { colours }: Look, { sight, places, top }: Scene): void {
  for (const place of places) {
    const { track, bar, rowHeight } = place
    const barTop = place.top - top + bar
    const bottom = barTop + Math.max(1, track.serving.length) * rowHeight
    const lineOf = rowsOf(place, bottom, top)
    eachTick(track.output, sight, 2, (x, { bad, extension }) => {
      const y = lineOf(extension)
      context.fillStyle = bad ? colours.err : colours['ink-2']
      context.fillRect(x - (bad ? 1 : 0.5), y - (bad ? 7 : 5), bad ? 2 : 1, bad ? 7 : 5)
    })
    track.serving.forEach((row, index) =>
      eachPiece(row, sight, (left, right, { answered, outcome, pieces }, count) => {
        if (count > 1 || right - left < 12) return
        const barEdge = barTop + index * rowHeight
        if (pieces !== undefined && rowHeight >= 12) {
          context.fillStyle = outcome === 'ok' || outcome === undefined ? colours.invoke : colours.err
          eachTick(pieces, sight, 3, (at, { seq }) => {
            const isFirst = seq === pieces[0]!.seq
            context.fillRect(at - 0.5, barEdge + 1, isFirst ? 1.5 : 1, isFirst ? 7 : 4)
          })
        }
        if (answered === undefined) return
        const x = xOf(sight, answered)
        context.fillStyle = outcome === 'ok' || outcome === undefined ? colours.invoke : colours.err
        // A notch, since words stand in the middle.
        if (x < right - 3) context.fillRect(x - 0.75, barEdge, 1.5, Math.min(6, rowHeight / 3))
      }),
    )
    eachTick(track.failures, sight, 8, (x, { serving }) => {
      const wide = ((serving.to ?? sight.now) - serving.from) / sight.msPerPx
      if (wide < saysSo) triangle(context, x, barTop - 6, colours.err)
    })
    eachTick(track.marks, sight, 3, (x, { kind, bad, extension }) => {
      if (kind === 'deadline') return deadline(context, x, barTop - 4, bottom + 2, colours.err)
      const y = extension === undefined ? (barTop + bottom) / 2 : lineOf(extension) - 3
      cross(context, x, y, extension === undefined ? 4 : 2.5, bad ? colours.err : colours['ink-3'])
    })
  }
}

/** Where output stands: at the foot of the runtime's blocks, or of its extension's. */
function rowsOf({ track, extensions, top: placeTop }: Place, bottom: number, top: number) {
  const names = track.extensions.size === 0 ? [] : [...track.extensions.keys()]
  return (extension: string | undefined) => {
    const index = extension === undefined ? -1 : names.indexOf(extension)
    return index < 0 ? bottom : placeTop - top + extensions + index * extensionHeight + extensionHeight - 2
  }
}

function cross(context: CanvasRenderingContext2D, x: number, y: number, size: number, colour: string): void {
  context.strokeStyle = colour
  context.lineWidth = 1.5
  context.beginPath()
  context.moveTo(x - size, y - size)
  context.lineTo(x + size, y + size)
  context.moveTo(x + size, y - size)
  context.lineTo(x - size, y + size)
  context.stroke()
}

function deadline(context: CanvasRenderingContext2D, x: number, top: number, bottom: number, colour: string): void {
  context.fillStyle = colour
  context.fillRect(x - 0.75, top, 1.5, bottom - top)
  context.fillRect(x - 3.5, top, 7, 1.5)
}
