// Builds the server into one file, the client for tests into another, and the page into its folder, each only when its sources changed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
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
      entryPoints: {
        server: join(root, 'apps/server/src/main.ts'),
        client: join(root, 'apps/server/src/client/index.ts'),
      },
      outdir: join(root, 'apps/server/dist'),
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20.19',
      // Where a package has both, the form for CommonJS may ask for its parts in a way that no bundle can follow.
      mainFields: ['module', 'main'],
      banner: { js: banner },
      define: { PLAYGROUND_VERSION: JSON.stringify(version) },
      // A third less to read at each start; names stay, for whoever reads a stack.
      minifyWhitespace: true,
      minifySyntax: true,
      sourcemap: 'linked',
      logLevel: 'silent',
      // Native parts that ws takes when they are there.
      external: ['bufferutil', 'utf-8-validate', 'fsevents'],
    })
    writeClientTypes()
  } catch (problem) {
    throw new Problem(`The server could not be built:\n${problem.message}`)
  }
}

/** The client's types stand by themselves: they need no compiler to be published. */
function writeClientTypes() {
  const types = readFileSync(join(root, 'apps/server/src/client/api.ts'), 'utf8')
  const values = ['start', 'expectExchanges'].map((name) => `export declare const ${name}: ClientModule['${name}']\n`)
  writeFileSync(join(root, 'apps/server/dist/client.d.ts'), `${types}\n${values.join('')}`)
}

async function buildPage() {
  const vite = join(root, 'apps/web/node_modules/vite/bin/vite.js')
  // Whatever the shell it is started from is set to, what people use is the production build.
  const env = { ...process.env, NODE_ENV: 'production' }
  const cwd = join(root, 'apps/web')
  const { code, output } = await run(process.execPath, [vite, 'build'], { quiet: true, cwd, env })
  if (code !== 0) throw new Problem(`The page could not be built:\n${output.trim().split('\n').slice(-20).join('\n')}`)
}
