// Installs and builds what is missing, then runs the server in this process.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildWhatIsStale } from './build.mjs'
import { installWhatIsMissing } from './install.mjs'
import { root } from './root.mjs'
import { Problem } from './problem.mjs'

export async function launch(args) {
  try {
    // Questions need no page and no packages of the page, but the answer is in the bundle.
    await installWhatIsMissing()
    await buildWhatIsStale()
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem
    console.error(problem.message)
    process.exit(1)
  }
  const { main } = await import(pathToFileURL(join(root, 'apps', 'server', 'dist', 'server.mjs')).href)
  process.exit(await main(args, root))
}
