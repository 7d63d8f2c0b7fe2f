// Adds functions: a new one from a template, or a folder that is there already.
import { functionNamePattern } from '@playground/protocol'
import { useId, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { createFunction, openFolder, type FunctionTemplate } from '../../control/functions.ts'
import { showWhenThere } from '../../show-when-there.ts'
import { openDialog, usePage } from '../../store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import './functions.css'
import { useAsking } from './use-asking.ts'

type Props = {
  /** A function was added; it is shown as soon as the session tells of it. */
  onDone: () => void
  onClose: () => void
}

const templates: [FunctionTemplate, string, string][] = [
  ['bash', 'bash', 'A whole runtime in one script with curl: every request is yours to read and change.'],
  ['nodejs', 'Node.js', 'A handler alone. The runtime around it ships with the playground.'],
]

export function NewFunctionDialog({ onDone, onClose }: Props) {
  const recorded = usePage((page) => page.connection.phase === 'recorded')
  const body = useRef<HTMLDivElement>(null)
  const done = (name: string) => {
    showWhenThere((one) => one.name === name)
    // Closed rather than taken away: the browser then puts the focus back.
    body.current?.closest('dialog')?.close()
    onDone()
  }
  return (
    <Dialog title="New function, or open a folder" onClose={onClose}>
      {recorded ? (
        <p>This is a recorded session, and nothing is added to it. Open the page without it to add a function.</p>
      ) : (
        <div className="add-function" ref={body}>
          <FromTemplate onDone={done} />
          <FromFolder onDone={done} />
          <p className="add-example">
            Or{' '}
            <button type="button" className="link" onClick={() => openDialog('examples')}>
              open an example…
            </button>
          </p>
        </div>
      )}
    </Dialog>
  )
}

function FromTemplate({ onDone }: { onDone: (name: string) => void }) {
  const functions = usePage((page) => page.session.state.functions)
  const [template, setTemplate] = useState<FunctionTemplate>('bash')
  const [name, setName] = useState('')
  const { busy, refused, ask, forget } = useAsking(onDone)
  const wrong =
    name === '' || (functionNamePattern.test(name) && !(name in functions))
      ? undefined
      : name in functions
        ? `There is a function ${name} already. Choose another name.`
        : 'A name has 1 to 64 letters, digits, hyphens or underscores.'
  return (
    <AddForm
      title="Start from a template"
      label="Name"
      placeholder="my-function"
      help="Its folder is made in the data directory, and can be changed here or in an editor of your own."
      button="Create function"
      value={name}
      wrong={wrong ?? refused}
      disabled={busy || name === '' || wrong !== undefined}
      onChange={(value) => {
        setName(value.trim())
        forget()
      }}
      onSubmit={() => ask(createFunction(template, name))}
    >
      <fieldset className="templates">
        <legend className="visually-hidden">Template</legend>
        {templates.map(([id, label, sentence]) => (
          <label key={id} className="template">
            <input type="radio" name="template" checked={template === id} onChange={() => setTemplate(id)} />
            <span>
              <b>{label}</b>
              <small>{sentence}</small>
            </span>
          </label>
        ))}
      </fieldset>
    </AddForm>
  )
}

function FromFolder({ onDone }: { onDone: (name: string) => void }) {
  const [folder, setFolder] = useState('')
  const { busy, refused, ask, forget } = useAsking(onDone)
  return (
    <AddForm
      title="Or open a folder of this machine"
      label="Path"
      placeholder="~/my-project"
      help="A function: a bootstrap, a handler such as index.mjs, a function.json. Or a project, which is opened whole: template.yaml, serverless.yml, Cargo.toml, cdk.out or a Terraform plan. It stays where it is."
      button="Open folder"
      value={folder}
      wrong={refused}
      disabled={busy || folder === ''}
      onChange={(value) => {
        setFolder(value)
        forget()
      }}
      onSubmit={() => ask(openFolder(folder.trim()))}
    />
  )
}

type AddFormProps = {
  title: string
  label: string
  placeholder: string
  help: string
  button: string
  value: string
  wrong: string | undefined
  disabled: boolean
  children?: ReactNode
  onChange: (value: string) => void
  onSubmit: () => void
}

function AddForm(props: AddFormProps) {
  const { title, label, placeholder, help, button, value, wrong, disabled, children, onChange, onSubmit } = props
  const id = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!disabled) onSubmit()
  }
  return (
    <form className="add-form" aria-label={title} onSubmit={submit}>
      <h3>{title}</h3>
      {children}
      <label htmlFor={id}>{label}</label>
      <div className="add-line">
        <input
          id={id}
          className="mono"
          value={value}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={wrong !== undefined}
          aria-describedby={`${id}-help`}
          onChange={({ target }) => onChange(target.value)}
        />
        <button type="submit" className={children === undefined ? 'outline' : 'primary'} disabled={disabled}>
          {button}
        </button>
      </div>
      <p id={`${id}-help`} className={wrong === undefined ? 'add-help' : 'add-wrong'} aria-live="polite">
        {wrong ?? help}
      </p>
    </form>
  )
}
