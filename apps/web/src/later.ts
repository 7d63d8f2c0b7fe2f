// Parts that are loaded when they are first shown, so that the page is there at once.
import { later } from './ui/later.ts'

export const AttachDialog = later(async () => (await import('./features/toolbar/attach-dialog.tsx')).AttachDialog)
export const AttachedNotice = later(async () => (await import('./attached-notice.ts')).AttachedNotice)
export const BothEnds = later(async () => (await import('./features/both-ends/both-ends.tsx')).BothEnds)
export const Commands = later(async () => (await import('./all-commands.tsx')).Commands)
export const ConsoleBar = later(async () => (await import('./features/console/console-bar.tsx')).ConsoleBar)
export const Keys = later(async () => (await import('./all-commands.tsx')).Keys)
export const Narrator = later(async () => (await import('./ui/narrator.tsx')).Narrator)
export const NewFunctionDialog = later(
  async () => (await import('./features/functions/new-function-dialog.tsx')).NewFunctionDialog,
)
export const RemoveDialog = later(async () => (await import('./features/functions/remove-dialog.tsx')).RemoveDialog)
export const Runtime = later(async () => (await import('./features/runtime/runtime.tsx')).Runtime)
export const Scrubber = later(async () => (await import('./features/scrubber/scrubber.tsx')).Scrubber)
export const Settings = later(async () => (await import('./features/settings/settings.tsx')).Settings)
export const States = later(async () => (await import('./features/states/states.tsx')).States)
export const Telemetry = later(async () => (await import('./features/telemetry/telemetry.tsx')).Telemetry)
export const TemplatesDialog = later(
  async () => (await import('./features/event/templates-dialog.tsx')).TemplatesDialog,
)
