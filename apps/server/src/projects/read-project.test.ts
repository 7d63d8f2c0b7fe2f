import { readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectAsText } from './golden.fixture.ts'
import { readProject } from './read-project.ts'
import { refusalOf, withoutKeys, written } from './written.fixture.ts'

const fixtures = join(import.meta.dirname, 'fixtures')

/** Each is a small project in the shape that people have; what is read of it is in the file of its name. */
describe('a project that people have', () => {
  it.each([
    ['sam-hello'],
    ['sam-shop'],
    ['cloudformation-apis'],
    ['serverless-notes'],
    ['cargo-hello'],
    ['cargo-workspace'],
    ['cdk-app'],
    ['terraform-app'],
  ])('%s', async (name) => {
    const project = await readProject(join(fixtures, name), { buildFolder: '/builds' })
    await expect(projectAsText(withoutKeys(project!), join(fixtures, name))).toMatchFileSnapshot(
      join(fixtures, `${name}.golden.txt`),
    )
  })
})

describe('which project is read', () => {
  const template = 'Resources: { A: { Type: AWS::S3::Bucket } }\n'
  const serverless = 'service: a\nprovider: { name: aws }\n'
  const all = {
    'template.yaml': template,
    'serverless.yml': serverless,
    'cdk.json': '{}',
    'main.tf': 'resource "aws_lambda_function" "a" {}',
    'Cargo.toml': '[package]\nname = "a"\n[dependencies]\nlambda_runtime = "1"\n',
  }

  it('the first of template, serverless.yml, CDK, Terraform and cargo', async () => {
    expect((await readProject(written(all)))!.kind).toBe('cloudformation')
    const { 'template.yaml': _, ...others } = all
    expect((await readProject(written(others)))!.kind).toBe('serverless')
  })

  it('any of them that is given by its file', async () => {
    const folder = written({ ...all, 'deploy/stack.yml': template, 'serverless.prod.yml': serverless })
    const kindOf = async (path: string) => (await readProject(join(folder, path)))!.kind
    expect(await kindOf('Cargo.toml')).toBe('cargo-lambda')
    expect(await kindOf('deploy/stack.yml')).toBe('cloudformation')
    expect(await kindOf('serverless.prod.yml')).toBe('serverless')
  })

  it('by a link, the file that it is', async () => {
    const folder = written({ 'real/template.yaml': template })
    symlinkSync(join(folder, 'real'), join(folder, 'link'))
    expect((await readProject(join(folder, 'link')))!.file).toBe(join(folder, 'real/template.yaml'))
  })

  it.each<[string, Record<string, string>]>([
    ['an empty folder', { '.keep': '' }],
    ['a function', { 'function.json': '{}', 'index.mjs': '' }],
    ['a template of something else', { 'template.yaml': 'kind: Template\nspec: {}\n' }],
    ['a folder that is called like a file', { 'template.yaml/x': '', 'serverless.yml/x': '' }],
    ['a package', { 'package.json': '{}', 'Cargo.toml': '[package]\nname = "a"\n' }],
  ])('none in %s', async (_, files) => {
    expect(await readProject(written(files))).toBeUndefined()
  })

  it('none where there is nothing', async () => {
    expect(await readProject('/nowhere/at/all')).toBeUndefined()
  })
})

it('builds of two projects do not meet', async () => {
  const text = `Resources:
  A: { Type: AWS::Serverless::Function, Metadata: { BuildMethod: makefile }, Properties: { Runtime: provided.al2023 } }
`
  const folder = written({ 'a/template.yaml': text, 'b/template.yaml': text })
  const outputOf = async (path: string) =>
    (await readProject(join(folder, path), { buildFolder: '/builds' }))!.functions[0]!.settings.output
  const [a, again, b] = [await outputOf('a'), await outputOf('a'), await outputOf('b')]
  expect(a).toMatch(/^\/builds\/[0-9a-f]{12}\/A$/)
  expect([again, b === a]).toEqual([a, false])
})

it('leaves the folder as it was', async () => {
  const folder = written({
    'template.yaml': 'Resources: { A: { Type: AWS::Lambda::Function, Properties: { Code: . } } }\n',
  })
  await readProject(folder, { buildFolder: join(folder, 'builds') })
  expect(readdirSync(folder)).toEqual(['template.yaml'])
})

it('a file of more than 4 MiB is not read', async () => {
  const text = `Resources: { A: AWS:: }\n${'# x'.repeat(2 * 1024 * 1024)}`
  expect(await refusalOf({ 'template.yaml': text })).toMatch(
    /^template\.yaml: it has 6291480 bytes, and at most 4194304 are read\./,
  )
})
