// Completion scripts for shells, from the tables of the commands.
import type { Command, Option } from '../command.ts'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

export function completionScript(shell: Shell, commands: readonly Command[]): string {
  return { bash, zsh, fish }[shell](commands)
}

const program = 'lambda-playground'
const always = ['--help', '--version']

const flagsOf = (name: string, { short }: Option) => [...(short === undefined ? [] : [`-${short}`]), `--${name}`]
const allFlags = ({ options }: Command) => [
  ...Object.entries(options).flatMap(([name, option]) => flagsOf(name, option)),
  ...always,
]
/** What a value is completed with: files, folders, words, or nothing. */
const valueOf = ({ type, complete }: Option) => (type === 'boolean' ? undefined : (complete ?? []))

function bash(commands: readonly Command[]): string {
  const fill = (what: 'file' | 'folder' | readonly string[]) =>
    what === 'file'
      ? 'compopt -o filenames; COMPREPLY=($(compgen -f -- "$word"))'
      : what === 'folder'
        ? 'compopt -o filenames; COMPREPLY=($(compgen -d -- "$word"))'
        : `COMPREPLY=($(compgen -W '${what.join(' ')}' -- "$word"))`
  const branches = commands.map((command) => {
    const values = Object.entries(command.options).flatMap(([name, option]) => {
      const value = valueOf(option)
      return value === undefined ? [] : [`        ${flagsOf(name, option).join('|')}) ${fill(value)}; return ;;`]
    })
    return `    ${command.name})
      case "$before" in
${values.join('\n')}
      esac
      case "$word" in
        -*) COMPREPLY=($(compgen -W '${allFlags(command).join(' ')}' -- "$word")) ;;
        *) ${fill(command.words)} ;;
      esac ;;`
  })
  return `# Completion of ${program} in bash: source <(${program} completion bash)
_${ident}() {
  local IFS=$' \\t\\n' word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    case "$word" in
      -*) COMPREPLY=($(compgen -W '${always.join(' ')}' -- "$word")) ;;
      *) COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')}' -- "$word")) ;;
    esac
    return
  fi
  case "\${COMP_WORDS[1]}" in
${branches.join('\n')}
  esac
}
complete -F _${ident} ${program}
`
}

const ident = program.replaceAll('-', '_')

/** Within single quotes, where \`_arguments\` reads colons and brackets. */
const zshText = (text: string) =>
  text
    .split('\n')[0]!
    .replace(/[[\]:\\]/g, '\\$&')
    .replaceAll("'", "'\\''")

function zsh(commands: readonly Command[]): string {
  const fill = (what: 'file' | 'folder' | readonly string[]) =>
    what === 'file'
      ? '_files'
      : what === 'folder'
        ? '_files -/'
        : what.length === 0
          ? ''
          : `(${what.map(zshText).join(' ')})`
  const spec = (name: string, option: Option) => {
    const value = valueOf(option)
    const after = `[${zshText(option.help)}]${value === undefined ? '' : `:${zshText(option.value ?? 'value')}:${fill(value)}`}`
    const many = option.multiple === true ? '*' : ''
    return flagsOf(name, option).map((flag) => `        '${many}${flag}${after}'`)
  }
  const branches = commands.map(
    (command) => `    ${command.name})
      _arguments \\
${[...Object.entries(command.options).flatMap(([name, option]) => spec(name, option)), "        '--help[what there is]'", `        '*:word:${fill(command.words)}'`].join(' \\\n')} ;;`,
  )
  return `#compdef ${program}
# Completion of ${program} in zsh: source <(${program} completion zsh)
_${ident}() {
  if (( CURRENT == 2 )); then
    local -a commands=(
${commands.map(({ name, summary }) => `      '${name}:${zshText(summary)}'`).join('\n')}
    )
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words; (( CURRENT-- ))
  case "$command" in
${branches.join('\n')}
  esac
}
compdef _${ident} ${program}
`
}

const fishText = (text: string) => text.split('\n')[0]!.replace(/['\\]/g, '\\$&')

function fish(commands: readonly Command[]): string {
  const fill = (what: 'file' | 'folder' | readonly string[]) =>
    what === 'file'
      ? '-F'
      : what === 'folder'
        ? "-f -a '(__fish_complete_directories)'"
        : what.length === 0
          ? '-f'
          : `-f -a '${what.map(fishText).join(' ')}'`
  const lines = commands.flatMap((command) => {
    const here = `complete -c ${program} -n '__fish_seen_subcommand_from ${command.name}'`
    return [
      `complete -c ${program} -n __fish_use_subcommand -f -a ${command.name} -d '${fishText(command.summary)}'`,
      `${here} ${fill(command.words)}`,
      ...Object.entries(command.options).map(([name, option]) => {
        const value = valueOf(option)
        const flags = `${option.short === undefined ? '' : `-s ${option.short} `}-l ${name}`
        return `${here} ${flags} ${value === undefined ? '' : `-r ${fill(value)} `}-d '${fishText(option.help)}'`
      }),
    ]
  })
  return `# Completion of ${program} in fish: ${program} completion fish | source
complete -c ${program} -n __fish_use_subcommand -f
${lines.join('\n')}
`
}
