// Which view is shown, as tabs; as a list where the pane is narrow. Beside them what belongs to the diagram.
import { Suspense } from 'react'
import { FilterBar, ViewMenu } from './later.ts'
import { countFindings, usePage, views, type View } from './store.ts'
import { Tabs } from './ui/tabs.tsx'
import { show } from './url-state.ts'

export function ViewsBar() {
  const view = usePage((page) => page.view)
  const findings = usePage(countFindings)
  const change = (next: View) => show({ view: next }, 'push')
  return (
    <div className="views-bar">
      <Tabs label="View of the session" tabs={views} current={view} counts={{ Findings: findings }} onChange={change}>
        <select
          className="views-select"
          aria-label="View of the session"
          value={view}
          onChange={({ target }) => change(target.value as View)}
        >
          {views.map((one) => (
            <option key={one} value={one}>
              {one === 'Findings' && findings > 0 ? `Findings ${findings}` : one}
            </option>
          ))}
        </select>
        {view === 'Sequence' && (
          <Suspense fallback={<span className="grow" />}>
            <FilterBar />
          </Suspense>
        )}
        {view === 'Sequence' && (
          <Suspense fallback={null}>
            <ViewMenu />
          </Suspense>
        )}
      </Tabs>
    </div>
  )
}
