// The palette: any action by a few letters of its name.
import { Command as Palette } from 'cmdk'
import { useEffect, useRef, useState } from 'react'
import type { Command } from '../../commands.ts'
import { takeTypedAhead } from '../../ui/opening.tsx'
import '../../ui/dialog.css'
import './palette.css'

/** Every word has to be a part of it; letters strewn over it are no match, and would surprise who types fast. */
function matchOf(value: string, search: string, keywords: readonly string[] = []): number {
  const said = `${value} ${keywords.join(' ')}`.toLowerCase()
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (!words.every((word) => said.includes(word))) return 0
  return words.every((word) => said.includes(` ${word}`)) ? 1 : 0.5
}

type Props = { commands: readonly Command[]; onClose: () => void }

export function CommandPalette({ commands, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [search, setSearch] = useState('')
  useEffect(() => {
    dialog.current?.showModal()
    // The browser puts the focus on the first thing that can have it: the list's frame, where typing finds nothing.
    input.current?.focus()
    setSearch(takeTypedAhead())
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
      <Palette label="Commands" loop filter={matchOf}>
        <Palette.Input ref={input} value={search} onValueChange={setSearch} placeholder="What do you want to do?" />
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
