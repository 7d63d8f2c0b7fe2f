// Every action of the page with its name and its key: the palette runs them, the list of keys shows them.

export type Command = {
  name: string
  group: string
  keys?: string
  run: () => void
  /** Other words that somebody may look for. */
  words?: string
}

/** A command that is what a key does. */
export function keyCommand(group: string, name: string, key: string, shown = key): Command {
  return { group, name, keys: shown, run: () => press(key) }
}

/** Does what a key does, as if it had been pressed beside all text. */
function press(key: string): void {
  // The dialog that the command was chosen in closes first.
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('[role=treegrid], [role=application]')?.focus()
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  })
}
