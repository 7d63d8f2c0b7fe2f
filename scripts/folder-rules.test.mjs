import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const places = []
afterAll(() => places.forEach((place) => rmSync(place, { recursive: true, force: true })))

/** Lints a tree that holds these files alone, by the rules of this repository. */
function lint(files) {
  const place = mkdtempSync(join(tmpdir(), 'folder-rules-'))
  places.push(place)
  copyFileSync(join(root, '.oxlintrc.json'), join(place, '.oxlintrc.json'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true })
    writeFileSync(join(place, path), text)
  }
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['--format=json'], {
    cwd: place,
    encoding: 'utf8',
  })
  return JSON.parse(stdout)
}

const uses = (module) => `import { x } from '${module}'\nexport const y = x\n`

/** A file that breaks a rule, what it imports, and what is said about it. */
const breaches = [
  ['packages/protocol/src/a.ts', 'node:fs', 'The protocol stands alone'],
  ['packages/protocol/src/a.ts', 'express', 'The protocol stands alone'],
  ['packages/protocol/src/model/a.ts', 'react', 'The model is pure'],
  ['apps/server/src/stream/a.ts', '../../../web/src/store.ts', 'Server and page meet only in the protocol'],
  ['apps/server/src/stream/a.ts', 'react', 'Server and page meet only in the protocol'],
  ['apps/web/src/ui/a.ts', 'node:fs', 'Server and page meet only in the protocol'],
  ['apps/web/src/ui/a.ts', '../../../server/src/clock.ts', 'Server and page meet only in the protocol'],
  ['apps/server/src/stream/a.ts', '../compose.ts', 'Only main.ts starts the composition'],
  ['apps/server/src/runtime-api/a.ts', '../invoke-api/invoke.ts', 'The Lambda APIs do not know each other'],
  ['apps/server/src/invoke-api/a.ts', '../runtime-api/next.ts', 'The Lambda APIs do not know each other'],
  ['apps/server/src/telemetry-api/a.ts', '../runtime-api/next.ts', 'The Lambda APIs do not know each other'],
  ['apps/server/src/runtime-api/a.ts', '../telemetry-api/telemetry.ts', 'The Lambda APIs do not know each other'],
  ['apps/server/src/environment/a.ts', '../telemetry-api/telemetry.ts', 'The Lambda APIs do not know each other'],
  ['apps/server/src/recorder/a.ts', '../telemetry-api/telemetry.ts', 'The recorder only watches'],
  ['apps/server/src/environment/a.ts', 'node:fs', 'The environment does no I/O'],
  ['apps/server/src/environment/a.ts', '../http/exchange.ts', 'The environment does no I/O'],
  ['apps/server/src/environment/a.ts', '../process/process-host.ts', 'The environment does no I/O'],
  ['apps/server/src/recorder/a.ts', '../environment/environment.ts', 'The recorder only watches'],
  ['apps/web/src/model/a.ts', 'react', 'The model is pure'],
  ['apps/web/src/model/a.ts', '../store.ts', 'The model is pure'],
  ['apps/web/src/features/one/a.ts', '../two/b.ts', 'Features do not know each other'],
  ['apps/web/src/features/one/a.ts', 'monaco-editor', 'There is one door to Monaco'],
]

describe('the folder rules', () => {
  it.each(breaches)('catch %s importing %s', (path, module, message) => {
    const { diagnostics, number_of_files: files } = lint({ [path]: uses(module) })
    expect(files).toBe(1)
    expect(diagnostics.map(({ message, help }) => `${message} ${help}`).join('\n')).toContain(message)
  })

  it('catch a cycle, a default export, a name that is not kebab-case, and a file that is too long', () => {
    const { diagnostics } = lint({
      'apps/server/src/stream/a.ts': uses('./b.ts').replace('y =', 'x ='),
      'apps/server/src/stream/b.ts': uses('./a.ts').replace('y =', 'x ='),
      'apps/server/src/stream/c.ts': 'export default 1\n',
      'apps/server/src/stream/BadName.ts': 'export const z = 1\n',
      'apps/server/src/stream/long.ts': `export const long = [\n${'  1,\n'.repeat(320)}]\n`,
    })
    const codes = diagnostics.map(({ code }) => code).join(' ')
    for (const rule of ['no-cycle', 'no-default-export', 'filename-case', 'max-lines']) expect(codes).toContain(rule)
  })

  it('let through what keeps them', () => {
    const { diagnostics, number_of_files: files } = lint({
      'packages/protocol/src/a.ts': uses('valibot'),
      'apps/server/src/environment/a.ts': uses('node:crypto'),
      'apps/server/src/runtime-api/a.ts': uses('../environment/environment.ts'),
      'apps/server/src/main.ts': uses('./compose.ts'),
      'apps/web/src/features/one/a.ts': uses('../../model/format.ts'),
      'apps/web/src/ui/monaco.ts': uses('monaco-editor'),
    })
    expect(files).toBe(6)
    expect(diagnostics.filter(({ code }) => code.includes('no-restricted-imports'))).toEqual([])
  })
})
