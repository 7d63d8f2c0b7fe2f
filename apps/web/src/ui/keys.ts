// How keys are called on this machine.

const mac = /Mac|iPhone|iPad/.test(navigator.platform)

export const invokeKeys = mac ? '⌘↵' : 'Ctrl ↵'
export const repeatKeys = mac ? '⌘⇧↵' : 'Ctrl ⇧ ↵'
export const saveKeys = mac ? '⌘S' : 'Ctrl S'

/** The key that commands are given with. */
export function commandKey(event: { metaKey: boolean; ctrlKey: boolean }): boolean {
  return mac ? event.metaKey : event.ctrlKey
}

/** How a combination with the command key is written. */
export function withCommand(key: string): string {
  return mac ? `⌘${key}` : `Ctrl ${key}`
}
