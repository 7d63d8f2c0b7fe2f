// The head of an extension's lane: told from a runtime's by its mark and its line, and in words by what it is at.
import type { EnvironmentModel, ExtensionModel } from '@playground/protocol/model'
import { Puzzle } from 'lucide-react'
import { headWidth } from '../../model/layout.ts'
import type { LaneState } from '../../model/lane-state.ts'

type Props = {
  name: string
  x: number
  environment: EnvironmentModel | undefined
  extension: ExtensionModel | undefined
  state: LaneState
}

export function ExtensionHead({ name, x, environment, extension, state }: Props) {
  const { text, tone } = state
  return (
    <div
      className={`head of-extension ${tone}`}
      style={{ left: x - headWidth / 2, width: headWidth }}
      title={about(name, environment, extension)}
    >
      <b>
        <Puzzle size={11} role="img" aria-label="Extension" /> <i>{name}</i>
      </b>
      <span>
        {text}
        {waiting(extension)}
      </span>
    </div>
  )
}

/** What waits for it in telemetry, where there is room to say it. */
function waiting(extension: ExtensionModel | undefined): string {
  if (extension?.subscription === undefined || extension.buffered === 0 || extension.ended !== undefined) return ''
  return ` · ${extension.buffered} ev.`
}

function about(name: string, environment: EnvironmentModel | undefined, extension: ExtensionModel | undefined): string {
  if (extension === undefined) return `The extension ${name} has no process now.`
  const { external, events, subscription, buffered } = extension
  const kind = external === false ? 'lives in the runtime’s process' : 'is a process of its own'
  const wants = events.length === 0 ? 'It subscribes to no event.' : `It wants ${events.join(' and ')}.`
  const told =
    subscription === undefined
      ? ''
      : ` Telemetry: ${subscription.types.join(', ')}; ${buffered} ${buffered === 1 ? 'event waits' : 'events wait'} for the next batch.`
  return `The extension ${name} of environment ${environment?.number ?? '?'} ${kind}. ${wants}${told}`
}
