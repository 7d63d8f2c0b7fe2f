// Parts that are loaded when they are first shown, so that the page is there at once.
import { lazy } from 'react'

export const AttachDialog = lazy(async () => ({
  default: (await import('./features/toolbar/attach-dialog.tsx')).AttachDialog,
}))
export const Commands = lazy(async () => ({ default: (await import('./all-commands.tsx')).Commands }))
export const ConsoleBar = lazy(async () => ({
  default: (await import('./features/console/console-bar.tsx')).ConsoleBar,
}))
export const Keys = lazy(async () => ({ default: (await import('./all-commands.tsx')).Keys }))
export const Narrator = lazy(async () => ({ default: (await import('./ui/narrator.tsx')).Narrator }))
export const NewFunctionDialog = lazy(async () => ({
  default: (await import('./features/functions/new-function-dialog.tsx')).NewFunctionDialog,
}))
export const RemoveDialog = lazy(async () => ({
  default: (await import('./features/functions/remove-dialog.tsx')).RemoveDialog,
}))
export const Runtime = lazy(async () => ({ default: (await import('./features/runtime/runtime.tsx')).Runtime }))
export const Settings = lazy(async () => ({ default: (await import('./features/settings/settings.tsx')).Settings }))
export const TemplatesDialog = lazy(async () => ({
  default: (await import('./features/event/templates-dialog.tsx')).TemplatesDialog,
}))
export const Telemetry = lazy(async () => ({ default: (await import('./features/telemetry/telemetry.tsx')).Telemetry }))
