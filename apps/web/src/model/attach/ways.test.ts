import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '@playground/protocol'
import { afterAll, describe, expect, it } from 'vitest'
import { attachWays, type Language } from './ways.ts'

const place = { address: '127.0.0.1:9001', name: 'mine' }
const ways = attachWays(place)
const textsOf = (how: string, language?: Language) =>
  ways
    .find((way) => way.how === how)!
    .variants.find((variant) => variant.language === language)!
    .steps.map(({ text }) => text)

describe('a line for a shell', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attach-lines-'))
  // What is started says where its Runtime API is, and as what.
  for (const program of ['bootstrap', 'npx', 'python3', 'go', 'cargo']) {
    writeFileSync(
      join(folder, program),
      '#!/bin/sh\necho "${0##*/} $* $AWS_LAMBDA_RUNTIME_API $AWS_LAMBDA_FUNCTION_VERSION"\n',
    )
    chmodSync(join(folder, program), 0o755)
  }
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const said: Record<Language, string> = {
    bootstrap: 'bootstrap  127.0.0.1:9001/mine ',
    'Node.js': 'npx aws-lambda-ric index.handler 127.0.0.1:9001/mine ',
    Python: 'python3 -m awslambdaric app.handler 127.0.0.1:9001/mine ',
    Go: 'go run . 127.0.0.1:9001/mine ',
    Rust: 'cargo run http://127.0.0.1:9001/mine $LATEST',
  }
  const shells = [
    ['bash, zsh', 'bash'],
    ['bash, zsh', 'zsh'],
    ['fish', 'fish'],
    ['PowerShell', 'pwsh'],
  ] as const
  for (const [how, shell] of shells)
    it.skipIf(!isHere(shell)).each(Object.entries(said))(
      `starts a runtime attached, in ${shell}: %s`,
      (language, word) => {
        const [line] = textsOf(how, language as Language)
        const PATH = `${folder}:${process.env['PATH']}`
        const printed = execFileSync(shell, ['-c', line!], {
          cwd: folder,
          env: { PATH, HOME: folder },
          encoding: 'utf8',
        })
        expect(printed).toBe(`${word}\n`)
      },
    )
})

describe('a configuration for an editor', () => {
  it.each(['Node.js', 'Python', 'Go'] as const)('starts AWS’s client for %s', (language) => {
    const launch = JSON.parse(textsOf('VS Code', language)[0]!) as { configurations: Record<string, unknown>[] }
    expect(launch.configurations).toHaveLength(1)
    expect(launch.configurations[0]).toMatchObject({
      request: 'launch',
      env: { AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001/mine' },
    })
    const [line, xml] = textsOf('JetBrains', language)
    expect(line).toBe('AWS_LAMBDA_RUNTIME_API=127.0.0.1:9001/mine')
    expect(wellFormed(xml!)).toBe(true)
    expect(xml).toContain('<env name="AWS_LAMBDA_RUNTIME_API" value="127.0.0.1:9001/mine" />')
  })
})

describe('a container and a web application', () => {
  it('reach the playground under the name that it is started to allow', () => {
    const [start, own, aws] = textsOf('Docker')
    expect(start).toContain('--runtime-api-port 9001 --runtime-api-host 0.0.0.0 --allow-host host.docker.internal')
    for (const run of [own, aws]) {
      expect(run).toContain('--add-host host.docker.internal:host-gateway')
      expect(run).toContain('-e AWS_LAMBDA_RUNTIME_API=host.docker.internal:9001/mine')
    }
  })

  it('is attached without a path, which the adapter does not take, or started by settings that are right', () => {
    const texts = textsOf('Web app')
    const adapter = texts.find((text) => text.endsWith('./lambda-adapter'))!
    expect(adapter).toContain('AWS_LAMBDA_RUNTIME_API=127.0.0.1:9001 ')
    const settings = texts.find((text) => text.startsWith('{'))!
    expect(readSettings(settings, 'function.json')).toMatchObject({
      settings: { handler: 'run.sh', layers: ['./adapter'], variables: { AWS_LWA_PORT: '8080' } },
      problems: [],
    })
  })
})

function isHere(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Every tag is closed where it was opened, and attributes are quoted. */
function wellFormed(xml: string): boolean {
  const open: string[] = []
  const rest = xml.replaceAll(/<(\/?)([\w-]+)((?: [\w-]+="[^"<&]*")*) ?(\/?)>/g, (_, end, name, _attributes, empty) => {
    if (end === '/') return open.pop() === name ? '' : '<'
    if (empty === '') open.push(name as string)
    return ''
  })
  return open.length === 0 && !/[<>&]/.test(rest)
}
