// The HTTP routes that a function answers, as a table.
import { routeMethods, routePayloads } from '@playground/protocol'
import { Plus, X } from 'lucide-react'
import { useId, useRef } from 'react'
import { newRoute, routeRows, routesText, type RouteRow } from './route-rows.ts'

type Props = {
  value: string
  problem: string | undefined
  /** What holds while there are none. */
  given: string | undefined
  onChange: (value: string) => void
}

const payloadTitle = 'The form of the event: 1.0 of a REST API, 2.0 of an HTTP API, or that of a load balancer'

export function Routes({ value, problem, given, onChange }: Props) {
  const id = useId()
  const section = useRef<HTMLElement>(null)
  const rows = routeRows(value)
  const put = (next: readonly RouteRow[]) => onChange(routesText(next))
  const focusSoon = (selector: string) =>
    requestAnimationFrame(() => section.current?.querySelector<HTMLElement>(selector)?.focus())
  const change = (at: number, by: Partial<RouteRow>) =>
    put((rows ?? []).map((row, index) => (index === at ? { ...row, ...by } : row)))
  const add = () => {
    put([...(rows ?? []), newRoute])
    focusSoon(`[data-route="${rows?.length ?? 0}"] input`)
  }
  const remove = (at: number) => {
    put((rows ?? []).filter((_, index) => index !== at))
    focusSoon(at > 0 ? `[data-route="${at - 1}"] button` : '.variables-head button')
  }
  const wrongAt = Number(/^Route (\d+)/.exec(problem ?? '')?.[1] ?? 0) - 1
  return (
    <section ref={section} className="variables" aria-labelledby={`${id}-title`}>
      <div className="variables-head">
        <h2 id={`${id}-title`}>HTTP routes</h2>
        <span className="grow" />
        <button type="button" className="outline" aria-label="Add a route" disabled={rows === undefined} onClick={add}>
          <Plus size={12} /> Add
        </button>
      </div>
      {rows?.map((row, at) => (
        // What is typed is a part of the row, which has nothing else to go by.
        // eslint-disable-next-line react/no-array-index-key
        <div key={at} className="route" data-route={at}>
          <Choice
            label={`Method of route ${at + 1}`}
            choices={routeMethods}
            value={row.method}
            onChange={(method) => change(at, { method })}
          />
          <input
            aria-label={`Path of route ${at + 1}`}
            className="mono"
            placeholder="/items/{id}"
            value={row.path}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={at === wrongAt}
            aria-describedby={`${id}-help`}
            onChange={({ target }) => change(at, { path: target.value.trim() })}
          />
          <Choice
            label={`Payload of route ${at + 1}`}
            title={payloadTitle}
            choices={routePayloads}
            value={row.payload}
            onChange={(payload) => change(at, { payload })}
          />
          <button
            type="button"
            className="icon small"
            aria-label={`Remove route ${at + 1}`}
            title="Remove"
            onClick={() => remove(at)}
          >
            <X size={13} />
          </button>
          {Object.keys(row.rest).length > 0 && (
            <small className="quiet" title={JSON.stringify(row.rest, null, 2)}>
              with {Object.keys(row.rest).join(', ')}, as in function.json
            </small>
          )}
        </div>
      ))}
      <p id={`${id}-help`} className={problem === undefined ? 'setting-help' : 'setting-problem'}>
        {problem ?? (rows?.length === 0 ? given : undefined) ?? helpOf(rows)}
      </p>
    </section>
  )
}

function helpOf(rows: readonly RouteRow[] | undefined): string {
  if (rows === undefined) return 'They cannot be shown as a table. Change them in function.json.'
  if (rows.length === 0) return 'None. With a route it is called as by an API in front of it, on a port of its own.'
  return 'A path has parameters in braces, /items/{id}, or takes the rest, /{proxy+}; $default takes what no other does.'
}

type ChoiceProps = {
  label: string
  title?: string
  choices: readonly string[]
  value: string
  onChange: (value: string) => void
}

/** What stands in the file and is none of them is kept, and what is wrong with it is said. */
function Choice({ label, title, choices, value, onChange }: ChoiceProps) {
  return (
    <select aria-label={label} title={title} value={value} onChange={({ target }) => onChange(target.value)}>
      {choices.map((one) => (
        <option key={one} value={one}>
          {one === 'alb' ? 'ALB' : one}
        </option>
      ))}
      {!choices.includes(value) && <option>{value}</option>}
    </select>
  )
}
