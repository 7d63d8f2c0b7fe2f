// A state: its name, how the protocol spells it or how long it lasts, and how often it was entered.
import type { SVGProps } from 'react'
import type { NodeBox } from '../../model/states/draw-machine.ts'
import type { MachineView } from '../../model/states/machine-views.ts'
import type { Item } from './items.ts'

type Props = { node: NodeBox; view: MachineView; item: Item } & SVGProps<SVGGElement>

export function StateItem({ node, view, item, ...rest }: Props) {
  const { state, x, y, width, height, spelled } = node
  const count = view.entered[state] ?? 0
  const current = view.current === state
  const figure = view.figures[state]
  const lines = figure === undefined ? spelled : [figure]
  const middle = x + width / 2
  const first = y + height / 2 - ((lines.length + 1) * 13) / 2 + 10
  const badge = String(count)
  const wide = Math.max(18, badge.length * 7 + 10)
  const look = [
    'state',
    count > 0 || current ? 'entered' : 'never',
    current ? (view.over ? 'over' : view.frozen ? 'current frozen' : 'current') : '',
    item.goes ? 'goes' : '',
  ].join(' ')
  return (
    <g {...rest} className={look} role={item.goes ? 'button' : 'img'} aria-label={item.name} data-item={item.id}>
      <rect className="box" x={x} y={y} width={width} height={height} rx={7} />
      <text className="name" x={middle} y={first}>
        {view.machine.words[state]!.name}
      </text>
      {lines.map((line, index) => (
        <text
          key={line}
          className={figure === undefined ? 'spelled' : 'figure'}
          x={middle}
          y={first + 13 * (index + 1)}
        >
          {line}
        </text>
      ))}
      {count > 0 && (
        <>
          <rect className="badge-back" x={x + width - wide + 7} y={y - 8} width={wide} height={15} rx={7.5} />
          <text className="badge-text" x={x + width - wide / 2 + 7} y={y + 3}>
            {badge}
          </text>
        </>
      )}
    </g>
  )
}
