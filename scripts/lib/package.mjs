// Makes what the package holds: everything built, and the licences of what was built in.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildWhatIsStale } from './build.mjs'
import { installWhatIsMissing } from './install.mjs'
import { Problem } from './problem.mjs'
import { root } from './root.mjs'
import { run } from './run.mjs'

export async function preparePackage() {
  await installWhatIsMissing()
  await buildWhatIsStale()
  writeFileSync(join(root, 'THIRD-PARTY-LICENSES.txt'), await licences())
}

/** Of all packages that server and page are built from, each with its text. */
async function licences() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const args = ['--yes', packageManager, '--recursive', '--filter=./apps/*', 'licenses', 'list', '--prod', '--json']
  const { code, output } = await run('npx', args, { quiet: true, env: { ...process.env, CI: 'true' } })
  if (code !== 0) throw new Problem(`The licences of packages could not be listed:\n${output}`)
  const packages = Object.values(JSON.parse(output.slice(output.indexOf('{')))).flat()
  const sections = packages
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, versions, license, homepage, paths }) => {
      const text = textIn(paths[0])
      return `${name} ${versions.join(', ')} (${license})\n${homepage ?? ''}\n\n${text}`.trim()
    })
  return `The playground's server and page are built from these packages.\n\n${sections.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}

function textIn(folder) {
  const file = existsSync(folder)
    ? readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.|$)/i.test(name))
    : undefined
  return file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()
}
