// What can be pointed at in a drawing, each with its words: a state, then the edges that leave it.
import type { Box } from '../../model/states/geometry.ts'
import type { Drawing } from '../../model/states/draw-machine.ts'
import type { MachineView } from '../../model/states/machine-views.ts'

export type Item = {
  id: string
  /** All of it, for who does not see the drawing. */
  name: string
  short: string
  head: string
  text: string
  more: string | undefined
  /** Rows are known that a press leads to. */
  goes: boolean
  is: (from: string, to: string) => boolean
  /** When it happened last, epoch milliseconds. */
  at: number | undefined
  box: Box
}

export function itemsOf(view: MachineView, drawing: Drawing): Item[] {
  const { machine } = view
  return [
    ...drawing.stubs.map((stub) => stubItem(view, stub)),
    ...machine.states.flatMap((state): Item[] => {
      const node = drawing.nodes.find((one) => one.state === state)
      if (node === undefined) return []
      const leaving = drawing.edges.filter(({ id }) => id.startsWith(`${state}>`))
      return [stateItem(view, node), ...leaving.map((edge) => edgeItem(view, edge))]
    }),
  ]
}

function stateItem(view: MachineView, node: Drawing['nodes'][number]): Item {
  const { machine, entered, current, figures, over } = view
  const { state } = node
  const { name, meaning } = machine.words[state]!
  const spelled = node.spelled.length > 0 ? `, ${state}` : ''
  const count = entered[state] ?? 0
  const is = (_from: string, to: string) => to === state
  const happened = lastOf(view, is)
  const figure = figures[state] === undefined ? '' : `, ${figures[state]}`
  const refused = view.refused.filter((one) => one.state === state).length
  const short = `${name}${state === current ? (over ? ', where it ended' : ', current') : ''}${figure}`
  const ways = machine.edges.filter(({ from }) => from === state)
  return {
    id: state,
    name: `${name}${spelled}${short.slice(name.length)}, ${count === 0 ? 'never entered' : `entered ${times(count)}`}${refused === 0 ? '' : `, ${refused} refused here`}`,
    short,
    head: `${name}${spelled === '' ? '' : ` · ${state}`}`,
    text: meaning,
    more: [
      ways.length === 0
        ? undefined
        : `From here: ${ways.map(({ label, to }) => `${label} → ${machine.words[to]!.name}`).join(', ')}.`,
      happened === undefined ? undefined : 'A click goes to its row; again, to the time before.',
    ]
      .filter((line) => line !== undefined)
      .join(' '),
    goes: happened !== undefined,
    is,
    at: happened,
    box: node,
  }
}

function edgeItem(view: MachineView, edge: Drawing['edges'][number]): Item {
  const { machine, taken } = view
  const [from, to] = edge.id.split('>') as [string, string]
  const known = machine.edges.find((one) => one.from === from && one.to === to)!
  const is = (a: string, b: string) => a === from && b === to
  const happened = lastOf(view, is)
  const count = taken[edge.id] ?? 0
  const way = `${machine.words[from]!.name} → ${machine.words[to]!.name}`
  return {
    id: edge.id,
    name: `From ${machine.words[from]!.name}: ${known.label} → ${machine.words[to]!.name}, ${count === 0 ? 'never taken' : `taken ${times(count)}`}`,
    short: way,
    head: `${known.label} · ${way}`,
    text: known.meaning,
    more: `${known.by === 'call' ? 'A call makes it.' : 'Lambda makes it.'} ${count === 0 ? 'Not taken so far.' : `Taken ${times(count)}.`}${happened === undefined ? '' : ' A click goes to its row; again, to the time before.'}`,
    goes: happened !== undefined,
    is,
    at: happened,
    box: edge.label ?? middleOf(edge.points),
  }
}

function stubItem(view: MachineView, stub: Drawing['stubs'][number]): Item {
  const { machine, taken, from } = view
  const known = machine.anywhere.find(({ to }) => to === stub.to)!
  const is = (a: string, b: string) => b === stub.to && known.from.includes(a)
  const happened = lastOf(view, is)
  const count = taken[stub.id] ?? 0
  const words = (state: string) => machine.words[state]!.name
  const came = (from[stub.to] ?? []).map(words).join(', ')
  return {
    id: stub.id,
    name: `From ${known.from.length} states: ${known.label} → ${words(stub.to)}, ${count === 0 ? 'never taken' : `taken ${times(count)}, from ${came}`}`,
    short: `→ ${words(stub.to)}`,
    head: `${known.label} · nearly any state → ${words(stub.to)}`,
    text: known.meaning,
    more: count === 0 ? 'Not taken so far.' : `Taken ${times(count)}, from ${came}.`,
    goes: happened !== undefined,
    is,
    at: happened,
    box: stub.label ?? middleOf(stub.points),
  }
}

function lastOf({ moves }: MachineView, is: (from: string, to: string) => boolean): number | undefined {
  const all = Object.entries(moves).flatMap(([id, list]) => {
    const [from, to] = id.split('>') as [string, string]
    return is(from, to) ? list.map(({ at }) => at) : []
  })
  return all.length === 0 ? undefined : Math.max(...all)
}

function middleOf(points: readonly { x: number; y: number }[]): Box {
  const middle = points[Math.floor(points.length / 2)]!
  return { ...middle, width: 0, height: 0 }
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count.toLocaleString('en')} times`
}
