// Parts that are loaded when they are first shown, so that the page is there at once.
import { later } from './ui/later.ts'

export const AttachDialog = later(async () => (await import('./features/toolbar/attach-dialog.tsx')).AttachDialog)
export const AttachedNotice = later(async () => (await import('./attached-notice.ts')).AttachedNotice)
export const BothEnds = later(async () => (await import('./features/both-ends/both-ends.tsx')).BothEnds)
export const Commands = later(async () => (await import('./all-commands.tsx')).Commands)
export const Compare = later(async () => (await import('./features/compare/compare.tsx')).Compare)
export const Console = later(async () => (await import('./features/console/console.tsx')).Console)
export const ConsoleBar = later(async () => (await import('./features/console/console-bar.tsx')).ConsoleBar)
export const Environments = later(async () => (await import('./features/environments/environments.tsx')).Environments)
export const FilterBar = later(async () => (await import('./features/filter/filter-bar.tsx')).FilterBar)
export const Findings = later(async () => (await import('./features/findings/findings.tsx')).Findings)
export const FindingsWatch = later(async () => (await import('./findings/findings-watch.ts')).FindingsWatch)
export const HttpCall = later(async () => (await import('./features/http-call/http-call.tsx')).HttpCall)
export const Keys = later(async () => (await import('./all-commands.tsx')).Keys)
export const Narrator = later(async () => (await import('./ui/narrator.tsx')).Narrator)
export const NewFunctionDialog = later(
  async () => (await import('./features/functions/new-function-dialog.tsx')).NewFunctionDialog,
)
export const RaceDialog = later(async () => (await import('./features/compare/race-dialog.tsx')).RaceDialog)
export const RemoveDialog = later(async () => (await import('./features/functions/remove-dialog.tsx')).RemoveDialog)
export const Runtime = later(async () => (await import('./features/runtime/runtime.tsx')).Runtime)
export const Scrubber = later(async () => (await import('./features/scrubber/scrubber.tsx')).Scrubber)
export const Settings = later(async () => (await import('./features/settings/settings.tsx')).Settings)
export const States = later(async () => (await import('./features/states/states.tsx')).States)
export const Telemetry = later(async () => (await import('./features/telemetry/telemetry.tsx')).Telemetry)
export const Timeline = later(async () => (await import('./features/timeline/timeline.tsx')).Timeline)
export const TemplatesDialog = later(
  async () => (await import('./features/event/templates-dialog.tsx')).TemplatesDialog,
)
export const ViewMenu = later(async () => (await import('./features/sequence/view-menu.tsx')).ViewMenu)
