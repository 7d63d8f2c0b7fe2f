// Builds the server into one file and the page into its folder, each only when its sources changed.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from './problem.mjs'
import { root } from './root.mjs'
import { run, withProgress } from './run.mjs'
import { hashOf, setStamp, stampIs } from './stamp.mjs'

const shared = ['pnpm-lock.yaml', 'packages/protocol/src']
const parts = [
  {
    name: 'server',
    sources: [...shared, 'apps/server/src', 'scripts/lib/build.mjs'],
    result: 'apps/server/dist/server.mjs',
    build: buildServer,
  },
  {
    name: 'page',
    sources: [...shared, 'apps/web/src', 'apps/web/index.html', 'apps/web/vite.config.ts', 'apps/web/public'],
    result: 'apps/web/dist/index.html',
    build: buildPage,
  },
]

export async function buildWhatIsStale() {
  for (const { name, sources, result, build } of parts) {
    const wanted = hashOf(...sources)
    if (stampIs(name, wanted) && existsSync(join(root, result))) continue
    await withProgress(`Building the ${name}`, build)
    setStamp(name, wanted)
  }
}

/** Parts written for CommonJS ask for `require`, which a module does not have by itself. */
const banner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);"

async function buildServer() {
  const { build } = await import('esbuild')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  try {
    await build({
      entryPoints: [join(root, 'apps/server/src/main.ts')],
      outfile: join(root, 'apps/server/dist/server.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20.19',
      // Where a package has both, the form for CommonJS may ask for its parts in a way that no bundle can follow.
      mainFields: ['module', 'main'],
      banner: { js: banner },
      define: { PLAYGROUND_VERSION: JSON.stringify(version) },
      sourcemap: 'linked',
      logLevel: 'silent',
      // Native parts that ws takes when they are there.
      external: ['bufferutil', 'utf-8-validate', 'fsevents'],
    })
  } catch (problem) {
    throw new Problem(`The server could not be built:\n${problem.message}`)
  }
}

async function buildPage() {
  const vite = join(root, 'apps/web/node_modules/vite/bin/vite.js')
  // Whatever the shell it is started from is set to, what people use is the production build.
  const env = { ...process.env, NODE_ENV: 'production' }
  const cwd = join(root, 'apps/web')
  const { code, output } = await run(process.execPath, [vite, 'build'], { quiet: true, cwd, env })
  if (code !== 0) throw new Problem(`The page could not be built:\n${output.trim().split('\n').slice(-20).join('\n')}`)
}
