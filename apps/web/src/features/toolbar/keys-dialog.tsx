// All keys, and the switch for those that are a single letter.
import type { Command } from '../../commands.ts'
import { usePage } from '../../store.ts'
import { Dialog } from '../../ui/dialog.tsx'

export type KeyLine = Pick<Command, 'group' | 'name' | 'keys'>

export function KeysDialog({ lines, onClose }: { lines: readonly KeyLine[]; onClose: () => void }) {
  const singleKeys = usePage((page) => page.singleKeys)
  const groups = [...new Set(lines.map(({ group }) => group))]
  return (
    <Dialog title="Keys" onClose={onClose}>
      <div className="key-groups">
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl className="keys">
              {lines
                .filter((line) => line.group === group)
                .map(({ name, keys }) => (
                  <div key={name}>
                    <dt>
                      <kbd>{keys}</kbd>
                    </dt>
                    <dd>{name}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="choice">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={({ target }) => usePage.setState({ singleKeys: target.checked })}
        />
        Keys that are a single letter work, outside text fields
      </label>
    </Dialog>
  )
}
