// Light or dark: as the system has it, until somebody chooses.
import { usePage, type Theme } from '../store.ts'

export type ThemeChoice = Theme | 'system'

const key = 'theme'
const system = matchMedia('(prefers-color-scheme: dark)')

export function startTheme(): void {
  system.addEventListener('change', apply)
  // Another tab of this browser may have chosen.
  addEventListener('storage', (event) => event.key === key && apply())
  apply()
}

export function chosenTheme(): ThemeChoice {
  const chosen = localStorage.getItem(key)
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'system') localStorage.removeItem(key)
  else localStorage.setItem(key, choice)
  apply()
}

function apply(): void {
  const choice = chosenTheme()
  const theme: Theme = choice === 'system' ? (system.matches ? 'dark' : 'light') : choice
  document.documentElement.dataset['theme'] = theme
  usePage.setState({ theme })
}
