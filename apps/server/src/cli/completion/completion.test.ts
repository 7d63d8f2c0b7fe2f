// Completion as real shells do it.
import { spawnSync } from 'node:child_process'
import { eventTemplates } from '@playground/protocol/events'
import { describe, expect, it } from 'vitest'
import { commands } from '../run-command-line.ts'
import { completionScript, shells } from './shells.ts'

function shell(program: string, script: string): string {
  const { status, stdout, stderr } = spawnSync(program, ['-c', script], { encoding: 'utf8' })
  if (status !== 0 || stderr !== '') throw new Error(`${program}: ${status} ${stderr}`)
  return stdout
}

/** What bash offers for the last of these words. */
function offered(...words: string[]): string[] {
  const line = ['lambda-playground', ...words]
  const quoted = line.map((word) => `'${word}'`).join(' ')
  return shell(
    'bash',
    `${completionScript('bash', commands)}
compopt() { :; }
COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _lambda_playground; printf '%s\\n' "\${COMPREPLY[@]}"`,
  )
    .split('\n')
    .filter((word) => word !== '')
}

describe('bash', () => {
  it.each([
    [[''], commands.map(({ name }) => name)],
    [['in'], ['invoke']],
    [
      ['start', '--func'],
      ['--function-url-port', '--function-url-host'],
    ],
    [
      ['invoke', '--co'],
      ['--count', '--concurrency', '--cold'],
    ],
    [['invoke', '--json', '-'], expect.arrayContaining(['--sequence', '-e', '--help'])],
    [['generate-event', 'sq'], ['sqs']],
    [['generate-event', ''], expect.arrayContaining(eventTemplates.map(({ id }) => id))],
    [['rie', '--log-level', 'd'], ['debug']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['invoke', '--event', '/etc/host'], expect.arrayContaining(['/etc/hosts'])],
    [['start', '/et'], ['/etc']],
    [['invoke', '--count', ''], []],
    [['no-such-command', ''], []],
  ])('completes %j', (words, expected) => {
    expect(offered(...words)).toEqual(expected)
  })

  it('registers itself', () => {
    expect(shell('bash', `${completionScript('bash', commands)}\ncomplete -p lambda-playground`)).toContain(
      'complete -F _lambda_playground lambda-playground',
    )
  })
})

const has = (program: string) => spawnSync(program, ['-c', ':']).status === 0

it.skipIf(!has('zsh'))('zsh reads its script, and has a completion of each command', () => {
  const script = completionScript('zsh', commands)
  const out = shell(
    'zsh',
    `autoload -Uz compinit; compinit -D -u; ${script}\nprint -r -- $_comps[lambda-playground]; whence -w _lambda_playground`,
  )
  expect(out).toBe('_lambda_playground\n_lambda_playground: function\n')
  for (const { name } of commands) expect(script).toContain(`    ${name})\n`)
})

it.skipIf(!has('fish'))('fish offers commands, options and values', () => {
  const ask = (line: string) =>
    shell('fish', `${completionScript('fish', commands)}\ncomplete -C '${line}'`)
      .split('\n')
      .map((one) => one.split('\t')[0])
  expect(ask('lambda-playground in')).toContain('invoke')
  expect(ask('lambda-playground invoke --seq')).toContain('--sequence')
  expect(ask('lambda-playground rie --log-level ')).toContain('debug')
  expect(ask('lambda-playground generate-event sq')).toContain('sqs')
})

it.each(shells)('%s has every option of every command', (name) => {
  const script = completionScript(name, commands)
  for (const { options } of commands)
    for (const flag of Object.keys(options)) expect(script).toContain(name === 'fish' ? `-l ${flag} ` : `--${flag}`)
})
