// Server and page with reload, under one address: the page's, which passes everything else on to the server.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { installWhatIsMissing } from './lib/install.mjs'
import { Problem } from './lib/problem.mjs'
import { root } from './lib/root.mjs'

try {
  await installWhatIsMissing()
} catch (problem) {
  if (!(problem instanceof Problem)) throw problem
  console.error(problem.message)
  process.exit(1)
}
const children = [
  spawn(
    process.execPath,
    [
      join(root, 'node_modules/tsx/dist/cli.mjs'),
      'watch',
      '--clear-screen=false',
      join(root, 'scripts/lib/dev-server.mjs'),
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit' },
  ),
  spawn(process.execPath, [join(root, 'apps/web/node_modules/vite/bin/vite.js'), '--open'], {
    cwd: join(root, 'apps/web'),
    stdio: 'inherit',
  }),
]
const stop = () => children.forEach((child) => child.kill('SIGTERM'))
process.on('SIGINT', stop).on('SIGTERM', stop)
for (const child of children) child.on('exit', stop)
