// Asks before a function is taken off the list, and says what stays and what ends.
import type { FunctionDefinition } from '@playground/protocol'
import { useState } from 'react'
import { openFolder, removeFunction } from '../../control/functions.ts'
import { showFunction, showWhenThere } from '../../show-when-there.ts'
import { usePage } from '../../store.ts'
import { announce } from '../../ui/announce.ts'
import { Dialog } from '../../ui/dialog.tsx'
import './functions.css'

type Props = { definition: FunctionDefinition; onClose: () => void }

export function RemoveDialog({ definition, onClose }: Props) {
  // Another function is on the screen before this closes.
  const [{ name, folder }] = useState(definition)
  const environments = usePage((page) => page.session.functions.get(name)?.environments)
  usePage((page) => page.revision)
  const [busy, setBusy] = useState(false)
  const here = [...(environments?.values() ?? [])].filter(({ state }) => state !== 'gone').length
  const remove = () => {
    setBusy(true)
    const next = neighbourOf(name)
    removeFunction(name)
      .then(() => {
        if (next !== undefined) showFunction(next)
        if (folder === undefined) return announce(`${name} is off the list.`)
        announce(`${name} is off the list. Its folder is as it was.`, {
          label: 'Open it again',
          run: () => reopen(folder),
        })
      }, fail)
      .finally(onClose)
  }
  return (
    <Dialog
      title={`Remove ${name} from the list?`}
      closeLabel="Keep it"
      actions={
        <button type="button" className="primary" disabled={busy} onClick={remove}>
          Remove from the list
        </button>
      }
      onClose={onClose}
    >
      {folder === undefined ? (
        <p>Nothing is deleted. It comes back as soon as a runtime attaches as {name} again.</p>
      ) : (
        <>
          <p>Nothing on disk is deleted. Its folder stays as it is, and can be opened again by its path:</p>
          <p className="mono folder-path">{folder}</p>
        </>
      )}
      <p>{whatEnds(here, folder === undefined)}</p>
    </Dialog>
  )
}

function whatEnds(environments: number, attached: boolean): string {
  if (environments === 0) return 'It has no environment now, so nothing ends.'
  const which = environments === 1 ? 'Its environment' : `Its ${environments} environments`
  const end = environments === 1 ? 'ends' : 'end'
  const processes = attached ? 'The process that you started goes on without work.' : 'Their processes are stopped.'
  return `${which} ${end}, and so does what is running in ${environments === 1 ? 'it' : 'them'}. ${processes}`
}

/** The function after it in the list, else the one before it. */
function neighbourOf(name: string): string | undefined {
  const names = Object.keys(usePage.getState().session.state.functions)
  const at = names.indexOf(name)
  return names[at + 1] ?? names[at - 1]
}

function reopen(folder: string): void {
  openFolder(folder).then((name) => showWhenThere((one) => one.name === name), fail)
}

function fail(problem: unknown): void {
  announce(problem instanceof Error ? problem.message : String(problem))
}
