// All settings of a call: how often, at once or at a rate, how long the caller waits, and the client context.
import { runLimits } from '@playground/protocol'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import type { CallSettings } from './call-settings.ts'
import { jsonProblem } from './json-problem.ts'

type Props = {
  settings: CallSettings
  onChange: (change: Partial<CallSettings>) => void
  onInvoke: (() => void) | undefined
  onClose: () => void
}

export function CallDialog({ settings, onChange, onInvoke, onClose }: Props) {
  const [context, setContext] = useState(settings.clientContext)
  const problem = jsonProblem(context)
  const { repeat, times, atOnce, perSecond, seconds, hangUpMs } = settings
  return (
    <Dialog title="How to invoke" onClose={onClose}>
      <fieldset>
        <legend>How often</legend>
        <label className="choice">
          <input
            type="radio"
            name="repeat"
            checked={repeat === 'times'}
            onChange={() => onChange({ repeat: 'times' })}
          />
          <NumberField
            label="times"
            value={times}
            max={runLimits.times}
            onChange={(value) => onChange({ repeat: 'times', times: value })}
          />
        </label>
        <label className="choice">
          <input type="radio" name="repeat" checked={repeat === 'rate'} onChange={() => onChange({ repeat: 'rate' })} />
          <NumberField
            label="a second, for"
            value={perSecond}
            max={runLimits.perSecond}
            onChange={(value) => onChange({ repeat: 'rate', perSecond: value })}
          />
          <NumberField
            label="seconds"
            value={seconds}
            max={runLimits.seconds}
            onChange={(value) => onChange({ repeat: 'rate', seconds: value })}
          />
        </label>
        <div className="choice">
          at most
          <NumberField
            label="calls under way at once"
            value={atOnce}
            max={runLimits.atOnce}
            onChange={(value) => onChange({ atOnce: value })}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>The caller</legend>
        <label className="choice">
          <input
            type="checkbox"
            checked={hangUpMs !== undefined}
            onChange={({ target }) => onChange({ hangUpMs: target.checked ? 1000 : undefined })}
          />
          hangs up after
          <NumberField
            label="ms"
            value={hangUpMs ?? 1000}
            max={900_000}
            disabled={hangUpMs === undefined}
            onChange={(value) => onChange({ hangUpMs: value })}
          />
        </label>
        <p className="quiet">
          Lambda runs the function to its end all the same. SDKs hang up after a time-out of their own.
        </p>
      </fieldset>
      <label className="stacked">
        Client context, JSON
        <textarea
          rows={3}
          spellCheck={false}
          placeholder='{ "custom": { "key": "value" } }'
          value={context}
          aria-invalid={problem !== undefined}
          onChange={({ target }) => {
            setContext(target.value)
            if (jsonProblem(target.value) === undefined) onChange({ clientContext: target.value })
          }}
        />
      </label>
      {problem !== undefined && (
        <p className="problem">{problem.message.replace('event', 'context')} It is not kept.</p>
      )}
      {onInvoke !== undefined && (
        <button
          type="button"
          className="primary"
          onClick={() => {
            onClose()
            onInvoke()
          }}
        >
          Start the run
        </button>
      )}
    </Dialog>
  )
}
