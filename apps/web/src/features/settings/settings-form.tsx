// The form over function.json: a field for each setting, with what is wrong about it in its place.
import type { FunctionDefinition } from '@playground/protocol'
import { checkSettings } from '@playground/protocol'
import { useMemo, useRef, type KeyboardEvent } from 'react'
import { fileName } from '../../model/projects.ts'
import { usePage } from '../../store.ts'
import { commandKey, saveKeys } from '../../ui/keys.ts'
import { UrlLines } from '../../ui/url-lines.tsx'
import { advancedGroups } from './advanced-fields.ts'
import { Advanced } from './advanced.tsx'
import { callingGroups } from './calling-fields.ts'
import { Field } from './field.tsx'
import { Routes } from './routes.tsx'
import { fieldsOf } from './fields.ts'
import { isClean, problemsOf, valuesOf, type FormProblems, type FormValues } from './settings-text.ts'
import { settingsFile, useSettings, type Said } from './use-settings.ts'
import { Variables } from './variables.tsx'

type Props = {
  definition: FunctionDefinition
  onOpen: (path: string, line: number | undefined) => void
}

export function SettingsForm({ definition, onOpen }: Props) {
  const { draft, dirty, said, change, save, takeTheirs, overwrite } = useSettings(definition)
  const form = useRef<HTMLFormElement>(null)
  const taken = usePage((page) => page.session.state.functions)
  const values = draft?.values
  const problems = useMemo(() => {
    const others = Object.keys(taken).filter((name) => name !== definition.name)
    return draft?.values === undefined ? undefined : problemsOf(draft.file.text, draft.values, others)
  }, [draft, taken, definition.name])
  const clean = problems !== undefined && isClean(problems)
  const trySave = () => {
    if (!clean) return form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
    if (dirty) save()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!commandKey(event) || event.shiftKey || event.key.toLowerCase() !== 's') return
    event.preventDefault()
    trySave()
  }
  return (
    <form
      ref={form}
      className="settings"
      aria-label="Settings"
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        trySave()
      }}
    >
      <div className="settings-bar">
        <span className="mono">{settingsFile}</span>
        {dirty && <i className="unsaved" role="img" aria-label="Not saved" title="Not saved" />}
        <span className="grow" />
        {problems !== undefined && !clean && <span className="settings-count">{count(problems)} to put right</span>}
        <button type="submit" className="outline" disabled={!dirty || !clean}>
          Save <kbd>{saveKeys}</kbd>
        </button>
      </div>
      <SaidLine said={said} onTake={takeTheirs} onOverwrite={overwrite} />
      {draft !== undefined && values === undefined && <NotShown text={draft.file.text} onOpen={onOpen} />}
      {problems?.others.map(({ line, text }) => (
        <p key={`${line} ${text}`} className="problem">
          {text}{' '}
          <button type="button" className="link" onClick={() => onOpen(settingsFile, line)}>
            Open it at line {line}
          </button>
        </p>
      ))}
      {values !== undefined && problems !== undefined && (
        <Fields
          definition={definition}
          saved={valuesOf(draft!.file.text)}
          values={values}
          problems={problems}
          onChange={change}
        />
      )}
    </form>
  )
}

type FieldsProps = {
  definition: FunctionDefinition
  /** As function.json has them. */
  saved: FormValues | undefined
  values: FormValues
  problems: FormProblems
  onChange: (values: FormValues) => void
}

function Fields({ definition, saved, values, problems, onChange }: FieldsProps) {
  const functions = usePage((page) => page.session.state.functions)
  const { name, folder } = definition
  const others = Object.values(functions).filter((one) => one.folder === folder && one.name !== name).length
  const project = definition.project === undefined ? undefined : fileName(definition.project.file)
  // What is in function.json itself is no longer what the project says.
  const given = (name: 'variables' | 'routes', said: readonly string[]) =>
    project === undefined || (saved?.[name].length ?? 0) > 0 ? undefined : givenBy(project, name, said)
  return (
    <div className="settings-body">
      {project !== undefined && <OfProject project={project} others={others} />}
      {fieldsOf(definition, saved, others > 0).map(({ name, ...field }) => (
        <Field
          key={name}
          {...field}
          value={values[name]}
          problem={problems.fields[name]}
          onChange={(value) => onChange({ ...values, [name]: value })}
        />
      ))}
      <Variables
        rows={values.variables}
        problems={problems}
        given={given('variables', definition.variables)}
        onChange={(variables) => onChange({ ...values, variables })}
      />
      <Advanced title="Ways to call it" groups={callingGroups} values={values} problems={problems} onChange={onChange}>
        <UrlLines name={definition.name} />
      </Advanced>
      <Routes
        value={values.routes}
        problem={problems.fields.routes}
        given={given('routes', definition.calling?.routes.map(({ method, path }) => `${method} ${path}`) ?? [])}
        onChange={(routes) => onChange({ ...values, routes })}
      />
      <Advanced title="Advanced" groups={advancedGroups} values={values} problems={problems} onChange={onChange} />
    </div>
  )
}

/** What holds of a list that function.json has nothing of; undefined where the project has nothing of it either. */
function givenBy(project: string, of: 'variables' | 'routes', said: readonly string[]): string | undefined {
  if (said.length === 0) return undefined
  const here = of === 'variables' ? 'Any here are added, and win' : 'Any here take the place of them all'
  return `As ${project} says: ${said.join(', ')}. ${here}.`
}

/** `others`: functions that have the same folder, and so the same function.json. */
function OfProject({ project, others }: { project: string; others: number }) {
  return (
    <p className="settings-lead">
      {project} says how it runs. What is set here goes to function.json, and comes first
      {others > 0 && `, for the ${others === 1 ? 'other function' : `${others} other functions`} of its folder as well`}
      .
    </p>
  )
}

function SaidLine({ said, onTake, onOverwrite }: { said: Said; onTake: () => void; onOverwrite: () => void }) {
  if (said === undefined) return null
  return (
    <div className={said.kind === 'done' ? 'said' : 'problem'} role={said.kind === 'done' ? 'status' : 'alert'}>
      <p>{said.text}</p>
      {said.kind === 'conflict' && (
        <p className="choices">
          <button type="button" className="outline" onClick={onTake}>
            Take what is on disk
          </button>
          <button type="button" className="outline" onClick={onOverwrite}>
            Overwrite it
          </button>
        </p>
      )}
    </div>
  )
}

/** A file that no form can be made of. */
function NotShown({ text, onOpen }: { text: string; onOpen: Props['onOpen'] }) {
  const { syntax } = checkSettings(text)
  const line = syntax?.line ?? 1
  return (
    <div className="settings-body">
      <p className="settings-lead">
        {syntax === undefined
          ? `${settingsFile} must hold a JSON object, { … }.`
          : `${settingsFile} is not JSON from line ${line} on, so its settings cannot be shown.`}
      </p>
      {syntax !== undefined && <p className="mono quiet">{syntax.message}</p>}
      <p>
        <button type="button" className="outline" onClick={() => onOpen(settingsFile, line)}>
          Open it at line {line}
        </button>
      </p>
    </div>
  )
}

function count({ fields, rows, variables }: FormProblems): number {
  return Object.keys(fields).length + rows.size + (variables === undefined ? 0 : 1)
}
