// The browser of the tests: the system's own Chromium, installed where that is in our power.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackages } from './debian.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const apps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The path of a browser, or undefined. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given && existsSync(given)) return given
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) if (existsSync(join(folder, name))) return join(folder, name)
  }
  return apps.find((path) => existsSync(path))
}

/** Finds it, or installs it where this is Debian or Ubuntu and we are root. */
export async function needChromium() {
  const found = findChromium()
  if (found !== undefined) return found
  await installPackages('Chromium', ['chromium'])
  return findChromium()
}

export const howToGetChromium =
  'Install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium), or set CHROMIUM_PATH, and run it again.'
