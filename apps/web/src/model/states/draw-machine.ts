// The drawing of a machine as geometry: boxes of states, ways of edges, boxes of their labels. No label lies on anything.
import type { Machine } from '@playground/protocol/model'
import type { Cell, Fold, Places, Route, Stub } from './places.ts'
import { around, cornersToPath, labelOn, textWidth, wrap, type Box, type Label, type Point } from './geometry.ts'

export type NodeBox = Box & { state: string; spelled: readonly string[] }
export type EdgeWay = { id: string; points: readonly Point[]; path: string; label: Label | undefined }
export type StubWay = EdgeWay & { to: string; tail: Point }
/** A refused call: a loop at its state, with what was refused beside it. */
export type RefusalLoop = { state: string; path: string; end: readonly Point[]; label: Label }
export type Drawing = {
  width: number
  height: number
  /** Where it begins; a `viewBox` takes it. */
  top: number
  nodes: NodeBox[]
  edges: EdgeWay[]
  stubs: StubWay[]
  loops: RefusalLoop[]
  /** Folds that could be opened. */
  folded: Fold[]
}

type Options = {
  width: number
  open: ReadonlySet<Fold>
  /** How often each transition was made, by `FROM>TO`, and each stub, by `*>TO`. */
  taken: Readonly<Record<string, number>>
  /** Unusual edges are drawn although they were never taken. */
  all: boolean
  /** Where a call was refused, and how its label reads. */
  refused: ReadonlyMap<string, string>
}

const pad = 4
const nodeHeight = 38
const tallHeight = 50
const rowGap = 60
const gaps = { least: 64, most: 128 }
/** A label on an upright edge is broken where it is wider. */
const uprightWidth = 84
/** Room for the loop of a refused call between two rows. */
const strip = 66
/** Above and below all of it: badges stand out over the states. */
const margin = 10

export function drawMachine(machine: Machine, places: Places, options: Options): Drawing {
  const { open, taken, all, refused } = options
  const cells = Object.entries(places.cells(open)).filter(([, { fold }]) => fold === undefined || open.has(fold))
  const cols = Math.max(...cells.map(([, { col }]) => col)) + 1
  const free = (options.width - 2 * pad - cols * places.nodeWidth) / (cols - 1)
  const gap = Math.max(gaps.least, Math.min(gaps.most, free))
  const rows = [...new Set(cells.map(([, { row }]) => row))].toSorted((a, b) => a - b)
  const ids = new Set(cells.map(([state]) => state))
  const edges = machine.edges.filter(
    ({ from, to, rare }) => ids.has(from) && ids.has(to) && (rare !== true || all || taken[`${from}>${to}`]! > 0),
  )
  const stubs = machine.anywhere.filter(
    ({ to }) => ids.has(to) && (places.stubs[to]?.fold !== true || all || taken[`*>${to}`]! > 0),
  )
  const routed = edges.map((edge) => ({ edge, route: routeOf(places, `${edge.from}>${edge.to}`) }))

  const refusedIn = (row: number) => cells.some(([state, cell]) => cell.row === row && refused.has(state))
  let y = 0
  const tops = new Map<number, number>()
  for (const [index, row] of rows.entries()) {
    tops.set(row, y)
    y += nodeHeight + rowGap + (index > 0 && index < rows.length - 1 && refusedIn(row) ? strip : 0)
  }

  const nodes = cells.map(([state, { col, row }]): NodeBox => {
    const spelled = spelledOf(machine, state, places.nodeWidth - 8)
    const tall = spelled.length > 1 ? tallHeight : nodeHeight
    const middle = tops.get(row)! + nodeHeight / 2
    return {
      state,
      spelled,
      x: pad + col * (places.nodeWidth + gap),
      y: middle - tall / 2,
      width: places.nodeWidth,
      height: tall,
    }
  })
  const boxOf = (state: string) => nodes.find((node) => node.state === state)!
  const ways = routed.map(({ edge, route }): EdgeWay => {
    const id = `${edge.from}>${edge.to}`
    const points = pointsOf(boxOf(edge.from), boxOf(edge.to), route)
    return { id, points, path: cornersToPath(points), label: labelOf(counted(edge.label, taken[id]), points, route) }
  })
  const drawnStubs = stubs.map(({ to, label }) =>
    stubWay(to, counted(label, taken[`*>${to}`]), boxOf(to), places.stubs[to] ?? { side: 'left' }, gap),
  )
  const loops = [...refused].flatMap(([state, label]): RefusalLoop[] => {
    if (!ids.has(state)) return []
    const isTop = rows.length > 1 && rowOf(cells, state) === rows[0]
    const used = routed.flatMap(({ edge, route }) => [
      ...(edge.from === state && route.from === (isTop ? 'top' : 'bottom') ? [route.out ?? 0] : []),
      ...(edge.to === state && route.to === (isTop ? 'top' : 'bottom') ? [route.into ?? 0] : []),
    ])
    return [loopOf(state, label, boxOf(state), isTop, used)]
  })
  const folds = Object.values(places.cells(open)).flatMap(({ fold }) =>
    fold === undefined || open.has(fold) ? [] : fold,
  )
  const width = 2 * pad + cols * places.nodeWidth + (cols - 1) * gap
  return framed({ width, height: 0, top: 0, nodes, edges: ways, stubs: drawnStubs, loops, folded: [...new Set(folds)] })
}

/** Moves all of it so that nothing is above, and makes it as high and wide as it has to be. */
function framed(drawing: Drawing): Drawing {
  const { nodes, edges, stubs, loops } = drawing
  const ways = [...edges, ...stubs]
  const bounds = around([
    ...nodes,
    ...ways.flatMap(({ points }) => points.map((point) => ({ ...point, width: 0, height: 0 }))),
    ...[...ways, ...loops].flatMap(({ label }) => label ?? []),
  ])
  return {
    ...drawing,
    width: Math.max(drawing.width, bounds.x + bounds.width + 4),
    height: bounds.height + 2 * margin,
    top: bounds.y - margin,
  }
}

function rowOf(cells: readonly [string, Cell][], state: string): number | undefined {
  return cells.find(([one]) => one === state)?.[1].row
}

function routeOf(places: Places, id: string): Route {
  const route = places.routes[id]
  if (route === undefined) throw new Error(`The drawing has no way for ${id}: add one to places.ts.`)
  return route
}

/** The protocol's spelling, where it is another word than the name, in lines that fit. */
function spelledOf({ words }: Machine, state: string, width: number): string[] {
  if (words[state]!.name.toLowerCase() === state.toLowerCase()) return []
  const lines = ['']
  for (const part of state.match(/[A-Z]?[a-z]+/g) ?? [state])
    if (textWidth(lines.at(-1)! + part, 'mono') <= width) lines[lines.length - 1] += part
    else lines.push(part)
  return lines
}

function counted(label: string, count: number | undefined): string {
  return count === undefined || count < 2 ? label : `${label} ×${count}`
}

function end(box: Box, side: Route['from'], shift: number): Point {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  if (side === 'left' || side === 'right') return { x: side === 'left' ? box.x : box.x + box.width, y: y + shift }
  return { x: x + shift, y: side === 'top' ? box.y : box.y + box.height }
}

function pointsOf(a: Box, b: Box, { from, to, out = 0, into = 0, lane = 0.5 }: Route): Point[] {
  const start = end(a, from, out)
  const stop = end(b, to, into)
  const sideways = (side: string) => side === 'left' || side === 'right'
  if (sideways(from) && sideways(to)) return [start, { x: stop.x, y: start.y }]
  if (sideways(from)) return [start, { x: stop.x, y: start.y }, stop]
  if (from !== to && start.x === stop.x) return [start, stop]
  const y =
    from === to
      ? from === 'top'
        ? Math.min(start.y, stop.y) - lane
        : Math.max(start.y, stop.y) + lane
      : start.y + (stop.y - start.y) * lane
  return [start, { x: start.x, y }, { x: stop.x, y }, stop]
}

function labelOf(text: string, points: readonly Point[], route: Route): Label | undefined {
  if (route.label === 'none') return undefined
  const straight = points.length === 2
  const flat = straight && points[0]!.y === points[1]!.y
  if (!flat) return labelOn(wrap(text, straight ? uprightWidth : Number.POSITIVE_INFINITY), points)
  const [a, b] = points as [Point, Point]
  const lines = wrap(text, Math.abs(a.x - b.x) - 10)
  const under = route.label === 'under'
  const height = lines.length * 14
  const width = Math.max(...lines.map((line) => textWidth(line)))
  return { lines, x: (a.x + b.x) / 2 - width / 2, y: under ? a.y + 4 : a.y - 4 - height, width, height, breaks: false }
}

function stubWay(to: string, text: string, box: Box, { side, shift = 0 }: Stub, gap: number): StubWay {
  const stop = end(box, side, shift)
  const tail = side === 'left' ? { x: stop.x - gap + 14, y: stop.y } : { x: stop.x, y: stop.y - 32 }
  const points = [tail, stop]
  const lines = wrap(text, side === 'left' ? gap - 16 : 72)
  const width = Math.max(...lines.map((line) => textWidth(line)))
  const height = lines.length * 14
  const place =
    side === 'left'
      ? { x: (tail.x + stop.x) / 2 - width / 2, y: stop.y + 5 }
      : { x: tail.x + 8, y: tail.y + 9 - height }
  return {
    id: `*>${to}`,
    to,
    tail,
    points,
    path: cornersToPath(points),
    label: { lines, ...place, width, height, breaks: false },
  }
}

/** Beside what begins or ends at that side already, and with its label clear of what goes on from there. */
function loopOf(state: string, text: string, box: Box, isTop: boolean, used: readonly number[]): RefusalLoop {
  const width = textWidth(text)
  const middle = box.x + box.width / 2
  const labelAt = (shift: number) => {
    if (used.length === 0) return middle + shift - width / 2
    return shift > 0 ? middle + 12 : middle - 12 - width
  }
  const clear = (shift: number) => labelAt(shift) >= 2 && used.every((one) => Math.abs(one - shift) > 22)
  const shift = [0, -30, 30].find(clear) ?? 30
  const x = middle + shift
  const y = isTop ? box.y : box.y + box.height
  const by = isTop ? -1 : 1
  return {
    state,
    path: `M ${x - 14} ${y} C ${x - 20} ${y + by * 34} ${x + 20} ${y + by * 34} ${x + 14} ${y + by * 6}`,
    end: [
      { x: x + 15, y: y + by * 8 },
      { x: x + 14, y },
    ],
    label: { lines: [text], x: labelAt(shift), y: isTop ? y - 44 : y + 30, width, height: 14, breaks: false },
  }
}
