// The environments of the function on the screen: the pool as it scales, and each of them with what can be done to it.
import { poolKindOf, type EnvironmentModel, type FunctionModel } from '@playground/protocol/model'
import { useState } from 'react'
import { Chevron } from '../../ui/chevron.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useRevision } from '../../ui/use-revision.ts'
import { useParts } from '../../store.ts'
import { Card } from './card.tsx'
import { GoneRow } from './gone-row.tsx'
import { Pool } from './pool.tsx'
import './environments.css'

/** Environments that are shown at first, and with each press of the button below them. */
const atFirst = 24
/** With more than so many, each begins as a line. */
const openAtMost = 6
/** Those that are gone are listed up to here, the latest first. */
const mostGone = 100

export function Environments() {
  const { session, function: name, connection, moment } = useParts('session', 'function', 'connection', 'moment')
  useRevision()
  const fn = name === undefined ? undefined : session.functions.get(name)
  const now = useNow(fn)
  const definition = name === undefined ? undefined : session.state.functions[name]
  const all = fn === undefined ? [] : [...fn.environments.values()]
  const unable =
    connection.phase === 'recorded'
      ? 'This session is recorded: what ran in it is no more.'
      : moment !== undefined
        ? 'This is a moment that was. Go back to live, with End, to do something.'
        : connection.phase === 'live' || connection.phase === 'behind'
          ? undefined
          : 'The playground is not connected.'
  if (fn === undefined || all.length === 0)
    return (
      <section className="env-view" aria-label="Environments" tabIndex={-1}>
        <div className="env-none">
          <h2>No environment yet</h2>
          <p>
            {definition?.origin === 'attached' ? (
              <>A runtime that attaches is one. It is here as long as it asks for work.</>
            ) : (
              <>
                <b>Invoke</b> starts one: real processes with an address of their own, which serve one invocation at a
                time. Calls that come meanwhile start more, up to the limit of {definition?.concurrency ?? '—'}.
              </>
            )}
          </p>
          <p>Here you see what each of them is at and what it uses, and can kill, freeze, restart and shut it down.</p>
        </div>
      </section>
    )
  const gone = all.filter(({ state }) => state === 'gone').reverse()
  const live = all.filter(({ state }) => state !== 'gone').sort((a, b) => a.number - b.number)
  return (
    <section className="env-view" aria-label="Environments" tabIndex={-1}>
      <Pool fn={fn} definition={definition} now={now} />
      <Live key={name} fn={fn} environments={live} now={now} unable={unable} />
      {live.length === 0 && (
        <p className="hint">
          None is there now.{' '}
          {definition?.origin === 'attached' ? 'A runtime that attaches is one.' : 'Invoke starts one.'}
        </p>
      )}
      <Gone fn={fn} environments={gone} now={now} />
    </section>
  )
}

type LiveProps = {
  fn: FunctionModel
  environments: readonly EnvironmentModel[]
  now: number
  unable: string | undefined
}

function Live({ fn, environments, now, unable }: LiveProps) {
  const [most, setMost] = useState(atFirst)
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const open = environments.length <= openAtMost
  const left = environments.length - most
  const turn = (name: string) =>
    setTurned((before) => new Set(before.has(name) ? [...before].filter((one) => one !== name) : [...before, name]))
  return (
    <>
      <ul className="env-list" aria-label="Environments that are there">
        {environments.slice(0, most).map((environment) => (
          <Card
            key={environment.name}
            fn={fn}
            environment={environment}
            now={now}
            unable={unable}
            open={open !== turned.has(environment.name)}
            onTurn={() => turn(environment.name)}
          />
        ))}
      </ul>
      {left > 0 && (
        <p className="env-more">
          <button type="button" className="outline" onClick={() => setMost(most + atFirst)}>
            Show {Math.min(left, atFirst)} more of {left}
          </button>
          <span className="quiet">{restWord(environments.slice(most))}</span>
        </p>
      )}
    </>
  )
}

/** What those are at that are not shown. */
function restWord(environments: readonly EnvironmentModel[]): string {
  const counts = new Map<string, number>()
  for (const environment of environments) {
    const kind = poolKindOf(environment) ?? 'ending'
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(' · ')
}

function Gone({
  fn,
  environments,
  now,
}: {
  fn: FunctionModel
  environments: readonly EnvironmentModel[]
  now: number
}) {
  const [open, setOpen] = useState(false)
  const count = Math.max(fn.pool.figures.gone, environments.length)
  if (count === 0) return null
  const before = count - Math.min(environments.length, mostGone)
  return (
    <div className="env-gone">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Chevron open={open} size={12} /> {count} gone
      </button>
      {open && (
        <ul aria-label="Environments that are gone">
          {environments.slice(0, mostGone).map((environment) => (
            <GoneRow key={environment.name} fn={fn} environment={environment} now={now} />
          ))}
          {before > 0 && <li className="quiet">{before} before these are not on the page any more.</li>}
        </ul>
      )}
    </div>
  )
}
