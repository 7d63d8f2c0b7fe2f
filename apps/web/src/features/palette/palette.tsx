// The palette: any action by a few letters of its name.
import { Command as Palette } from 'cmdk'
import { useEffect, useRef } from 'react'
import type { Command } from '../../commands.ts'
import './palette.css'

type Props = { commands: readonly Command[]; onClose: () => void }

export function CommandPalette({ commands, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    // The browser puts the focus on the first thing that can have it: the list's frame, where typing finds nothing.
    input.current?.focus()
  }, [])
  const groups = [...new Set(commands.map(({ group }) => group))]
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label="Commands"
      onClose={onClose}
      onClick={({ target }) => target === dialog.current && dialog.current.close()}
    >
      <Palette label="Commands" loop>
        <Palette.Input ref={input} placeholder="What do you want to do?" />
        <Palette.List>
          <Palette.Empty>No action is called that.</Palette.Empty>
          {groups.map((group) => (
            <Palette.Group key={group} heading={group}>
              {commands
                .filter((command) => command.group === group)
                .map(({ name, keys, words, run }) => (
                  <Palette.Item
                    key={name}
                    value={`${group} ${name}`}
                    keywords={words === undefined ? [] : words.split(' ')}
                    onSelect={() => {
                      dialog.current?.close()
                      // The event of its closing comes later, when it may be open again.
                      onClose()
                      run()
                    }}
                  >
                    <span>{name}</span>
                    {keys !== undefined && <kbd>{keys}</kbd>}
                  </Palette.Item>
                ))}
            </Palette.Group>
          ))}
        </Palette.List>
      </Palette>
    </dialog>
  )
}
