// Packages of the system, installed where that is in our power: as root, on Debian or Ubuntu.
import { existsSync } from 'node:fs'
import { run } from './run.mjs'

/** Whether it is. */
export const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

/** Does nothing where it is not in our power; whoever asked looks whether it is there. */
export async function installPackages(packages) {
  if (!canInstall) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { quiet: true, env })
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { quiet: true, env })
}
