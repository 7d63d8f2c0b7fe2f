// Draws the tracks that can be seen: polls, ice, extensions, invocations and phases, with what happened in them and their words.
import type { Block, Phase } from '@playground/protocol/model'
import { labelsOf, phaseWords, type Item } from '../../model/timeline/items.ts'
import { eachPiece, type Sight } from '../../model/timeline/pieces.ts'
import { extensionHeight, type Place } from '../../model/timeline/places.ts'
import { xOf } from '../../model/timeline/scale.ts'
import { Boxes, type BoxLook } from './boxes.ts'
import { drawMarks } from './draw-marks.ts'
import { fade, widthOf, type ColourName, type Look } from './look.ts'

export type Scene = {
  sight: Sight
  places: readonly Place[]
  /** As far as the tracks are scrolled, and how much of them is seen. */
  top: number
  height: number
  /** Epoch milliseconds of the moment that is shown. */
  moment: number | undefined
  selected: Item | undefined
  focus: Item | undefined
}

export type Label = {
  texts: readonly string[]
  left: number
  right: number
  y: number
  colour: ColourName
  cleared?: true
}

const looks = {
  serving: { ground: 'invoke-bg', edge: 'invoke-line' },
  failed: { ground: 'err-bg', edge: 'err-line' },
  init: { ground: 'init-bg', edge: 'init-line' },
  ending: { ground: 'sunk', edge: 'wait' },
  crashed: { ground: 'pane', edge: 'err-line', dashed: true },
  reset: { ground: 'pane', edge: 'wait', dashed: true },
  snapshot: { ground: 'frozen-bg', edge: 'frozen-line' },
  extension: { ground: 'ext-bg', edge: 'ext-line' },
} as const satisfies Record<string, BoxLook>
const order = ['extension', 'reset', 'crashed', 'serving', 'failed', 'snapshot', 'ending', 'init'] as const

const looksOfPhase = {
  init: 'init',
  restoring: 'init',
  snapshot: 'snapshot',
  crashed: 'crashed',
  reset: 'reset',
  shutdown: 'ending',
} as const
const inks: Record<Phase['state'], ColourName> = {
  init: 'init',
  restoring: 'init',
  snapshot: 'frozen',
  crashed: 'err',
  reset: 'ink-3',
  shutdown: 'shutdown',
}
/** A block with words is at least as wide, and ice with its word, pixels. */
const wordPx = 14
const icePx = 84
const iceHeight = 14

export function drawTracks(context: CanvasRenderingContext2D, look: Look, scene: Scene): void {
  const { sight, places, top, height, moment } = scene
  const { colours } = look
  const boxes = Object.fromEntries(order.map((name) => [name, new Boxes(looks[name])])) as Record<
    (typeof order)[number],
    Boxes
  >
  const labels: Label[] = []
  const cut = (x: number) => Math.max(-30, Math.min(sight.width + 30, x))
  const label = (
    left: number,
    right: number,
    y: number,
    colour: ColourName,
    texts: readonly string[],
    cleared?: true,
  ) => {
    const seen = { left: Math.max(0, left), right: Math.min(sight.width, right) }
    if (seen.right - seen.left >= wordPx) labels.push({ ...seen, y, colour, texts, ...(cleared ? { cleared } : {}) })
  }
  for (const place of places) {
    const { track, bar, rowHeight } = place
    const y = place.top - top
    const barTop = y + bar
    const tall = Math.max(1, track.serving.length) * rowHeight
    const middle = barTop + tall / 2
    context.fillStyle = colours.line
    context.fillRect(0, y + place.height - 1, sight.width, 1)

    context.fillStyle = colours.wait
    eachPiece(track.polls, sight, (left, right) => context.fillRect(cut(left), middle - 0.5, cut(right) - cut(left), 1))
    eachPiece(track.freezes, sight, (left, right, _block, count) => {
      const [from, to] = [cut(left), cut(right)]
      context.fillStyle = look.ice
      context.fillRect(from, middle - iceHeight / 2, Math.max(1, to - from), iceHeight)
      if (count === 1 && to - from >= icePx) label(left, right, middle, 'frozen', ['frozen'], true)
    })
    track.serving.forEach((row, index) => {
      const rowTop = barTop + index * rowHeight
      eachPiece(row, sight, (left, right, block, count) => {
        const failed = count === 1 && block.outcome !== undefined && block.outcome !== 'ok'
        boxes[failed ? 'failed' : 'serving'].add(cut(left), cut(right), rowTop, rowHeight - (rowHeight < 24 ? 1 : 0))
        if (count > 1 || rowHeight < 12) return
        const works = block.worksFrom === undefined ? left : xOf(sight, block.worksFrom)
        label(works, right, rowTop + rowHeight / 2, failed ? 'err' : 'invoke', labelsOf(block))
      })
    })
    eachPiece(track.phases, sight, (left, right, { state, failed }, count) => {
      const name = failed === undefined ? looksOfPhase[state] : 'failed'
      const low = state === 'reset' || state === 'crashed'
      boxes[name].add(cut(left), cut(right), low ? middle - 8 : barTop, low ? 16 : tall)
      if (count > 1) return
      const word = phaseWords[state]
      const words = failed === undefined ? [word] : [`${word} · ${failed === 'timeout' ? 'too long' : 'failed'}`, word]
      label(left, right, middle, failed === undefined ? inks[state] : 'err', words)
    })
    let extensionTop = y + place.extensions
    for (const work of track.extensions.values()) {
      eachPiece(work, sight, (left, right) =>
        boxes.extension.add(cut(left), cut(right), extensionTop, extensionHeight - 2),
      )
      extensionTop += extensionHeight
    }
  }
  for (const name of order) boxes[name].draw(context, look)
  drawMarks(context, look, scene)
  drawLabels(context, look, labels)
  for (const [item, dashed] of [
    [scene.selected, false],
    [scene.focus, true],
  ] as const)
    if (item !== undefined) outline(context, look, scene, item, dashed)
  if (moment !== undefined) fade(context, look, xOf(sight, moment), sight.width, height)
}

export function drawLabels(context: CanvasRenderingContext2D, look: Look, labels: readonly Label[]): void {
  context.font = `560 11px ${look.font}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (const { texts, left, right, y, colour, cleared } of labels) {
    const text = texts.find((one) => widthOf(context, look, one) + 8 <= right - left)
    if (text === undefined) continue
    const x = (left + right) / 2
    if (cleared) {
      const width = widthOf(context, look, text) + 16
      context.fillStyle = look.colours.pane
      context.fillRect(x - width / 2, y - iceHeight / 2, width, iceHeight)
    }
    context.fillStyle = look.colours[colour]
    context.fillText(text, x, y + 0.5)
  }
}

/** Selected: a strong edge; in focus: a dashed one around it. */
function outline(
  context: CanvasRenderingContext2D,
  { colours }: Look,
  scene: Scene,
  item: Item,
  dashed: boolean,
): void {
  const place = scene.places.find(({ track }) => track === item.track)
  if (place === undefined) return
  const { sight, top } = scene
  const { from, to }: Block = item.block
  const left = Math.max(-10, xOf(sight, from))
  const right = Math.min(sight.width + 10, xOf(sight, to ?? Math.max(sight.now, from)))
  const [y, height] = rowOf(place, item)
  const around = dashed ? 2.5 : 0
  context.beginPath()
  context.roundRect(
    left - around,
    place.top - top + y - around,
    Math.max(3, right - left) + 2 * around,
    height + 2 * around,
    4,
  )
  context.strokeStyle = dashed ? colours.ink : colours.primary
  context.lineWidth = dashed ? 1 : 2
  context.setLineDash(dashed ? [3, 2] : [])
  context.stroke()
  context.setLineDash([])
}

function rowOf({ track, bar, rowHeight, extensions }: Place, item: Item): [number, number] {
  if (item.kind === 'serving') return [bar + item.row * rowHeight, rowHeight]
  if (item.kind === 'work')
    return [extensions + [...track.extensions.keys()].indexOf(item.extension) * extensionHeight, extensionHeight - 2]
  return [bar, Math.max(1, track.serving.length) * rowHeight]
}
