// What the address holds: the function, the selected row, the filter, and a session that is over.
import { usePage } from './store.ts'

type UrlState = {
  function: string | undefined
  selected: number | undefined
  filter: string
  session: string | undefined
  /** A session that still goes on is read from its beginning, as one that is over. */
  whole: boolean
}

export function readUrl(search = location.search): UrlState {
  const query = new URLSearchParams(search)
  const at = query.get('at')
  return {
    function: query.get('function') ?? undefined,
    selected: at !== null && /^\d+$/.test(at) ? Number(at) : undefined,
    filter: query.get('filter') ?? '',
    session: query.get('session') ?? undefined,
    whole: query.has('whole'),
  }
}

/** `how`: a click goes into the history, a step with a key replaces it. */
export function show(
  change: { function?: string; selected?: number | undefined; filter?: string },
  how: 'push' | 'replace',
): void {
  usePage.setState('selected' in change ? { ...change, selectedAt: Date.now() } : change)
  const { function: name, selected, filter } = usePage.getState()
  const query = new URLSearchParams(location.search)
  if (name !== undefined) query.set('function', name)
  if (selected === undefined) query.delete('at')
  else query.set('at', String(selected))
  if (filter === '') query.delete('filter')
  else query.set('filter', filter)
  const url = `${location.pathname}?${query.toString()}`
  if (how === 'push') history.pushState(null, '', url)
  else history.replaceState(null, '', url)
}

export function followHistory(): void {
  addEventListener('popstate', () => {
    const { function: name, selected, filter } = readUrl()
    usePage.setState({ function: name, selected, filter })
  })
}
