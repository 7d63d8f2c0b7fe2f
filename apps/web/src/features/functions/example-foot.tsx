// Under the list of the gallery: what opening the chosen example does, what it takes, and how to get what is missing.
import type { Example } from '@playground/protocol'
import type { ReactNode } from 'react'

type Props = { example: Example | undefined; refused: string | undefined; busy: boolean; onOpen: () => void }

export function ExampleFoot({ example, refused, busy, onOpen }: Props) {
  return (
    <div className="gallery-foot">
      <div className={refused === undefined ? 'gallery-help' : 'gallery-help wrong'} aria-live="polite">
        {refused === undefined ? about(example) : <p>{refused}</p>}
      </div>
      <form method="dialog" className="dialog-end">
        <button className="outline">Close</button>
        <button type="button" className="primary" disabled={example === undefined || busy} onClick={onOpen}>
          {example?.opened === true ? 'Show' : 'Open'} <kbd>↵</kbd>
        </button>
      </form>
    </div>
  )
}

function about(example: Example | undefined): ReactNode {
  if (example === undefined) return null
  const { missing, builds, opened } = example
  if (missing.length > 0)
    return missing.map(({ program, get }) => (
      <p key={program}>
        <b>{program}</b> is not here. {get}
      </p>
    ))
  if (opened) return <p>It is open already, and is shown as it is now.</p>
  if (builds) return <p>It is copied to the data directory when it is opened, and built there.</p>
  return <p>It is read-only until your first edit, which makes a copy in the data directory.</p>
}
