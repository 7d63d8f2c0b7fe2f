// Installs and builds what is missing in a clone, then runs the server in this process.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './root.mjs'
import { Problem } from './problem.mjs'

export async function launch(args) {
  try {
    // The package, and a copy of what was built as it goes into a container, has no sources that it could be older than.
    if (existsSync(join(root, 'apps', 'server', 'src'))) {
      const { installWhatIsMissing } = await import('./install.mjs')
      const { buildWhatIsStale } = await import('./build.mjs')
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
