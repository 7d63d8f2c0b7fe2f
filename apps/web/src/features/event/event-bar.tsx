// Where events come from: those saved with the function, and the templates.
import { ChevronDown } from 'lucide-react'
import { Suspense, useState } from 'react'
import { openDialog } from '../../store.ts'
import { MenuButton, type MenuItem } from '../../ui/menu.tsx'
import type { Saved } from './use-saved.ts'
import { later } from '../../ui/later.ts'
import { Opening } from '../../ui/opening.tsx'

const NameForm = later(async () => (await import('./name-form.tsx')).NameForm)

type Asking = 'save' | 'rename' | 'duplicate' | undefined

type Props = {
  saved: Saved
  /** Makes an HTTP call of the event. */
  onHttp: () => void
}

export function EventBar({ saved, onHttp }: Props) {
  const { names, current, changed } = saved
  const [asking, setAsking] = useState<Asking>()
  const items: MenuItem[] = [
    ...(names.length === 0 ? [] : [{ kind: 'heading', label: 'Saved with the function' } as MenuItem]),
    ...names.map((name): MenuItem => ({
      kind: 'radio',
      label: name,
      checked: name === current,
      onSelect: () => saved.open(name),
    })),
    ...(names.length === 0 ? [] : [{ kind: 'line' } as MenuItem]),
    ...(current === undefined
      ? []
      : ([
          { kind: 'action', label: `Save ${current}`, disabled: !changed, onSelect: saved.save },
        ] satisfies MenuItem[])),
    { kind: 'action', label: 'Save as…', help: 'a file in the folder events', onSelect: () => setAsking('save') },
    ...(current === undefined
      ? []
      : ([
          { kind: 'action', label: 'Rename…', onSelect: () => setAsking('rename') },
          { kind: 'action', label: 'Duplicate…', onSelect: () => setAsking('duplicate') },
          { kind: 'action', label: 'Delete', onSelect: saved.remove },
        ] satisfies MenuItem[])),
  ]
  const finish = async (name: string) => {
    const done = await (asking === 'rename' ? saved.rename(name) : saved.saveAs(name))
    if (done) setAsking(undefined)
  }
  return (
    <div className="event-bar">
      <MenuButton label="Saved events" items={items} className="quiet-button saved-button" onOpen={saved.refresh}>
        <span className="saved-name">{current ?? 'Not saved'}</span>
        {changed && <i className="unsaved" title="Not saved" />}
        <ChevronDown size={12} />
      </MenuButton>
      <span className="grow" />
      <button type="button" className="quiet-button" onClick={onHttp}>
        Send as HTTP…
      </button>
      <button type="button" className="quiet-button" onClick={() => openDialog('templates')}>
        Templates
      </button>
      {asking !== undefined && (
        <Suspense fallback={<Opening onClose={() => setAsking(undefined)} />}>
          <NameForm
            label={asking === 'rename' ? `Rename ${current}` : 'Save the event as'}
            initial={asking === 'rename' ? (current ?? '') : asking === 'duplicate' ? `${current} copy` : ''}
            taken={asking === 'rename' ? names.filter((name) => name !== current) : names}
            onName={(name) => void finish(name)}
            onCancel={() => setAsking(undefined)}
          />
        </Suspense>
      )}
    </div>
  )
}
