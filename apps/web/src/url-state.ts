// What the address holds: the function, the view, the moment, the selected row, the filter, and a session that is over.
import { readCompared, writeCompared, type SidePair } from './model/compare/address.ts'
import { usePage, views, type View } from './store.ts'

type UrlState = {
  function: string | undefined
  selected: number | undefined
  compared: readonly SidePair[] | undefined
  filter: string
  view: View
  /** The invocation that is shown from both its ends. */
  both: string | undefined
  /** The entry after which the session is shown. */
  moment: number | undefined
  session: string | undefined
  /** A session that still goes on is read from its beginning, as one that is over. */
  whole: boolean
}

export function readUrl(search = location.search): UrlState {
  const query = new URLSearchParams(search)
  const number = (name: string) => {
    const text = query.get(name)
    return text !== null && /^\d+$/.test(text) ? Number(text) : undefined
  }
  return {
    function: query.get('function') ?? undefined,
    selected: number('at'),
    compared: readCompared(query.get('compare'), query.get('function') ?? undefined),
    filter: query.get('filter') ?? '',
    view: views.find((view) => view.toLowerCase() === query.get('view')) ?? 'Sequence',
    both: query.get('both') ?? undefined,
    moment: number('moment'),
    session: query.get('session') ?? undefined,
    whole: query.has('whole'),
  }
}

/** `how`: a click goes into the history, a step with a key replaces it. */
export function show(
  change: {
    function?: string
    selected?: number | undefined
    compared?: readonly SidePair[] | undefined
    filter?: string
    view?: View
    both?: string | undefined
  },
  how: 'push' | 'replace',
): void {
  usePage.setState({
    // It covers a view of one function, and only one thing covers it.
    ...('view' in change || 'function' in change || change.compared !== undefined ? { both: undefined } : {}),
    ...(change.both === undefined ? {} : { compared: undefined }),
    ...change,
    ...('selected' in change ? { selectedAt: Date.now() } : {}),
  })
  writeUrl(how)
}

/** Brings the address up to what the page shows. */
export function writeUrl(how: 'push' | 'replace'): void {
  const { function: name, selected, compared, filter, view, moment, both } = usePage.getState()
  const query = new URLSearchParams(location.search)
  if (view === 'Sequence') query.delete('view')
  else query.set('view', view.toLowerCase())
  if (moment === undefined) query.delete('moment')
  else query.set('moment', String(moment.seq))
  if (both === undefined) query.delete('both')
  else query.set('both', both)
  if (name !== undefined) query.set('function', name)
  if (selected === undefined) query.delete('at')
  else query.set('at', String(selected))
  if (compared === undefined) query.delete('compare')
  else query.set('compare', writeCompared(compared, name))
  if (filter === '') query.delete('filter')
  else query.set('filter', filter)
  const url = `${location.pathname}?${query.toString()}`
  if (how === 'push') history.pushState(null, '', url)
  else history.replaceState(null, '', url)
}

/** `travel`: goes to a moment, or back to now. */
export function followHistory(travel: (moment: number | undefined) => void): void {
  addEventListener('popstate', () => {
    const { function: name, selected, compared, filter, view, moment, both } = readUrl()
    usePage.setState({ function: name, selected, compared, filter, view, both })
    travel(moment)
  })
}
