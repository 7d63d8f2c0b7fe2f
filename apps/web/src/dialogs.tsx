// The dialogs of the page, each loaded when it is first opened.
import type { FunctionDefinition } from '@playground/protocol'
import type { Session } from '@playground/protocol/model'
import type { ComponentProps } from 'react'
import type { PageActions } from './page-commands.ts'
import { usePage, type DialogName } from './store.ts'
import { later } from './ui/later.ts'

const AttachDialog = later(async () => (await import('./features/toolbar/attach-dialog.tsx')).AttachDialog)
const Commands = later(async () => (await import('./all-commands.tsx')).Commands)
const Gallery = later(async () => (await import('./features/functions/gallery.tsx')).Gallery)
const Keys = later(async () => (await import('./all-commands.tsx')).Keys)
const NewFunctionDialog = later(
  async () => (await import('./features/functions/new-function-dialog.tsx')).NewFunctionDialog,
)
const ProjectDialog = later(async () => (await import('./features/functions/project-dialog.tsx')).ProjectDialog)
const RaceDialog = later(async () => (await import('./features/compare/race-dialog.tsx')).RaceDialog)
const RemoveDialog = later(async () => (await import('./features/functions/remove-dialog.tsx')).RemoveDialog)
const TemplatesDialog = later(async () => (await import('./features/event/templates-dialog.tsx')).TemplatesDialog)

type Props = {
  open: DialogName
  session: Session
  definition: FunctionDefinition | undefined
  /** The function on the screen, and what stands in its editor. */
  name: string | undefined
  event: string
  actions: PageActions
  /** Calls a function plainly; `requestId` is what the invocation shall go by. */
  onSend: ComponentProps<typeof RaceDialog>['onSend']
  /** A function was added, and is shown as soon as the session tells of it. */
  onAdded: () => void
  onTemplate: (text: string, title: string) => void
}

/** Unless a command has opened another by then. */
function closed(dialog: DialogName): void {
  if (usePage.getState().dialog === dialog) usePage.setState({ dialog: undefined })
}

export function Dialogs({ open, session, definition, name, event, actions, onSend, onAdded, onTemplate }: Props) {
  const onClose = () => closed(open)
  switch (open) {
    case 'keys':
      return <Keys session={session} actions={actions} onClose={onClose} />
    case 'commands':
      return <Commands session={session} actions={actions} onClose={onClose} />
    case 'new':
      return <NewFunctionDialog onDone={onAdded} onClose={onClose} />
    case 'examples':
      return <Gallery onDone={onAdded} onClose={onClose} />
    case 'remove':
      return definition === undefined ? null : <RemoveDialog definition={definition} onClose={onClose} />
    case 'race':
      return <RaceDialog name={name} event={event} onSend={onSend} onClose={onClose} />
    case 'attach':
      return <AttachDialog onClose={onClose} />
    case 'templates':
      return <TemplatesDialog onUse={onTemplate} onClose={onClose} />
    default:
      return <ProjectDialog file={open.slice('project:'.length)} onClose={onClose} />
  }
}
