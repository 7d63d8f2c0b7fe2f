// The events of AWS's services: found by name, set by their fields, put into the editor.
import { buildEvent, eventTemplates, type EventTemplate } from '@playground/protocol/events'
import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { JsonText } from '../../ui/json-text.tsx'
import { TemplateField } from './template-field.tsx'

type Props = { onUse: (text: string, title: string) => void; onClose: () => void }

/** What somebody used before is likely what they want again. */
let lastUsed: EventTemplate | undefined

export function TemplatesDialog({ onUse, onClose }: Props) {
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<EventTemplate>(lastUsed ?? eventTemplates[0]!)
  const [values, setValues] = useState<Record<string, string>>({})
  const id = useId()
  const found = useMemo(() => matching(search), [search])
  const built = useMemo(() => buildEvent(chosen, values), [chosen, values])
  const choose = (template: EventTemplate | undefined) => {
    if (template === undefined || template === chosen) return
    setChosen(template)
    setValues({})
    document.getElementById(`${id}-${template.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  const look = (text: string) => {
    setSearch(text)
    const [first] = matching(text)
    if (first !== undefined && !matching(text).includes(chosen)) choose(first)
  }
  const text = built.ok ? `${JSON.stringify(built.event, null, 2)}\n` : undefined
  const use = () => {
    if (text === undefined) return
    lastUsed = chosen
    onUse(text, chosen.title)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = found.indexOf(chosen)
    if (event.key === 'ArrowDown') choose(found[Math.min(found.length - 1, at + 1)])
    else if (event.key === 'ArrowUp') choose(found[Math.max(0, at - 1)])
    else if (event.key === 'Enter')
      document.querySelector<HTMLElement>(`[id="${id}-form"] :is(input, select, textarea)`)?.focus()
    else return
    event.preventDefault()
  }
  return (
    <Dialog
      title="Event from a template"
      onClose={onClose}
      actions={
        <button type="submit" form={`${id}-form`} className="primary" disabled={text === undefined}>
          Use this event
        </button>
      }
    >
      <div className="event-templates">
        <div className="event-templates-list">
          <input
            role="combobox"
            aria-label="Find a template"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={found.includes(chosen) ? `${id}-${chosen.id}` : undefined}
            placeholder="Find, e.g. sqs or upload"
            autoFocus
            spellCheck={false}
            value={search}
            onChange={({ target }) => look(target.value)}
            onKeyDown={onKeyDown}
          />
          <div role="listbox" id={`${id}-list`} aria-label="Templates" tabIndex={0} onKeyDown={onKeyDown}>
            {found.length === 0 && <p className="hint">No template is called that.</p>}
            {found.map((template, at) => (
              <div key={template.id} role="presentation">
                {template.group !== found[at - 1]?.group && (
                  <p className="event-templates-group" role="presentation">
                    {template.group}
                  </p>
                )}
                <div
                  id={`${id}-${template.id}`}
                  role="option"
                  aria-selected={template === chosen}
                  onClick={() => choose(template)}
                  onDoubleClick={use}
                >
                  {template.title}
                </div>
              </div>
            ))}
          </div>
        </div>
        <form
          id={`${id}-form`}
          className="event-template"
          aria-label={chosen.title}
          onSubmit={(event) => {
            event.preventDefault()
            use()
          }}
        >
          <p>{chosen.summary}</p>
          <div className="event-fields">
            {Object.entries(chosen.fields).map(([name, field]) => (
              <TemplateField
                key={`${chosen.id} ${name}`}
                field={field}
                value={values[name] ?? field.initial}
                problem={built.ok ? undefined : built.problems.find((problem) => problem.field === name)?.message}
                onChange={(value) => setValues({ ...values, [name]: value })}
              />
            ))}
          </div>
          <pre tabIndex={0} aria-label="The event">
            {text !== undefined && <JsonText text={text} />}
          </pre>
        </form>
      </div>
    </Dialog>
  )
}

/** Every word has to be somewhere in what is said of it. */
function matching(search: string): EventTemplate[] {
  const words = search.toLowerCase().split(/\s+/)
  return eventTemplates.filter(({ id, title, summary, group }) => {
    const said = `${id} ${title} ${summary} ${group}`.toLowerCase()
    return words.every((word) => said.includes(word))
  })
}
