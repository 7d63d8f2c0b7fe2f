// Says when somebody's own runtime attaches itself to a function that is not on the screen, and shows it where nothing else is.
import { useEffect, useRef } from 'react'
import { usePage } from './store.ts'
import { announce } from './ui/announce.ts'
import { show } from './url-state.ts'

const openedAt = performance.timeOrigin

export function AttachedNotice(): null {
  const attached = usePage(({ session }) =>
    [...session.functions.values()]
      .filter(({ environments }) =>
        [...environments.values()].some(
          ({ attached: own, createdAt, state }) => own && state !== 'gone' && (createdAt ?? 0) > openedAt,
        ),
      )
      .map(({ name }) => name)
      .join(' '),
  )
  const told = useRef(new Set<string>())
  useEffect(() => {
    for (const name of attached.split(' ')) {
      if (name === '' || told.current.has(name)) continue
      told.current.add(name)
      const { function: current, session } = usePage.getState()
      if (current === name) continue
      const go = () => show({ function: name, selected: undefined }, 'push')
      const nothingYet = [...session.functions.values()].every(({ order }) => order.length === 0)
      if (nothingYet) go()
      announce(`A runtime attached as ${name}.`, nothingYet ? undefined : { label: 'Show it', run: go })
    }
  }, [attached])
  return null
}
