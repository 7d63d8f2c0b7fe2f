// An arrow between two lanes: broken where it crosses another, with its label beside the participant that is not Lambda.
import type { Participant } from '@playground/protocol'
import type { Row } from '@playground/protocol/model'
import type { ReactNode } from 'react'
import type { Layout } from '../../model/layout.ts'

const middle = 13.5
const lambda = 'lambda'

/** `whole`; `bounced` off by a refusal; `broken` by a client that hung up; `failed`: a refusal's answer. */
export type ArrowEnd = 'whole' | 'bounced' | 'broken' | 'failed'

/** `tip`: where it has come to, where that is not all the way; `children`: what is drawn along it. */
export type ArrowProps = {
  row: Row
  layout: Layout
  who: Participant
  end: ArrowEnd
  tag: string
  tip?: number
  children?: ReactNode
}

/** Where a row's arrow begins and where it leads: a little beside both lanes. */
export function endsOf(row: Row, layout: Layout): { start: number; end: number } {
  const from = layout.x(row.from ?? lambda)
  const to = layout.x(row.to ?? lambda)
  const direction = Math.sign(to - from)
  return { start: from + direction * 5, end: to - direction * 5 }
}

export function Arrow({ row, layout, who, end: ending, tag: marked, tip, children }: ArrowProps) {
  const bare = layout.text !== undefined
  const tag = bare ? '' : marked
  const from = layout.x(row.from ?? lambda)
  const to = layout.x(row.to ?? lambda)
  const direction = Math.sign(to - from)
  const participant = row.from === lambda ? to : from
  const lambdaX = layout.x(lambda)
  const towards = Math.sign(lambdaX - participant)
  const crossed = layout.lanes.map(({ x }) => x).filter((x) => x > Math.min(from, to) && x < Math.max(from, to))
  const neighbour = towards > 0 ? Math.min(...crossed, lambdaX) : Math.max(...crossed, lambdaX)
  const label = bare ? '' : fit(row.label, Math.abs(neighbour - participant) - 24)
  const centre = (participant + neighbour) / 2
  const width = label.length * 6.3 + 12
  const { start, end: whole } = endsOf(row, layout)
  const end = tip ?? whole
  const gaps = [
    ...crossed.map((x): [number, number] => [x - 6, x + 6]),
    ...(bare ? [] : [[centre - width / 2, centre + width / 2] as [number, number]]),
  ]
  const breakX = end - direction * 22
  if (ending === 'broken') gaps.push([Math.min(breakX, end) - 2, Math.max(breakX, end) + 2])
  const className = `arrow ${who} ${row.kind === 'request' ? '' : 'dashed'} ${ending === 'bounced' || ending === 'failed' ? 'error' : ''} ${ending === 'broken' ? 'broken' : ''}`
  return (
    <g className={className}>
      <path d={pieces(Math.min(start, end), Math.max(start, end), gaps)} />
      {ending === 'bounced' && <path className="bounce" d={`M${end} ${middle - 6}v12`} />}
      {ending === 'broken' && (
        <path className="break" d={`M${breakX - 5} ${middle + 5}l5 -10M${breakX} ${middle + 5}l5 -10`} />
      )}
      {children}
      {(ending === 'whole' || ending === 'failed') && (
        <path className="head" d={`M${end} ${middle}l${-direction * 8} -4v8z`} />
      )}
      {label !== '' && (
        <text x={centre} y={middle + 4} textAnchor="middle">
          {label}
        </text>
      )}
      {tag !== '' && (
        <text className="tag" x={participant - towards * 9} y={middle + 4} textAnchor={towards > 0 ? 'end' : 'start'}>
          {tag}
        </text>
      )}
    </g>
  )
}

/** What matters less comes last, and goes first where there is no room. */
function fit(label: string, width: number): string {
  const parts = label.split(' · ')
  while (parts.length > 1 && parts.join(' · ').length * 6.3 > width) parts.pop()
  return clip(parts.join(' · '), width)
}

function pieces(start: number, end: number, gaps: [number, number][]): string {
  let at = start
  let path = ''
  for (const [from, to] of gaps.sort((a, b) => a[0] - b[0])) {
    if (from > at) path += `M${at} ${middle}H${Math.min(from, end)}`
    at = Math.max(at, to)
  }
  return at < end ? `${path}M${at} ${middle}H${end}` : path
}

export function clip(text: string, width: number, perCharacter = 6.3): string {
  const fits = Math.max(3, Math.floor(width / perCharacter))
  return text.length > fits ? `${text.slice(0, fits - 1)}…` : text
}
