// Installs and builds what is missing, then runs the server in this process.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildWhatIsStale } from './build.mjs'
import { installWhatIsMissing } from './install.mjs'
import { root } from './root.mjs'
import { Problem } from './problem.mjs'

export async function launch(args) {
  try {
    // Questions need no page and no packages of the page, but the answer is in the bundle.
    // A copy of what was built, as it goes into a container, has no sources that it could be older than.
    if (existsSync(join(root, 'apps', 'server', 'src'))) {
      await installWhatIsMissing()
      await buildWhatIsStale()
    }
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem
    console.error(problem.message)
    process.exit(1)
  }
  const { main } = await import(pathToFileURL(join(root, 'apps', 'server', 'dist', 'server.mjs')).href)
  process.exit(await main(args, root))
}
