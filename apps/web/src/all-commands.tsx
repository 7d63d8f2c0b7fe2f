// Everything the page can do: to be found by name, and as a list of keys.
import type { Session } from '@playground/protocol/model'
import { KeysDialog } from './features/toolbar/keys-dialog.tsx'
import { usePage } from './store.ts'
import { pageCommands, type PageActions } from './page-commands.ts'
import { later } from './ui/later.ts'

const CommandPalette = later(async () => (await import('./features/palette/palette.tsx')).CommandPalette)

type Props = { session: Session; actions: PageActions; onClose: () => void }

export function Commands({ session, actions, onClose }: Props) {
  usePage((page) => page.revision)
  return <CommandPalette commands={pageCommands(session, actions)} onClose={onClose} />
}

export function Keys({ session, actions, onClose }: Props) {
  return (
    <KeysDialog lines={pageCommands(session, actions).filter(({ keys }) => keys !== undefined)} onClose={onClose} />
  )
}
