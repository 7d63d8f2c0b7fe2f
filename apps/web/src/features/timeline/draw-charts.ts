// Draws what stands above and below the tracks: how many calls wait, and the memory of the environments in sight.
import type { Timeline, Track } from '@playground/protocol/model'
import { eachTick, type Sight } from '../../model/timeline/pieces.ts'
import { xOf } from '../../model/timeline/scale.ts'
import { eachStep } from '../../model/timeline/steps.ts'
import { fade, type Look } from './look.ts'

const above = 12
const below = 8

type Chart = { sight: Sight; height: number; moment: number | undefined }

export function drawWaiting(
  context: CanvasRenderingContext2D,
  look: Look,
  timeline: Timeline,
  { sight, height, moment }: Chart,
): void {
  const { colours } = look
  const floor = height - below
  const scale = (floor - above) / Math.max(1, timeline.mostWaiting)
  const area = new Path2D()
  const line = new Path2D()
  let before = floor
  eachStep(timeline.waiting, sight, (left, right, value) => {
    const y = Math.round(floor - value * scale) + 0.5
    if (value > 0) area.rect(left, y, Math.max(1, right - left), floor - y)
    line.moveTo(left, before)
    line.lineTo(left, y)
    line.lineTo(right, y)
    before = y
  })
  context.fillStyle = colours.sunk
  context.fill(area)
  context.fillStyle = colours['line-strong']
  context.fillRect(0, floor, sight.width, 1)
  context.strokeStyle = colours.wait
  context.lineWidth = 1.25
  context.stroke(line)
  context.fillStyle = colours.err
  eachTick(timeline.turnedAway, sight, 6, (x) => {
    context.beginPath()
    context.moveTo(x, 3)
    context.lineTo(x + 4, 10)
    context.lineTo(x - 4, 10)
    context.fill()
  })
  if (moment !== undefined) fade(context, look, xOf(sight, moment), sight.width, height)
}

/** `limitMb`: what each may use, where that is known. `strong`: the one in question. */
export function drawMemory(
  context: CanvasRenderingContext2D,
  look: Look,
  timeline: Timeline,
  {
    sight,
    height,
    moment,
    tracks,
    strong,
    limitMb,
  }: Chart & {
    tracks: readonly Track[]
    strong: Track | undefined
    limitMb: number | undefined
  },
): void {
  const { colours } = look
  const floor = height - below
  const most = memoryScale(timeline, limitMb)
  const yOf = (mb: number) => floor - (Math.min(mb, most) / most) * (floor - above)
  context.fillStyle = colours.line
  context.fillRect(0, floor, sight.width, 1)
  if (limitMb === most) {
    context.strokeStyle = colours['err-line']
    context.lineWidth = 1
    context.setLineDash([4, 4])
    context.beginPath()
    context.moveTo(0, yOf(most) + 0.5)
    context.lineTo(sight.width, yOf(most) + 0.5)
    context.stroke()
    context.setLineDash([])
  }
  for (const track of tracks) {
    const own = track === strong
    context.strokeStyle = own ? colours.ink : colours['ink-3']
    context.globalAlpha = own || tracks.length === 1 || strong === undefined ? 1 : 0.5
    context.lineWidth = own ? 2 : 1.25
    context.beginPath()
    let begun = false
    eachStep(track.memory, sight, (left, right, mb) => {
      const y = yOf(mb)
      if (!begun) context.moveTo(left, floor)
      begun = true
      context.lineTo(left, y)
      context.lineTo(right, y)
    })
    context.stroke()
  }
  context.globalAlpha = 1
  if (moment !== undefined) fade(context, look, xOf(sight, moment), sight.width, height)
}

/** The limit, where as much as a quarter of it is used; else nothing would be seen of what is used. */
export function memoryScale({ mostMemory }: Timeline, limitMb: number | undefined): number {
  return limitMb !== undefined && mostMemory >= limitMb / 4
    ? Math.max(limitMb, mostMemory)
    : Math.max(1, mostMemory * 1.15)
}
