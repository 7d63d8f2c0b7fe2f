import { describe, expect, it } from 'vitest'
import { readProject } from '../read-project.ts'
import { messages, projectOf, refusalOf, written } from '../written.fixture.ts'

const hello = '[package]\nname = "hello"\n[dependencies]\nlambda_runtime = "0.14"\n'

describe('binaries of a package', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['src/main.rs', { 'src/main.rs': '' }, ['hello']],
    ['src/bin', { 'src/bin/a.rs': '', 'src/bin/b/main.rs': '', 'src/bin/c/lib.rs': '' }, ['a', 'b']],
    ['all of them', { 'src/main.rs': '', 'src/bin/a.rs': '' }, ['hello', 'a']],
    ['none', { 'src/lib.rs': '' }, []],
  ])('%s', async (_, files, names) => {
    const { functions, unsupported } = await projectOf({ 'Cargo.toml': hello, ...files })
    expect(functions.map(({ name }) => name)).toEqual(names)
    expect(unsupported.length).toBe(names.length === 0 ? 1 : 0)
  })

  it('that are declared have the names and the lines of their declaration', async () => {
    const { functions } = await projectOf({
      'Cargo.toml': `${hello}[[bin]]\nname = "one"\npath = "src/main.rs"\n\n[[bin]]\nname = "two"\npath = "src/two.rs"\n`,
      'src/main.rs': '',
      'src/two.rs': '',
    })
    expect(functions.map(({ name, line }) => [name, line])).toEqual([
      ['one', 6],
      ['two', 10],
    ])
  })
})

it('what is kept for one binary wins over what is kept for all', async () => {
  const { functions } = await projectOf({
    'Cargo.toml': `${hello}[package.metadata.lambda]\ntimeout = 4\nenv = { ONE = "all", TWO = "all" }\n[package.metadata.lambda.bin.hello]\nmemory = 512\n[package.metadata.lambda.bin.hello.env]\nTWO = "own"\n`,
    'src/main.rs': '',
  })
  expect(functions[0]!.settings).toMatchObject({ timeout: 4, memory: 512, variables: { ONE: 'all', TWO: 'own' } })
})

it('what is not legal is a problem with its line', async () => {
  const { functions } = await projectOf({
    'Cargo.toml': `${hello}[package.metadata.lambda.deploy]\ntimeout = "long"\nmemory = 1\nenv_file = ".env"\n`,
    'src/main.rs': '',
  })
  expect(functions[0]!.problems.map(({ line, message }) => [line, message])).toEqual([
    [6, 'timeout must be a number of seconds.'],
    [7, 'memory must be at least 128 MB.'],
  ])
  expect(messages(functions[0]!.notes)).toEqual(['Variables of .env are not read here. Put them under env.'])
})

it('an extension is no function', async () => {
  const { functions } = await projectOf({
    'Cargo.toml': `${hello}[package.metadata.lambda.deploy]\nextension = true\n`,
    'src/main.rs': '',
  })
  expect(messages(functions[0]!.problems)).toEqual([
    'It is an extension, not a function. Give it to a function as a layer.',
  ])
})

it('a member of a workspace that is opened by itself is built into the target of the workspace', async () => {
  const folder = written({
    'Cargo.toml': '[workspace]\nmembers = ["a"]\n',
    'a/Cargo.toml': hello,
    'a/src/main.rs': '',
  })
  const project = await readProject(`${folder}/a`)
  expect(project!.functions[0]!.settings.output).toBe('../target/lambda/hello')
})

it('TOML that is malformed is told with its place', async () => {
  expect(await refusalOf({ 'Cargo.toml': `${hello}x = \n` })).toMatch(
    /^Cargo\.toml:5:\d+: this is not TOML \(.+\)\. Put it right/,
  )
})

it('a package that has nothing to do with Lambda is no project', async () => {
  expect(await readProject(written({ 'Cargo.toml': '[package]\nname = "x"\n', 'src/main.rs': '' }))).toBeUndefined()
  expect(
    await readProject(
      written({ 'Cargo.toml': '[workspace]\nmembers = ["a"]\n', 'a/Cargo.toml': '[package]\nname = "x"\n' }),
    ),
  ).toBeUndefined()
})
