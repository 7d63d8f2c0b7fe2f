// One machine: whose it is, its drawing, what was refused, and what the drawing leaves out.
import type { EnvironmentModel, FunctionModel, Session } from '@playground/protocol/model'
import { since } from '../../model/format.ts'
import { drawMachine, type Drawing } from '../../model/states/draw-machine.ts'
import type { MachineView } from '../../model/states/machine-views.ts'
import { rowsOfMoves, stepThrough } from '../../model/states/move-rows.ts'
import type { Fold } from '../../model/states/places.ts'
import { attemptOf, refusalsOf, ruleOf, type RefusalsAt } from '../../model/states/refusals.ts'
import { usePage } from '../../store.ts'
import { show } from '../../url-state.ts'
import { MachineDrawing } from './machine-drawing.tsx'

type Props = {
  view: MachineView
  fn: FunctionModel | undefined
  environment: EnvironmentModel | undefined
  session: Session
  width: number
  open: ReadonlySet<Fold>
  all: boolean
}

const cardWidth = 260

export function MachineBlock({ view, fn, environment, session, width, open, all }: Props) {
  const refusals = refusalsOf(session, view.refused)
  const drawing = drawMachine(view.machine, view.places, {
    width,
    open,
    all,
    taken: view.taken,
    refused: new Map(refusals.map(({ state, label }) => [state, label])),
  })
  const newest = refusals.at(-1)
  const rowsOf = (is: (from: string, to: string) => boolean) =>
    fn === undefined || environment === undefined ? [] : rowsOfMoves(fn, environment, view.moves, is)
  const go = (is: (from: string, to: string) => boolean) => {
    const seq = stepThrough(rowsOf(is), usePage.getState().selected)
    if (seq !== undefined) show({ selected: seq }, 'push')
  }
  return (
    <div className={`machine of-${view.kind}`}>
      <h2>
        {view.title} <span>{view.about.join(' · ')}</span>
      </h2>
      <div className="machine-place">
        <MachineDrawing view={view} drawing={drawing} onGo={go} />
        {newest !== undefined && (
          <Card
            at={newest}
            session={session}
            before={environment?.path.refusedBefore ?? 0}
            place={cardPlace(drawing, newest.state, refusals.length)}
          />
        )}
      </div>
      {environment !== undefined && <Remarks view={view} all={all} />}
    </div>
  )
}

/** Beside the loop, where that is at the lower end and there is room. */
function cardPlace({ loops, nodes, width, top, height }: Drawing, state: string, count: number) {
  const loop = loops.find((one) => one.state === state)
  const node = nodes.find((one) => one.state === state)
  if (loop === undefined || node === undefined || count > 1 || loop.label.y < node.y) return undefined
  const left = loop.label.x + loop.label.width + 14
  if (loop.label.y + loop.label.height < top + height - 14 || left + cardWidth > width) return undefined
  return { left, top: loop.label.y - top - 2, width: cardWidth }
}

type CardProps = {
  at: RefusalsAt
  session: Session
  before: number
  place: { left: number; top: number; width: number } | undefined
}

function Card({ at: { newest, count, state }, session, before, place }: CardProps) {
  const exchange = newest.exchange === undefined ? undefined : session.exchanges.get(newest.exchange)
  const seq = exchange?.answeredSeq ?? exchange?.openedSeq ?? newest.seq
  const rule = ruleOf(newest)
  const others = count - 1 + before
  return (
    <div
      className={`refused-card ${place === undefined ? '' : 'beside'}`}
      style={place === undefined ? undefined : { marginLeft: place.left, marginTop: place.top, width: place.width }}
    >
      <b>
        Refused at {since(newest.at, session.startedAt ?? 0)}
        {place === undefined && `, in ${state}`}
      </b>
      <span>{attemptOf(session, newest)}</span>
      <span>
        {rule}{' '}
        <button type="button" className="link" onClick={() => show({ selected: seq }, 'push')}>
          Why?
        </button>
      </span>
      {others > 0 && <span className="quiet">and {others} before it</span>}
    </div>
  )
}

/** What has no arrow of its own, and why. */
function Remarks({ view: { machine, entered, from }, all }: { view: MachineView; all: boolean }) {
  const words = (state: string) => machine.words[state]!.name
  const stays = machine.stays.filter(({ state }) => all || (entered[state] ?? 0) > 0)
  const anywhere = machine.anywhere.filter(({ to }) => all || from[to] !== undefined)
  return (
    <>
      {anywhere.map(({ to, label, from: states }) => (
        <p key={to} className="machine-remarks">
          One arrow, {label} → {words(to)}, stands for {states.length}: it can come from nearly any state
          {from[to] === undefined ? '' : `, and came from ${from[to].map(words).join(', ')}`}.
        </p>
      ))}
      {stays.length > 0 && (
        <p className="machine-remarks">
          Allowed, and not drawn because the state stays:{' '}
          {stays.map(({ state, label, meaning }, index) => (
            <span key={`${state} ${label}`} title={meaning}>
              {index > 0 && '; '}
              {label} in {words(state)} ({shortOf(meaning)})
            </span>
          ))}
          .
        </p>
      )}
    </>
  )
}

/** Its first words, up to the colon that explains them. */
function shortOf(meaning: string): string {
  const [first] = meaning.split(/[:.]/)
  return first!.charAt(0).toLowerCase() + first!.slice(1)
}
