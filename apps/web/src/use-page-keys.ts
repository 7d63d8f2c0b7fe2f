// The keys that work everywhere on the page, within text too.
import { useEffect } from 'react'
import { bothEndsOfSelected } from './both-ends.ts'
import { openDialog, usePage, views } from './store.ts'
import { commandKey } from './ui/keys.ts'
import { inTextField } from './ui/in-text-field.ts'
import { show } from './url-state.ts'

export type PageKeys = {
  invoke: () => void
  repeat: () => void
  toggle: (pane: 'left' | 'dock' | 'inspector') => void
}

const regions = ['Event', 'Result', ...views, 'Console', 'Inspector']

export function usePageKeys(does: PageKeys): void {
  useEffect(() => {
    const onKey = (key: KeyboardEvent) => {
      const panes: Record<string, 'left' | 'dock' | 'inspector'> = { b: 'left', j: 'dock', i: 'inspector' }
      const pane = panes[key.key.toLowerCase()]
      if (commandKey(key) && key.key === 'Enter' && !key.defaultPrevented) {
        if (key.shiftKey) does.repeat()
        else does.invoke()
      } else if (commandKey(key) && key.key.toLowerCase() === 'k') openDialog('commands')
      else if (commandKey(key) && pane !== undefined && !key.shiftKey && !inTextField(key.target)) does.toggle(pane)
      else if (key.key === 'F6') focusNext(key.shiftKey ? -1 : 1)
      else if (key.key === 'Escape' && document.activeElement?.getAttribute('aria-label') === 'Inspector')
        document.querySelector<HTMLElement>('[role=treegrid]')?.focus()
      else if (inTextField(key.target) || commandKey(key) || key.altKey) return
      else if (key.key === 'End' && usePage.getState().moment !== undefined) void travel('backToNow')
      else if (!usePage.getState().singleKeys && key.isTrusted) return
      else if (document.querySelector('dialog[open], .menu') !== null) return
      else if (key.key === '?') openDialog('keys')
      else if (key.key === '<') void travel('stepBack')
      else if (key.key === '>') void travel('stepForward')
      else if (key.key === '[' || key.key === ']') void goToFinding(key.key === ']' ? 1 : -1)
      else if (key.key === 'p') void travel('togglePlaying')
      else if (key.key === 'n' && usePage.getState().moment !== undefined) void travel('nextFailure')
      else if (key.key === 'N' && usePage.getState().moment !== undefined) void travel('failureBefore')
      else if (key.key === 'b') bothEndsOfSelected()
      else if (key.key === '/' && usePage.getState().view === 'Sequence') focusFilter()
      else if (/^[1-5]$/.test(key.key)) show({ view: views[Number(key.key) - 1]! }, 'push')
      else return
      key.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [does])
}

type Move = 'backToNow' | 'stepBack' | 'stepForward' | 'togglePlaying' | 'nextFailure' | 'failureBefore'

/** Time travel is loaded when it is first needed. */
async function travel(move: Move): Promise<void> {
  const { step, jumpToFailure, backToNow, togglePlaying } = await import('./moment/travel.ts')
  const moves: Record<Move, () => unknown> = {
    backToNow,
    togglePlaying,
    stepBack: () => step(-1),
    stepForward: () => step(1),
    nextFailure: () => jumpToFailure(1),
    failureBefore: () => jumpToFailure(-1),
  }
  await moves[move]()
}

/** It may come before the filter, which is loaded: for so many frames the filter is waited for. */
function focusFilter(frames = 600): void {
  const field = document.querySelector<HTMLInputElement>('[aria-label=Filter]')
  if (field !== null) {
    field.focus()
    field.select()
  } else if (frames > 0) requestAnimationFrame(() => focusFilter(frames - 1))
}

async function goToFinding(by: 1 | -1): Promise<void> {
  const { stepFinding } = await import('./findings/step.ts')
  stepFinding(by)
}

function focusNext(by: 1 | -1): void {
  const present = regions
    .map((label) => document.querySelector<HTMLElement>(`section[aria-label="${label}"]`))
    .filter((region) => region !== null)
  const current = present.findIndex((region) => region.contains(document.activeElement))
  const next = present[(current + by + present.length) % present.length]
  if (next === undefined) return
  if (next.tabIndex < 0) next.tabIndex = -1
  next.focus()
}
