// Installs the packages that the lockfile names, with the pnpm that package.json pins, when they are not there yet.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from './problem.mjs'
import { root } from './root.mjs'
import { run, withProgress } from './run.mjs'
import { hashOf, setStamp, stampIs } from './stamp.mjs'

const manifests = [
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'apps/server/package.json',
  'apps/web/package.json',
  'packages/protocol/package.json',
]

export async function installWhatIsMissing() {
  const wanted = hashOf(...manifests)
  if (stampIs('install', wanted) && existsSync(join(root, 'node_modules'))) return
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const { code, output } = await withProgress('Installing packages', () =>
    run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile'], {
      quiet: true,
      env: { ...process.env, CI: 'true', npm_config_update_notifier: 'false' },
    }),
  )
  if (code !== 0) throw new Problem(explain(output))
  setStamp('install', wanted)
}

/** The one line that helps; the whole output only where the reason is not known. */
export function explain(output) {
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|network|fetch failed/i.test(output)
  ) {
    return 'The packages could not be downloaded: the package registry cannot be reached. Connect to the network (or set npm’s registry or proxy) and try again; it is needed only once.'
  }
  if (/ENOSPC/.test(output)) return 'The packages could not be installed: the disk is full. Make room and try again.'
  if (/EACCES|EPERM|EROFS/.test(output))
    return 'The packages could not be installed: the folder of the playground may not be written. Clone it where you may write.'
  return `The packages could not be installed:\n${output.trim().split('\n').slice(-15).join('\n')}`
}
