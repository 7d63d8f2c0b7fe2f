// The heads of the tracks: which environment, its process, and in words what it is at.
import type { FunctionModel, Session } from '@playground/protocol/model'
import { environmentWord } from '../../model/format.ts'
import { laneState } from '../../model/lane-state.ts'
import type { Place } from '../../model/timeline/places.ts'
import { placesBetween } from '../../model/timeline/places.ts'
import { usePage } from '../../store.ts'
import { useSight } from './sight.ts'

type Props = {
  places: readonly Place[]
  height: number
  /** The function and the session at the moment that is shown. */
  fn: FunctionModel | undefined
  session: Session
  now: number
}

export function Heads({ places, height, fn, session, now }: Props) {
  const top = useSight((sight) => sight.top)
  const focused = useSight((sight) => sight.focus?.track.name)
  usePage((page) => page.revision)
  return placesBetween(places, top, top + height).map(({ track, top: y, height: tall }) => {
    const environment = fn?.environments.get(track.name)
    const { text, tone } =
      environment === undefined
        ? { text: 'not there yet', tone: '' }
        : laneState(environment.lane, fn, environment, session, now)
    const pid = environment?.pid ?? environment?.peer?.pid
    const word = environmentWord(track.name)
    const name = track.attached ? word : `Environment ${track.number}`
    const extensions = [...track.extensions.keys()].join(', ')
    return (
      <div
        key={track.name}
        className={`track-head ${tone} ${focused === track.name ? 'focused' : ''}`}
        style={{ top: y, height: tall }}
        role="group"
        aria-label={name}
        title={[name, pid === undefined ? '' : `pid ${pid}`, text, extensions].filter(Boolean).join(' · ')}
      >
        <b>{name}</b>
        <span className="state">{text}</span>
        <span className="about">
          {pid === undefined ? '' : `pid ${pid}`}
          {extensions !== '' && <i>{extensions}</i>}
        </span>
      </div>
    )
  })
}
