// The programs that build things here: where they are, and those of Debian's that can be installed.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { homedir } from 'node:os'
import { installPackages } from './debian.mjs'

/** Where toolchains are put that are not on the path. */
const usualFolders = [join(homedir(), '.cargo/bin'), '/usr/local/go/bin']
const path = [...(process.env.PATH ?? '').split(delimiter), ...usualFolders]

/** The environment in which things are built. */
export const env = { ...process.env, PATH: path.join(delimiter) }

/** What Debian has them in; its Go and Rust are too old for what is built here. */
const packages = {
  autoconf: 'autoconf',
  automake: 'automake',
  cc: 'gcc',
  cmake: 'cmake',
  curl: 'curl',
  fish: 'fish',
  'g++': 'g++',
  java: 'default-jre-headless',
  javac: 'default-jdk-headless',
  libtoolize: 'libtool',
  make: 'make',
  mvn: 'maven',
  python3: 'python3-pip',
  zsh: 'zsh',
}

/** Whether a program is there to be run. */
export function has(program) {
  return path.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Installs what is missing and can be installed. */
export async function needPrograms(programs) {
  const wanted = programs.filter((program) => !has(program)).flatMap((program) => packages[program] ?? [])
  if (wanted.length > 0) await installPackages(wanted.join(', '), wanted)
}
