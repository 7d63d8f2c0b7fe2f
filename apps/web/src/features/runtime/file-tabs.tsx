// The files that are open, as tabs that can be closed; a dot marks what is not saved.
import { X } from 'lucide-react'

type Props = {
  tabs: readonly string[]
  current: string | undefined
  unsaved: readonly string[]
  onChoose: (path: string) => void
  onClose: (path: string) => void
}

export function FileTabs({ tabs, current, unsaved, onChoose, onClose }: Props) {
  return (
    <div className="file-tabs" role="group" aria-label="Open files">
      {tabs.map((path) => (
        <span key={path} className={path === current ? 'file-tab current' : 'file-tab'}>
          <button type="button" aria-pressed={path === current} title={path} onClick={() => onChoose(path)}>
            {path.split('/').at(-1)}
            {unsaved.includes(path) && <i className="unsaved" title="Not saved" />}
          </button>
          {tabs.length > 1 && (
            <button type="button" aria-label={`Close ${path}`} onClick={() => onClose(path)}>
              <X size={11} />
            </button>
          )}
        </span>
      ))}
    </div>
  )
}
