// What a state or an edge means, beside it while it is pointed at.
import type { Drawing } from '../../model/states/draw-machine.ts'
import type { Item } from './items.ts'

const width = 280

export function Tip({ id, item, drawing }: { id: string; item: Item; drawing: Drawing }) {
  const { box } = item
  const left = Math.max(4, Math.min(drawing.width - width - 4, box.x + box.width / 2 - width / 2))
  const y = box.y - drawing.top
  // What hangs below the lower states stays in sight.
  const above = y + box.height / 2 > drawing.height / 2
  return (
    <div
      id={id}
      role="tooltip"
      className={above ? 'states-tip above' : 'states-tip'}
      style={{ left, top: above ? y - 10 : y + box.height + 10, width }}
    >
      <b>{item.head}</b>
      <span>{item.text}</span>
      {item.more !== undefined && item.more !== '' && <span className="quiet">{item.more}</span>}
    </div>
  )
}
