// Starts the page.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import { App } from './app.tsx'
import { openSource } from './connection/open-source.ts'
import { keepPreferences, readPreferences } from './preferences.ts'
import { usePage } from './store.ts'
import { loadAhead } from './ui/later.ts'
import { startTheme } from './ui/theme.ts'
import { followHistory, readUrl } from './url-state.ts'

const url = readUrl()
startTheme()
usePage.setState({
  ...readPreferences(),
  function: url.function,
  selected: url.selected,
  compared: url.compared,
  filter: url.filter,
  view: url.view,
  both: url.both,
  follow: url.selected === undefined,
})
keepPreferences()
const goTo = async (moment: number | undefined) => {
  if (moment === undefined && usePage.getState().moment === undefined) return
  const travel = await import('./moment/travel.ts')
  return moment === undefined ? travel.backToNow() : travel.openAt(moment)
}
followHistory((moment) => void goTo(moment))
const retry = openSource(url.session, url.whole)
void goTo(url.moment)
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App onRetry={retry} />
  </StrictMode>,
)
void loadAhead()
