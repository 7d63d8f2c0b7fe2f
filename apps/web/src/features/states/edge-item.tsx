// An edge with its arrow head and label, the arrow that stands for many, and the loop of a call that was refused.
import type { SVGProps } from 'react'
import type { EdgeWay, RefusalLoop, StubWay } from '../../model/states/draw-machine.ts'
import type { Label, Point } from '../../model/states/geometry.ts'
import type { Item } from './items.ts'

type Props = { item: Item; taken: boolean } & SVGProps<SVGGElement>

export function EdgeItem({ edge, item, taken, ...rest }: Props & { edge: EdgeWay }) {
  return (
    <Way {...rest} item={item} taken={taken}>
      <path className="reach" d={edge.path} />
      <path className="line" d={edge.path} />
      <path className="tip-of-arrow" d={headOf(edge.points)} />
      {edge.label !== undefined && <LabelText label={edge.label} />}
    </Way>
  )
}

export function StubItem({ stub, item, taken, ...rest }: Props & { stub: StubWay }) {
  return (
    <Way {...rest} item={item} taken={taken}>
      <path className="reach" d={stub.path} />
      <path className="line" d={stub.path} />
      <circle className="from-anywhere" cx={stub.tail.x} cy={stub.tail.y} r={3} />
      <path className="tip-of-arrow" d={headOf(stub.points)} />
      {stub.label !== undefined && <LabelText label={stub.label} />}
    </Way>
  )
}

export function LoopItem({ loop }: { loop: RefusalLoop }) {
  const { path, label } = loop
  return (
    <g className="refused" role="img" aria-label={`Refused: ${label.lines.join(' ')}`}>
      <path className="line" d={path} />
      <path className="tip-of-arrow" d={headOf(loop.end)} />
      <LabelText label={label} />
    </g>
  )
}

function Way({ item, taken, children, ...rest }: Props) {
  return (
    <g
      {...rest}
      className={`edge ${taken ? 'taken' : 'never'} ${item.goes ? 'goes' : ''}`}
      role={item.goes ? 'button' : 'img'}
      aria-label={item.name}
      data-item={item.id}
    >
      {children}
    </g>
  )
}

function LabelText({ label }: { label: Label }) {
  const { lines, x, y, width, height, breaks } = label
  return (
    <>
      {breaks && <rect className="label-back" x={x} y={y} width={width} height={height} />}
      {lines.map((line, index) => (
        <text key={line} className="label" x={x + width / 2} y={y + (breaks ? 1 : 0) + 11 + index * 14}>
          {line}
        </text>
      ))}
    </>
  )
}

/** A triangle at the end of a way, in its direction. */
function headOf(points: readonly Point[]): string {
  const [before, end] = points.slice(-2) as [Point, Point]
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1
  const [dx, dy] = [(end.x - before.x) / length, (end.y - before.y) / length]
  const [bx, by] = [end.x - 7 * dx, end.y - 7 * dy]
  return `M ${end.x} ${end.y} L ${bx - 3.5 * dy} ${by + 3.5 * dx} L ${bx + 3.5 * dy} ${by - 3.5 * dx} Z`
}
