// The settings of a function: a form over its function.json, or why there is none.
import { functionLimits, type FunctionDefinition } from '@playground/protocol'
import { usePage } from '../../store.ts'
import { UrlLines } from '../../ui/url-lines.tsx'
import { SettingsForm } from './settings-form.tsx'
import './settings.css'

type Props = {
  definition: FunctionDefinition | undefined
  /** Shows a file of the function at a line. */
  onOpen: (path: string, line: number | undefined) => void
}

export function Settings({ definition, onOpen }: Props) {
  const recorded = usePage((page) => page.connection.phase === 'recorded')
  if (definition === undefined) return <p className="hint">Choose a function to see its settings.</p>
  if (recorded) return <p className="hint">A recorded session keeps what happened. Its settings cannot be changed.</p>
  if (definition.command !== undefined) return <CommandSettings definition={definition} />
  if (definition.folder === undefined) return <AttachedSettings name={definition.name} />
  return <SettingsForm key={definition.name} definition={definition} onOpen={onOpen} />
}

/** Emulator mode: variables are the settings, as the official emulator has them. */
function CommandSettings({ definition }: { definition: FunctionDefinition }) {
  const facts = [
    ['Time-out', `${definition.timeoutSeconds} seconds`, 'AWS_LAMBDA_FUNCTION_TIMEOUT'],
    ['Memory', `${definition.memoryMb} MB`, 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    ['Environments', `at most ${definition.concurrency}`, '--concurrency'],
  ]
  return (
    <div className="settings-body">
      <p className="settings-lead">
        This function is a command, so there is no function.json to change. Its settings are the variables and flags
        that the emulator was started with.
      </p>
      <dl className="settings-facts">
        {facts.map(([name, value, by]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd title={by}>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">
        Start it again with AWS_LAMBDA_FUNCTION_TIMEOUT, _MEMORY_SIZE or --concurrency to change them.
      </p>
    </div>
  )
}

function AttachedSettings({ name }: { name: string }) {
  const { timeoutSeconds, memoryMb, concurrency } = functionLimits
  return (
    <div className="settings-body">
      <p className="settings-lead">
        The runtime of this function is started elsewhere, so there is no function.json to change. Its variables are
        those of the terminal or debugger it was started from.
      </p>
      <dl className="settings-facts">
        <div>
          <dt>Time-out</dt>
          <dd>{timeoutSeconds.default} seconds</dd>
        </div>
        <div>
          <dt>Memory</dt>
          <dd>{memoryMb.default} MB</dd>
        </div>
        <div>
          <dt>Concurrency</dt>
          <dd>{concurrency.default} environments</dd>
        </div>
      </dl>
      <p className="quiet">These are the defaults. To choose others, open the folder of the function instead.</p>
      <p className="settings-lead">Whatever its runtime, it has a URL:</p>
      <UrlLines name={name} />
    </div>
  )
}
