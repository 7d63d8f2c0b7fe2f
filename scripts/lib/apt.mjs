// System packages that tests need, installed where that is in our power: on Debian and Ubuntu, as root.
import { existsSync } from 'node:fs'
import { run, withProgress } from './run.mjs'

/** `what`: as in "Installing Chromium". What is there afterwards is for the caller to see. */
export async function installPackages(what, packages) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await withProgress(`Installing ${what}`, async () => {
    await run('apt-get', ['update'], { quiet: true, env })
    return run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { quiet: true, env })
  })
}
