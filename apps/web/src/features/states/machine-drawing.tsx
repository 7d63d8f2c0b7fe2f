// The drawing of one machine: states and edges that can be pointed at, walked through with the arrow keys, and pressed.
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import type { Drawing } from '../../model/states/draw-machine.ts'
import type { MachineView } from '../../model/states/machine-views.ts'
import { point } from '../../pointed.ts'
import { EdgeItem, LoopItem, StubItem } from './edge-item.tsx'
import { itemsOf, type Item } from './items.ts'
import { StateItem } from './state-item.tsx'
import { Tip } from './tip.tsx'

type Props = {
  view: MachineView
  drawing: Drawing
  /** Goes through the rows at which such a transition was made. */
  onGo: (is: (from: string, to: string) => boolean) => void
}

export function MachineDrawing({ view, drawing, onGo }: Props) {
  const items = itemsOf(view, drawing)
  const [at, setAt] = useState<string | undefined>()
  const [stop, setStop] = useState<string | undefined>()
  const place = useRef<SVGSVGElement>(null)
  const tip = useId()
  const pointed = items.find(({ id }) => id === at)
  const tabStop = items.some(({ id }) => id === stop)
    ? stop
    : (items.find(({ id }) => id === view.current) ?? items[0])?.id

  const reach = (item: Item) => {
    setAt(item.id)
    if (item.at !== undefined) point('states', item.at)
  }
  const leave = () => {
    setAt(undefined)
    point('states', undefined)
  }
  const propsOf = (id: string) => {
    const item = items.find((one) => one.id === id)!
    return {
      item,
      tabIndex: id === tabStop ? 0 : -1,
      'aria-describedby': at === id ? tip : undefined,
      onPointerEnter: () => reach(item),
      onPointerLeave: leave,
      onFocus: () => {
        setStop(id)
        reach(item)
      },
      onBlur: leave,
      onClick: () => item.goes && onGo(item.is),
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const from = items.findIndex(({ id }) => id === stop)
    const moves: Record<string, number> = {
      ArrowRight: from + 1,
      ArrowDown: from + 1,
      ArrowLeft: from - 1,
      ArrowUp: from - 1,
      Home: 0,
      End: items.length - 1,
    }
    const to = moves[event.key]
    if (event.key === 'Escape') leave()
    else if (to !== undefined) {
      const next = items[(to + items.length) % items.length]!
      place.current?.querySelector<SVGElement>(`[data-item="${next.id}"]`)?.focus()
    } else if (event.key === 'Enter' || event.key === ' ') {
      const item = items[from]
      if (item?.goes) onGo(item.is)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const lit = items.find(({ id }) => id === view.current)
  return (
    <>
      <svg
        ref={place}
        className="machine-drawing"
        role="group"
        aria-label={`${view.title}: ${lit === undefined ? 'no state is current' : lit.short}`}
        width={drawing.width}
        height={drawing.height}
        viewBox={`0 ${drawing.top} ${drawing.width} ${drawing.height}`}
        onKeyDown={onKeyDown}
      >
        {drawing.edges
          .toSorted((a, b) => (view.taken[a.id] ?? 0) - (view.taken[b.id] ?? 0))
          .map((edge) => (
            <EdgeItem key={edge.id} edge={edge} taken={(view.taken[edge.id] ?? 0) > 0} {...propsOf(edge.id)} />
          ))}
        {drawing.stubs.map((stub) => (
          <StubItem key={stub.id} stub={stub} taken={(view.taken[stub.id] ?? 0) > 0} {...propsOf(stub.id)} />
        ))}
        {drawing.loops.map((loop) => (
          <LoopItem key={loop.state} loop={loop} />
        ))}
        {drawing.nodes.map((node) => (
          <StateItem key={node.state} node={node} view={view} {...propsOf(node.state)} />
        ))}
      </svg>
      {pointed !== undefined && <Tip id={tip} item={pointed} drawing={drawing} />}
    </>
  )
}
