// Packages of the system, installed where that is in our power: as root, on Debian or Ubuntu.
import { existsSync } from 'node:fs'
import { run, withProgress } from './run.mjs'

/** `what`: as in "Installing Chromium". Does nothing where it is not in our power; whoever asked looks whether it is there. */
export async function installPackages(what, packages) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await withProgress(`Installing ${what}`, async () => {
    await run('apt-get', ['update'], { quiet: true, env })
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { quiet: true, env })
  })
}
