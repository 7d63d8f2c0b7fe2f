// How the function on the screen is built: under way, done, or failed, which leads.
import type { BuildState } from '@playground/protocol/model'
import { buildAgain } from '../../build-again.ts'
import { buildPhase, buildReasons, buildTook, lastLines } from '../../model/build-words.ts'
import { clockTime } from '../../model/format.ts'
import { usePage } from '../../store.ts'
import { BuildFailed } from './build-failed.tsx'
import './build.css'
import { Elapsed } from './elapsed.tsx'

export function Build({ onOutput }: { onOutput: () => void }) {
  const name = usePage((page) => page.function) ?? ''
  // The state changes in place.
  usePage((page) => page.revision)
  const command = usePage((page) => page.session.state.functions[name]?.build?.command)
  const build = usePage((page) => page.session.state.builds[name])
  const live = usePage((page) => page.moment === undefined && page.connection.phase === 'live')
  const phase = buildPhase(build)
  const again = (
    <button type="button" className="quiet-button" disabled={!live} onClick={() => buildAgain(name)}>
      {phase === 'none' ? 'Build now' : 'Build again'}
    </button>
  )
  const output = (
    <button type="button" className="quiet-button" onClick={onOutput}>
      Show output
    </button>
  )
  return (
    <section className="build" data-phase={phase} aria-label="Build">
      <p className="visually-hidden" role="status">
        {said(phase === 'failed' ? undefined : build)}
      </p>
      <i className="build-sign" aria-hidden="true" />
      {build === undefined ? (
        <>
          <b>Not built yet</b> <code>{command}</code>
        </>
      ) : (
        <Strip build={build} />
      )}
      <span className="grow" />
      {phase !== 'running' && command !== undefined && again}
      {build !== undefined && output}
      {build?.problem !== undefined && <BuildFailed key={build.seq} build={build} />}
    </section>
  )
}

function Strip({ build }: { build: BuildState }) {
  switch (buildPhase(build)) {
    case 'running':
      return (
        <>
          <b>
            Building <Elapsed since={build.started} />
          </b>{' '}
          <code>{lastLines(build, 1)[0] ?? build.command}</code>
        </>
      )
    case 'failed':
      return (
        <>
          <b>The build failed</b> <span className="when">after {buildTook((build.ended ?? 0) - build.started)}</span>
        </>
      )
    default:
      return (
        <>
          <span title={`${build.command}, ${buildReasons[build.why]}`}>
            Built in {buildTook((build.ended ?? 0) - build.started)}
          </span>{' '}
          <span className="when">at {clockTime(build.ended ?? 0).slice(0, 8)}</span>
        </>
      )
  }
}

function said(build: BuildState | undefined): string {
  const phase = buildPhase(build)
  return phase === 'running' ? 'The function is being built.' : phase === 'done' ? 'The function is built.' : ''
}
