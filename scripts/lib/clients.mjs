// Real clients for conformance, not written for this host: each is built into a folder, once for each change of its sources.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { installPackages as installSystemPackages } from './debian.mjs'
import { Problem } from './problem.mjs'
import { root } from './root.mjs'
import { run, withProgress } from './run.mjs'
import { hashOf, setStamp, stampIs } from './stamp.mjs'
import { env } from './toolchains.mjs'

const sources = 'apps/server/src/conformance/clients'
const built = join(root, '.clients')

const clients = [
  { name: 'rust', tool: ['cargo', '--version'], howToGet: 'Install Rust with cargo', build: buildRust },
  { name: 'go', tool: ['go', 'version'], howToGet: 'Install Go 1.26 or newer', build: buildGo },
  {
    name: 'python',
    tool: ['python3', '-m', 'pip', '--version'],
    howToGet: 'Install Python 3 with pip',
    build: buildPython,
  },
  { name: 'emulator', tool: ['go', 'version'], howToGet: 'Install Go 1.26 or newer', build: buildEmulator },
  {
    name: 'callers',
    tool: ['python3', '-m', 'pip', '--version'],
    howToGet: 'Install Python 3 with pip',
    build: buildCallers,
  },
  { name: 'java', tool: ['mvn', '--version'], howToGet: 'Install a JDK and Maven', build: buildJava },
  {
    name: 'nodejs',
    tool: ['autoreconf', '--version'],
    packages: ['autoconf', 'automake', 'libtool', 'cmake', 'make', 'g++', 'python3', 'unzip'],
    howToGet: 'Install autoconf, automake, libtool, cmake, make, a C++ compiler and Python 3',
    build: buildNodejs,
  },
  { name: 'ruby', tool: ['ruby', '--version'], packages: ['ruby'], howToGet: 'Install Ruby' },
]

/** Says of each that is left out how to get it. Where CI is set, a toolchain that is there has to build its client. */
export async function setUpClients() {
  for (const client of clients) await setUp(client)
}

async function setUp({ name, tool: [command, ...args], packages, howToGet, build }) {
  const layer = join(built, name)
  let found = await run(command, args, { quiet: true, env })
  // On a machine that somebody works on, nothing is put that they did not ask for.
  if (found.code !== 0 && packages !== undefined && process.env.CI) {
    await installSystemPackages(`what the ${name} client needs`, packages)
    found = await run(command, args, { quiet: true, env })
  }
  if (found.code !== 0) {
    rmSync(layer, { recursive: true, force: true })
    console.log(`clients: ${name} is skipped, there is no ${command}. ${howToGet}, and run npm run clients:setup.`)
    return
  }
  // The toolchain alone, where the client is our own.
  if (build === undefined) return
  const wanted = hashOf(`${sources}/${name}`, 'scripts/lib/clients.mjs') + found.output
  if (stampIs(`client-${name}`, wanted) && existsSync(layer)) return
  rmSync(layer, { recursive: true, force: true })
  const { code, output } = await withProgress(`Building the ${name} client`, () =>
    build(join(root, sources, name), layer),
  )
  if (code === 0) return setStamp(`client-${name}`, wanted)
  rmSync(layer, { recursive: true, force: true })
  const reason = `the ${name} client could not be built:\n${output.trim().split('\n').slice(-15).join('\n')}`
  if (process.env.CI) throw new Problem(reason)
  console.log(`clients: ${name} is skipped, ${reason}\nMend that, and run npm run clients:setup.`)
}

async function buildRust(folder, layer) {
  const target = process.env.CARGO_TARGET_DIR ?? join(built, 'rust-target')
  const result = await run('cargo', ['build', '--locked'], {
    quiet: true,
    cwd: folder,
    // Nobody debugs them: half of the time and most of the room are for that.
    env: { ...env, CARGO_TARGET_DIR: target, CARGO_PROFILE_DEV_DEBUG: '0' },
  })
  if (result.code !== 0) return result
  place(join(target, 'debug/rust-extension'), join(layer, 'extension/extensions/rust-extension'))
  place(join(target, 'debug/rust-runtime'), join(layer, 'runtime/bootstrap'))
  return result
}

function buildGo(folder, layer) {
  const args = ['build', '-mod=readonly', '-trimpath', '-o', join(layer, 'bootstrap'), '.']
  return run('go', args, { quiet: true, cwd: folder, env: { ...env, CGO_ENABLED: '0' } })
}

/** The official emulator, which ours is held against. */
function buildEmulator(folder, layer) {
  const version = readFileSync(join(folder, 'version'), 'utf8').trim()
  const program = `github.com/aws/aws-lambda-runtime-interface-emulator/cmd/aws-lambda-rie@${version}`
  return run('go', ['install', '-trimpath', program], {
    quiet: true,
    cwd: folder,
    env: { ...env, CGO_ENABLED: '0', GOBIN: layer },
  })
}

async function buildPython(folder, layer) {
  const result = await installPackages(folder, layer)
  if (result.code !== 0) return result
  writeProgram(join(layer, 'bin/python-of-the-layer'), `exec '${result.python}' "$@"`)
  place(join(folder, 'app.py'), join(layer, 'python/app.py'))
  return result
}

/** Jars, for a function to have beside its own. */
function buildJava(folder, layer) {
  const args = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${layer}`]
  return run('mvn', args, { quiet: true, cwd: folder, env })
}

/** Modules, one of which compiles its native half. */
function buildNodejs(folder, layer) {
  place(join(folder, 'package.json'), join(layer, 'package.json'))
  const args = ['install', '--no-package-lock', '--no-audit', '--no-fund']
  return run('npm', args, { quiet: true, cwd: layer, env })
}

/** The AWS CLI and boto3: what calls Lambda, and not what runs in it. */
async function buildCallers(folder, place) {
  const result = await installPackages(folder, place)
  if (result.code !== 0) return result
  const packages = `PYTHONPATH='${join(place, 'python')}' exec '${result.python}'`
  writeProgram(join(place, 'bin/aws'), `${packages} -m awscli "$@"`)
  writeProgram(join(place, 'bin/python'), `${packages} "$@"`)
  return result
}

/** Exactly those that are listed, with the program that they are for: what is first on another path may be another. */
async function installPackages(folder, place) {
  const packages = ['--target', join(place, 'python'), '--requirement', join(folder, 'requirements.txt')]
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary', ':all:', ...packages]
  const result = await run('python3', pip, { quiet: true, env })
  if (result.code !== 0) return result
  const { code, output } = await run('python3', ['-c', 'import sys; print(sys.executable)'], { quiet: true, env })
  return { code, output, python: output.trim() }
}

function writeProgram(file, line) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${line}\n`)
  chmodSync(file, 0o755)
}

function place(from, to) {
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, to)
}
