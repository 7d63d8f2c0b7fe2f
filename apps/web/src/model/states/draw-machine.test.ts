import { environmentMachine, extensionMachine, runtimeMachine, type Machine } from '@playground/protocol/model'
import { describe, expect, it } from 'vitest'
import { drawMachine, type Drawing } from './draw-machine.ts'
import type { Box, Point } from './geometry.ts'
import { environmentPlaces, extensionPlaces, runtimePlaces, type Fold, type Places } from './places.ts'

const machines: [string, Machine, Places][] = [
  ['environment', environmentMachine, environmentPlaces],
  ['runtime', runtimeMachine, runtimePlaces],
  ['extension', extensionMachine, extensionPlaces],
]
const everything = new Set<Fold>(['restore', 'launch', 'cut'])
const widths = [640, 700, 784, 1200]

function draw(machine: Machine, places: Places, more: Partial<Parameters<typeof drawMachine>[2]> = {}): Drawing {
  return drawMachine(machine, places, {
    width: 784,
    open: new Set(),
    taken: {},
    all: false,
    refused: new Map(),
    ...more,
  })
}

const meet = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Stretches are level or upright. */
function stretches(points: readonly Point[]): Box[] {
  return points.slice(1).map((b, at) => {
    const a = points[at]!
    return {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.max(0.1, Math.abs(a.x - b.x)),
      height: Math.max(0.1, Math.abs(a.y - b.y)),
    }
  })
}

/** What lies on something else, by name. */
function collisions({ nodes, edges, stubs, loops, width, height, top }: Drawing): string[] {
  const found: string[] = []
  const ways = [...edges, ...stubs]
  const labels = [
    ...ways.flatMap(({ id, label }) => (label === undefined ? [] : [{ id, box: label }])),
    ...loops.map(({ state, label }) => ({ id: `refused in ${state}`, box: label })),
  ]
  for (const [index, { id, box }] of labels.entries()) {
    for (const node of nodes) if (meet(box, node)) found.push(`label of ${id} on the state ${node.state}`)
    for (const other of labels.slice(index + 1))
      if (meet(box, other.box)) found.push(`label of ${id} on that of ${other.id}`)
    for (const way of ways)
      if (way.id !== id && stretches(way.points).some((stretch) => meet(box, stretch)))
        found.push(`label of ${id} on the way of ${way.id}`)
    if (box.x < 0 || box.y < top || box.x + box.width > width || box.y + box.height > top + height)
      found.push(`label of ${id} outside`)
  }
  for (const { id, points } of edges)
    for (const node of nodes) {
      const inner = { x: node.x + 1, y: node.y + 1, width: node.width - 2, height: node.height - 2 }
      if (stretches(points).some((stretch) => meet(stretch, inner))) found.push(`${id} through ${node.state}`)
    }
  for (const node of nodes)
    if (node.x < 0 || node.y < top || node.x + node.width > width || node.y + node.height > top + height)
      found.push(`${node.state} outside`)
  return found
}

describe.each(machines)('the machine of %s', (name, machine, places) => {
  it.each(widths)('has a place for every state and edge, and no label lies on anything, %i wide', (width) => {
    for (const open of [new Set<Fold>(), everything])
      for (const all of [false, true]) {
        const drawing = draw(machine, places, { width, open, all })
        expect(collisions(drawing)).toEqual([])
      }
    expect(
      draw(machine, places, { width, open: everything, all: true })
        .nodes.map(({ state }) => state)
        .toSorted(),
    ).toEqual(machine.states.toSorted())
  })

  it.each(widths)('keeps that when everything was taken often, %i wide', (width) => {
    const taken = Object.fromEntries([
      ...machine.edges.map(({ from, to }) => [`${from}>${to}`, 128] as const),
      ...machine.anywhere.map(({ to }) => [`*>${to}`, 128] as const),
    ])
    for (const open of [new Set<Fold>(), everything])
      expect(collisions(draw(machine, places, { width, open, taken }))).toEqual([])
  })

  it.each(name === 'environment' ? [] : machine.states)('keeps that when a call was refused in %s', (state) => {
    for (const width of widths) {
      const drawing = draw(machine, places, {
        width,
        open: everything,
        refused: new Map([[state, 'POST response · 403 ×3']]),
      })
      expect(drawing.loops).toHaveLength(1)
      expect(collisions(drawing)).toEqual([])
      const plain = draw(machine, places, { width, refused: new Map([[state, 'POST response · 403']]) })
      expect(collisions(plain)).toEqual([])
    }
  })

  it('draws each edge with its arrow from one state to the other', () => {
    const { edges, nodes } = draw(machine, places, { open: everything, all: true })
    const touches = (box: Box, { x, y }: Point) =>
      x >= box.x - 0.1 && x <= box.x + box.width + 0.1 && y >= box.y - 0.1 && y <= box.y + box.height + 0.1
    for (const { id, points } of edges) {
      const [from, to] = id.split('>')
      expect(
        touches(
          nodes.find(({ state }) => state === from)!,
          points[0]!,
        ),
        id,
      ).toBe(true)
      expect(
        touches(
          nodes.find(({ state }) => state === to)!,
          points.at(-1)!,
        ),
        id,
      ).toBe(true)
    }
  })
})

it('folds away what was never needed, and says so', () => {
  const names = (drawing: Drawing) => drawing.nodes.map(({ state }) => state)
  const folded = draw(runtimeMachine, runtimePlaces)
  expect(names(folded)).not.toContain('Restoring')
  expect(folded.folded).toEqual(['restore'])
  const open = draw(runtimeMachine, runtimePlaces, { open: new Set<Fold>(['restore']) })
  expect(names(open)).toContain('Restoring')
  expect(open.folded).toEqual([])
})

it('draws an unusual edge once it was taken', () => {
  const has = (drawing: Drawing) => drawing.edges.some(({ id }) => id === 'InvocationResponse>Ready')
  expect(has(draw(runtimeMachine, runtimePlaces))).toBe(false)
  expect(has(draw(runtimeMachine, runtimePlaces, { taken: { 'InvocationResponse>Ready': 1 } }))).toBe(true)
})
