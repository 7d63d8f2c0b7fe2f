import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../temporary.fixture.ts'
import { chooseRuntime } from './choose.ts'
import type { ManagedRuntime } from './managed-runtime.ts'

const runtimesFolder = '/the/runtimes'
const system = process.platform === 'darwin' ? 'darwin' : `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`

type Files = Record<string, string>

/** Files by their paths; those that begin with `#!` can be executed. `programs`: what is on the PATH, beside the shell's own tools. */
function on(programs: Files, files: Files = {}, layers: Files[] = []) {
  const folder = temporaryFolder()
  const write = (place: string, all: Files) => {
    for (const [name, text] of Object.entries(all)) {
      const file = join(folder, place, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
      if (text.startsWith('#!')) chmodSync(file, 0o755)
    }
  }
  mkdirSync(join(folder, 'task'))
  write('bin', programs)
  write('task', files)
  layers.forEach((layer, index) => write(`layer-${index}`, layer))
  const choose = (identifier: string, handler: string) =>
    chooseRuntime({
      identifier,
      handler,
      runtimesFolder,
      folder: join(folder, 'task'),
      layers: layers.map((_, index) => join(folder, `layer-${index}`)),
      path: join(folder, 'bin'),
    })
  return {
    folder,
    choose,
    task: (path: string) => join(folder, 'task', path),
    chosen: async (identifier: string, handler: string): Promise<ManagedRuntime> => {
      const found = await choose(identifier, handler)
      if ('problem' in found) throw new Error(found.problem)
      return found
    },
  }
}

/** A program that says of itself what it is told to. */
const says = (...lines: string[]) => `#!/bin/sh\nprintf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')}\n`
const python = (version: string, sites = '/sites') => says(version, `/real/python${version}`, sites, sites)
const ruby = (version: string, abi: string, ...gems: string[]) => says(version, '/real/ruby', abi, ...gems)
const java = (home: string, version: string) =>
  says('Properties:', `    java.home = ${home}`, `    java.version = ${version}`)

it('knows no handler of a bootstrap, nor of what Lambda does not have', async () => {
  const { choose } = on({})
  for (const identifier of ['provided.al2023', 'go1.x', 'cobol85'])
    expect(await choose(identifier, 'a.b')).toEqual({ problem: expect.stringContaining(`${identifier} is no runtime`) })
})

describe('Python', () => {
  const ric = (minor: string, below = ''): Files => ({
    [`${below}awslambdaric/__init__.py`]: '',
    [`${below}awslambdaric-4.2.2.dist-info/METADATA`]: '',
    [`${below}runtime_client.cpython-${minor}-${system}.so`]: '',
  })
  const aws = { name: 'awslambdaric', version: '4.2.2', by: 'aws' }

  it('is the version that was asked for, under the path that it gives itself', async () => {
    const { chosen } = on({ 'python3.13': python('3.13.1'), python3: python('3.11.7') }, { 'dir/app.py': '' })
    expect(await chosen('python3.13', 'dir/app.handler')).toEqual({
      managed: {
        words: ['/real/python3.13.1', '/the/runtimes/python/bootstrap.py', 'dir/app.handler'],
        client: { name: 'Python runtime of the playground', by: 'playground' },
        toolchain: 'Python 3.13.1',
      },
      notes: [],
      source: 'dir/app.py',
    })
  })

  it('is the usual one where that is not installed, or only a version manager’s empty name', async () => {
    const { chosen } = on({ 'python3.13': '#!/bin/sh\necho not installed >&2\nexit 127\n', python3: python('3.11.7') })
    const { managed, notes } = await chosen('python3.13', 'app.handler')
    expect(managed.words[0]).toBe('/real/python3.11.7')
    expect(notes).toEqual(['python3.13 is not installed here: Python 3.11.7 runs it.'])
    expect((await chosen('python', 'app.handler')).notes).toEqual([])
  })

  it('is none where there is only Python 2, or nothing', async () => {
    for (const programs of [{ python: python('2.7.18') }, {}])
      expect(await on(programs).choose('python3.13', 'app.handler')).toEqual({
        problem: expect.stringMatching(/^python3\.13 needs Python 3, and there is none on the PATH: install it/),
      })
  })

  it('is asked once what it is, and again after it was replaced', async () => {
    const counting = (version: string) => `${python(version)}echo asked >>"$0.log"\n`
    const one = on({ python3: counting('3.11.7') })
    await Promise.all([one.choose('python', 'a.b'), one.choose('python', 'a.c')])
    expect(readFileSync(join(one.folder, 'bin/python3.log'), 'utf8')).toBe('asked\n')
    writeFileSync(join(one.folder, 'bin/python3'), counting('3.12.10'))
    expect((await one.chosen('python', 'a.b')).managed.toolchain).toBe('Python 3.12.10')
  })

  it.each<[string, Files, Files[]]>([
    ['the function’s folder', ric('313'), []],
    ['a layer', {}, [ric('313', 'python/')]],
    ['a layer’s packages of that version', {}, [ric('313', 'python/lib/python3.13/site-packages/')]],
  ])('takes AWS’s client from %s', async (_, files, layers) => {
    const { chosen } = on({ python3: python('3.13.1') }, files, layers)
    const { managed } = await chosen('python3.13', 'app.handler')
    expect(managed.client).toEqual(aws)
    expect(managed.words).toEqual(['/real/python3.13.1', '-m', 'awslambdaric', 'app.handler'])
  })

  it('takes AWS’s client that it has itself last', async () => {
    const sites = temporaryFolder()
    const other = on({ python3: python('3.13.1', sites) })
    expect((await other.chosen('python3.13', 'app.handler')).managed.client.by).toBe('playground')
    for (const [name, text] of Object.entries(ric('313'))) {
      mkdirSync(dirname(join(sites, name)), { recursive: true })
      writeFileSync(join(sites, name), text)
    }
    expect((await other.chosen('python3.13', 'app.handler')).managed.client).toEqual(aws)
  })

  it('says where AWS’s client was built for another Python', async () => {
    const { chosen, folder } = on({ python3: python('3.13.1') }, ric('39'))
    const { managed, notes } = await chosen('python3.13', 'app.handler')
    expect(managed.client.by).toBe('playground')
    expect(notes).toEqual([expect.stringContaining(`awslambdaric in ${join(folder, 'task')} was built for another`)])
  })

  it('is the function’s own virtual environment, which is not run before the function is', async () => {
    const files = {
      '.venv/pyvenv.cfg': 'home = /usr/bin\nversion_info = 3.12.4.final.0\n',
      '.venv/bin/python': '#!/bin/sh\necho run >"$0.log"\n',
      ...ric('312', '.venv/lib/python3.12/site-packages/'),
    }
    const { chosen, task } = on({ python3: python('3.11.7') }, files)
    const { managed, notes } = await chosen('python3.13', 'app.handler')
    expect(managed).toEqual({
      words: [task('.venv/bin/python'), '-m', 'awslambdaric', 'app.handler'],
      client: aws,
      toolchain: 'Python 3.12.4',
    })
    expect(notes).toEqual(['python3.13 is not installed here: Python 3.12.4 runs it.'])
    expect(existsSync(task('.venv/bin/python.log'))).toBe(false)
  })
})

describe('Node.js', () => {
  const version = process.versions.node
  const here = `nodejs${version.split('.')[0]}.x`
  const ric = (below = ''): Files => ({
    [`${below}node_modules/aws-lambda-ric/package.json`]:
      '{"version":"3.3.0","bin":{"aws-lambda-ric":"bin/index.mjs"}}',
    [`${below}node_modules/aws-lambda-ric/bin/index.mjs`]: '',
  })
  const native = 'node_modules/aws-lambda-ric/dist/rapid-client.node'

  it('is the one that runs this, whatever is on the PATH', async () => {
    const { chosen } = on({ node: says('v99.0.0') }, { 'index.mjs': '' })
    expect(await chosen(here, 'index.handler')).toEqual({
      managed: {
        words: [process.execPath, '/the/runtimes/nodejs/bootstrap.mjs'],
        client: { name: 'Node.js runtime of the playground', by: 'playground' },
        toolchain: `Node.js ${version}`,
      },
      notes: [],
      source: 'index.mjs',
    })
    expect((await chosen('nodejs16.x', 'index.handler')).notes).toEqual([
      `nodejs16.x is not installed here: Node.js ${version} runs it.`,
    ])
  })

  it('takes AWS’s client from the function’s modules, or a layer’s', async () => {
    const client = { name: 'aws-lambda-ric', version: '3.3.0', by: 'aws' }
    const own = on({}, { ...ric(), [native]: '' })
    expect((await own.chosen(here, 'index.handler')).managed).toMatchObject({
      client,
      words: [process.execPath, own.task('node_modules/aws-lambda-ric/bin/index.mjs'), 'index.handler'],
    })
    const layer = on({}, {}, [{ ...ric('nodejs/'), [`nodejs/${native}`]: '' }])
    expect((await layer.chosen(here, 'index.handler')).managed.client).toEqual(client)
  })

  it('says where AWS’s client was not built', async () => {
    const { managed, notes } = await on({}, ric()).chosen(here, 'index.handler')
    expect(managed.client.by).toBe('playground')
    expect(notes).toEqual([expect.stringContaining('was not built for this machine')])
  })

  it('asks for a build where the handler is TypeScript', async () => {
    const { choose } = on({}, { 'src/app.ts': '' })
    expect(await choose(here, 'src/app.handler')).toEqual({
      problem: expect.stringMatching(/^The handler is in src\/app\.ts, and Lambda runs JavaScript: set "build"/),
    })
  })
})

describe('Ruby', () => {
  it('takes the newest of AWS’s gems that bundler put beside the function', async () => {
    const gem = (version: string) => ({
      [`vendor/bundle/ruby/3.4.0/gems/aws_lambda_ric-${version}/bin/aws_lambda_ric`]: '#!/usr/bin/env ruby\n',
      [`vendor/bundle/ruby/3.4.0/gems/aws_lambda_ric-${version}/lib/aws_lambda_ric.rb`]: '',
    })
    const files = { 'app.rb': '', ...gem('2.0.0'), ...gem('10.1.0') }
    const { chosen, task } = on({ 'ruby3.4': ruby('3.4.2', '3.4.0', '/gems') }, files)
    const place = task('vendor/bundle/ruby/3.4.0/gems/aws_lambda_ric-10.1.0')
    expect(await chosen('ruby3.4', 'app.App::Handler.process')).toEqual({
      managed: {
        words: ['/real/ruby', '-I', join(place, 'lib'), join(place, 'bin/aws_lambda_ric'), 'app.App::Handler.process'],
        client: { name: 'aws_lambda_ric', version: '10.1.0', by: 'aws' },
        toolchain: 'Ruby 3.4.2',
      },
      notes: [],
      source: 'app.rb',
    })
  })

  it('is the usual one with our client otherwise, and gems of another Ruby do not count', async () => {
    const other = 'vendor/bundle/ruby/3.4.0/gems/aws_lambda_ric-3.0.0/bin/aws_lambda_ric'
    const { managed, notes } = await on({ ruby: ruby('3.1.2', '3.1.0', '/gems') }, { [other]: '' }).chosen(
      'ruby3.4',
      'app.run',
    )
    expect(managed.words).toEqual(['/real/ruby', '/the/runtimes/ruby/bootstrap.rb', 'app.run'])
    expect(notes).toEqual(['ruby3.4 is not installed here: Ruby 3.1.2 runs it.'])
  })

  it('is none where there is none', async () => {
    expect(await on({}).choose('ruby3.4', 'app.run')).toEqual({ problem: expect.stringContaining('needs Ruby') })
  })
})

describe('Java', () => {
  /** JDKs beside each other, the first of which is on the PATH. */
  function jdks(all: Record<string, string>, files: Files = {}, javac = true) {
    const one = on({}, files)
    for (const [name, version] of Object.entries(all)) {
      const home = join(one.folder, 'jvm', name)
      mkdirSync(join(home, 'bin'), { recursive: true })
      writeFileSync(join(home, 'bin/java'), java(home, version), { mode: 0o755 })
      if (javac) writeFileSync(join(home, 'bin/javac'), '')
    }
    mkdirSync(join(one.folder, 'bin'))
    symlinkSync(join(one.folder, 'jvm', Object.keys(all)[0]!, 'bin/java'), join(one.folder, 'bin/java'))
    return { ...one, java: (name: string) => join(one.folder, 'jvm', name, 'bin/java') }
  }
  const jar = { 'lib/aws-lambda-java-runtime-interface-client-2.10.1.jar': '' }

  it('is the version that was asked for where it is installed beside the usual one', async () => {
    const { chosen, java } = jdks(
      { 'java-17-openjdk': '17.0.15', 'java-21-openjdk': '21.0.2' },
      { 'src/main/java/a/H.java': '' },
    )
    const { managed, notes, source } = await chosen('java21', 'a.H::run')
    expect([managed.words[0], managed.words.slice(-2)]).toEqual([java('java-21-openjdk'), ['Bootstrap', 'a.H::run']])
    expect([managed.toolchain, notes, source]).toEqual(['Java 21.0.2', [], 'src/main/java/a/H.java'])
    expect((await chosen('java25', 'a.H')).notes).toEqual(['java25 is not installed here: Java 17.0.15 runs it.'])
    expect((await chosen('java17', 'a.H')).managed.words[0]).toBe(java('java-17-openjdk'))
  })

  it('takes AWS’s client from the function’s jars', async () => {
    const { managed } = await jdks({ 'jdk-17': '17.0.1' }, jar).chosen('java17', 'a.H')
    expect(managed.client).toEqual({ name: 'aws-lambda-java-runtime-interface-client', version: '2.10.1', by: 'aws' })
    expect(managed.words.slice(-2)).toEqual(['com.amazonaws.services.lambda.runtime.api.client.AWSLambda', 'a.H'])
  })

  it('needs a compiler for our client alone', async () => {
    expect(await jdks({ 'jre-17': '17.0.1' }, {}, false).choose('java17', 'a.H')).toEqual({
      problem: expect.stringMatching(/^Java 17\.0\.1 in \S+ has no compiler/),
    })
    expect(await jdks({ 'jre-17': '17.0.1' }, jar, false).choose('java17', 'a.H')).not.toHaveProperty('problem')
  })

  it('is none where it is too old', async () => {
    expect(await jdks({ 'jdk-8': '1.8.0_402' }).choose('java8.al2', 'a.H')).toEqual({
      problem: expect.stringContaining('java8.al2 needs Java 11 or newer'),
    })
  })
})

describe('.NET', () => {
  const dotnet = says(
    'Microsoft.AspNetCore.App 9.0.1 [/x]',
    'Microsoft.NETCore.App 8.0.11 [/x]',
    'Microsoft.NETCore.App 9.0.1 [/x]',
  )
  const published = (assembly: string): Files => ({
    [`${assembly}.dll`]: '',
    [`${assembly}.runtimeconfig.json`]: '{}',
    [`${assembly}.deps.json`]: '{"libraries":{"Amazon.Lambda.RuntimeSupport/1.13.0":{}}}',
    'Amazon.Lambda.RuntimeSupport.dll': '',
  })
  const client = { name: 'Amazon.Lambda.RuntimeSupport', version: '1.13.0', by: 'aws' }

  it('hands a class library to AWS’s client', async () => {
    const { chosen, folder, task } = on({ dotnet }, published('Hello'))
    const { managed, notes } = await chosen('dotnet8', 'Hello::Hello.Function::Run')
    expect(managed).toEqual({
      words: [
        join(folder, 'bin/dotnet'),
        'exec',
        '--depsfile',
        task('Hello.deps.json'),
        '--runtimeconfig',
        task('Hello.runtimeconfig.json'),
        task('Amazon.Lambda.RuntimeSupport.dll'),
        'Hello::Hello.Function::Run',
      ],
      client,
      toolchain: '.NET 8.0.11',
    })
    expect(notes).toEqual([])
  })

  it('starts a program, which has AWS’s client in it', async () => {
    const { chosen, folder, task } = on({ dotnet }, published('Hello'))
    const { managed, notes } = await chosen('dotnet10', 'Hello')
    expect([managed.words, managed.client]).toEqual([[join(folder, 'bin/dotnet'), task('Hello.dll')], client])
    expect(notes).toEqual(['dotnet10 is not installed here: .NET 9.0.1 runs it.'])
  })

  it('says what is missing: .NET, a build, or the client', async () => {
    const problem = async (programs: Files, files: Files) => on(programs, files).choose('dotnet8', 'Hello::H::Run')
    expect(await problem({}, {})).toEqual({ problem: expect.stringContaining('there is no dotnet on the PATH') })
    expect(await problem({ dotnet }, {})).toEqual({ problem: expect.stringContaining('has no Hello.dll: set "build"') })
    const { 'Amazon.Lambda.RuntimeSupport.dll': _, ...without } = published('Hello')
    expect(await problem({ dotnet }, without)).toEqual({
      problem: expect.stringContaining('dotnet add package Amazon.Lambda.RuntimeSupport'),
    })
  })
})
