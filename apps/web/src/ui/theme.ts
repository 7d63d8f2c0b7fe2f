// Light or dark: as the system has it, until somebody chooses.
import { usePage, type Theme } from '../store.ts'

const key = 'theme'

export function startTheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const apply = () => {
    const chosen = localStorage.getItem(key)
    set(chosen === 'light' || chosen === 'dark' ? chosen : system.matches ? 'dark' : 'light')
  }
  system.addEventListener('change', apply)
  apply()
}

export function switchTheme(): void {
  const theme: Theme = usePage.getState().theme === 'dark' ? 'light' : 'dark'
  localStorage.setItem(key, theme)
  set(theme)
}

function set(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
  usePage.setState({ theme })
}
