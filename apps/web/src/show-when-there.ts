// Shows a function that was made or renamed just now, as soon as the session tells of it.
import type { FunctionDefinition } from '@playground/protocol'
import { showNow } from './moment/show-now.ts'
import { usePage } from './store.ts'
import { show } from './url-state.ts'

/** The session tells of it at once; after this it will not any more, milliseconds. */
const patienceMs = 5000

/** `then` is called once it is shown. */
export function showWhenThere(
  matches: (definition: FunctionDefinition) => boolean,
  then?: (definition: FunctionDefinition) => void,
): void {
  const look = (): boolean => {
    const found = Object.values(usePage.getState().present.state.functions).find(matches)
    if (found === undefined) return false
    showFunction(found.name)
    then?.(found)
    return true
  }
  if (look()) return
  const stop = usePage.subscribe(({ presentRevision }, before) => {
    if (presentRevision !== before.presentRevision && look()) stop()
  })
  setTimeout(stop, patienceMs)
}

export function showFunction(name: string): void {
  show({ function: name, selected: undefined }, 'push')
  usePage.setState({ opened: undefined })
  void showNow()
}
