// `completion`: prints what makes a shell complete this command line.
import { exits, UsageProblem, type Command } from '../command.ts'
import { completionScript, shells, type Shell } from '../completion/shells.ts'
import { defineCommand } from '../define-command.ts'
import { whereHelpIs } from '../read-options.ts'

/** `all`: every command, this one too. */
export function completionCommand(all: () => readonly Command[]): Command {
  return defineCommand({
    name: 'completion',
    summary: 'print a script that makes bash, zsh or fish complete commands and options',
    usage: 'bash|zsh|fish',
    about: ['Load it in each new shell, from the file that the shell reads at its start.'],
    options: {},
    words: shells,
    examples: [
      'source <(lambda-playground completion bash)        in ~/.bashrc',
      'source <(lambda-playground completion zsh)         in ~/.zshrc, after compinit',
      'lambda-playground completion fish | source         in ~/.config/fish/config.fish',
    ],
    async run({ words: [shell, ...more] }, { terminal }) {
      if (shell === undefined || more.length > 0 || !isShell(shell))
        throw new UsageProblem(`Name one shell: ${shells.join(', ')}. ${whereHelpIs('completion')}`)
      terminal.out.write(completionScript(shell, all()))
      return exits.ok
    },
  })
}

function isShell(given: string): given is Shell {
  return (shells as readonly string[]).includes(given)
}
