// One example of the gallery: its name, a sentence, what it is about, and what it takes.
import type { Example } from '@playground/protocol'
import { needWord } from '../../model/gallery.ts'

type Props = { id: string; example: Example; selected: boolean; onPoint: () => void; onOpen: () => void }

export function ExampleOption({ id, example, selected, onPoint, onOpen }: Props) {
  const { name, description, tags, missing, opened } = example
  const need = needWord(example)
  return (
    <div role="option" id={id} aria-selected={selected} onPointerMove={onPoint} onClick={onOpen}>
      <b>{name}</b>{' '}
      <span className="tags">
        {tags.map((tag) => (
          <span key={tag} className="chip">
            {tag}
          </span>
        ))}
      </span>
      <span className={missing.length > 0 ? 'state missing' : 'state'}>
        {[opened ? 'open' : undefined, need].filter((word) => word !== undefined).join(' · ')}
      </span>
      <small>{description}</small>
    </div>
  )
}
