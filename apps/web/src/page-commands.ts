// The commands of the page as it is now.
import type { Session } from '@playground/protocol/model'
import { keyCommand, type Command } from './commands.ts'
import { buildAgain } from './build-again.ts'
import { openHttpCall } from './http-calls.ts'
import { openDialog, usePage, views } from './store.ts'
import { invokeKeys, repeatKeys, withCommand } from './ui/keys.ts'
import { chooseTheme } from './ui/theme.ts'
import { show } from './url-state.ts'

export type PageActions = {
  invoke: () => void
  repeat: () => void
  toggle: (pane: 'left' | 'dock' | 'inspector') => void
  left: (tab: 'Event' | 'Runtime' | 'Settings') => void
}

export function pageCommands(session: Session, does: PageActions): Command[] {
  const { only, function: chosen, connection } = usePage.getState()
  const removable = chosen !== undefined && chosen in session.state.functions && connection.phase !== 'recorded'
  const builds = removable && session.state.functions[chosen]?.build !== undefined
  return [
    { group: 'Invoke', name: 'Invoke', keys: invokeKeys, run: does.invoke },
    { group: 'Invoke', name: 'Invoke again with the last event', keys: repeatKeys, run: does.repeat, words: 'repeat' },
    {
      group: 'Invoke',
      name: 'Race two functions…',
      run: () => openDialog('race'),
      words: 'compare cold warm bash node faster',
    },
    {
      group: 'Invoke',
      name: 'Send the event as an HTTP call…',
      run: openHttpCall,
      words: 'function url curl fetch request response browser',
    },
    keyCommand('Rows', 'Next row', 'j'),
    keyCommand('Rows', 'Row before', 'k'),
    keyCommand('Rows', 'Next invocation', 'J'),
    keyCommand('Rows', 'Invocation before', 'K'),
    keyCommand('Rows', 'Next error', 'n'),
    keyCommand('Rows', 'Error before', 'N'),
    keyCommand('Rows', 'Next finding', ']'),
    keyCommand('Rows', 'Finding before', '['),
    keyCommand('Rows', 'Show only this invocation', 'i'),
    keyCommand('Rows', 'Compare with the invocation before', 'd'),
    keyCommand('Rows', 'Both ends of the invocation: caller and runtime', 'b'),
    keyCommand('Rows', 'Fold', 'ArrowLeft', '←'),
    keyCommand('Rows', 'Unfold', 'ArrowRight', '→'),
    keyCommand('Rows', 'Menu of the row', 'ContextMenu', 'Shift F10'),
    keyCommand('Rows', 'To the inspector; Esc comes back', 'Enter'),
    ...views.map((view, index): Command => ({
      group: 'View',
      name: view,
      keys: String(index + 1),
      run: () => show({ view }, 'push'),
    })),
    keyCommand('Timeline', 'Zoom in; the wheel does too', '+'),
    keyCommand('Timeline', 'Zoom out', '-'),
    keyCommand('Timeline', 'Show all of it', '0'),
    keyCommand('Timeline', 'Zoom to the block; a double click does too', 'z'),
    keyCommand('Timeline', 'To what is under way next, over idle time', 'a'),
    keyCommand('Timeline', 'To what was under way before', 'A'),
    keyCommand('Timeline', 'Measure; Esc clears it', 'Escape', 'Shift drag'),
    keyCommand('Timeline', 'Pan', 'ArrowRight', '← → or drag'),
    keyCommand('Timeline', 'From track to track; j and k from block to block', 'ArrowDown', '↑ ↓'),
    keyCommand('Timeline', 'Filter by the block’s time; a drag along the axis, or Alt and a drag, by any', 't'),
    keyCommand('Time', 'Step back to the exchange before', '<'),
    keyCommand('Time', 'Step forward to the next exchange', '>'),
    keyCommand('Time', 'Play what happened, or pause', 'p'),
    keyCommand('Time', 'Back to now', 'End'),
    keyCommand('View', 'Follow what happens', 'f'),
    keyCommand('View', 'Filter', '/'),
    keyCommand('View', 'Group by time, invocation or environment', 'g'),
    keyCommand('View', 'Explanations on or off', 'x'),
    {
      group: 'View',
      name: only ? 'Dim what the filter leaves out' : 'Leave out what the filter does not match',
      run: () => usePage.setState({ only: !only }),
    },
    {
      group: 'View',
      name: 'Show only errors',
      run: () => show({ filter: 'has:error' }, 'push'),
      words: 'filter failed',
    },
    {
      group: 'View',
      name: 'Show only rows with findings',
      run: () => show({ filter: 'has:finding', view: 'Sequence' }, 'push'),
      words: 'filter breach smell rules',
    },
    {
      group: 'Panes',
      name: 'Event and result, show or hide',
      keys: withCommand('B'),
      run: () => does.toggle('left'),
    },
    { group: 'Panes', name: 'Console, show or hide', keys: withCommand('J'), run: () => does.toggle('dock') },
    { group: 'Panes', name: 'Inspector, show or hide', keys: withCommand('I'), run: () => does.toggle('inspector') },
    keyCommand('Panes', 'Go round the regions', 'F6'),
    ...Object.keys(session.state.functions).map((name): Command => ({
      group: 'Go to a function',
      name,
      run: () => {
        show({ function: name, selected: undefined }, 'push')
        usePage.setState({ follow: true, opened: undefined })
      },
    })),
    { group: 'Function', name: 'Edit the event', run: () => does.left('Event'), words: 'write' },
    {
      group: 'Function',
      name: 'Event from a template',
      run: () => openDialog('templates'),
      words: 'sqs s3 api gateway sns',
    },
    { group: 'Function', name: 'Edit the runtime’s source', run: () => does.left('Runtime'), words: 'code files' },
    { group: 'Function', name: 'Change the settings', run: () => does.left('Settings'), words: 'timeout memory' },
    {
      group: 'Function',
      name: 'New function, or open a folder',
      run: () => openDialog('new'),
      words: 'create template',
    },
    {
      group: 'Function',
      name: 'Open an example…',
      run: () => openDialog('examples'),
      words: 'gallery extension telemetry freeze snapstart go rust java python',
    },
    ...(builds
      ? [{ group: 'Function', name: 'Build again', run: () => buildAgain(chosen), words: 'compile make' }]
      : []),
    { group: 'Function', name: 'Attach your own runtime', run: () => openDialog('attach') },
    ...(removable
      ? [
          {
            group: 'Function',
            name: `Remove ${chosen} from the list…`,
            run: () => openDialog('remove'),
            words: 'delete close',
          },
        ]
      : []),
    { group: 'Colours', name: 'Light', run: () => chooseTheme('light'), words: 'theme' },
    { group: 'Colours', name: 'Dark', run: () => chooseTheme('dark'), words: 'theme' },
    { group: 'Colours', name: 'As the system has it', run: () => chooseTheme('system'), words: 'theme' },
    { group: 'Help', name: 'All keys', keys: '?', run: () => openDialog('keys') },
  ]
}
