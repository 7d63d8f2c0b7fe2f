import { expect, it } from 'vitest'
import { readProject } from '../read-project.ts'
import { messages, projectOf, refusalOf, written } from '../written.fixture.ts'

const manifest = (...stacks: string[]) =>
  JSON.stringify({
    version: '44.0.0',
    artifacts: Object.fromEntries(
      stacks.map((name) => [
        name,
        { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.template.json` } },
      ]),
    ),
  })

const template = (stack: string, properties: object, metadata: object = {}) =>
  JSON.stringify({
    Resources: {
      Fn1234ABCD: {
        Type: 'AWS::Lambda::Function',
        Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', ...properties },
        Metadata: { 'aws:cdk:path': `${stack}/Fn/Resource`, ...metadata },
      },
    },
  })

it('functions of several stacks go by their constructs, each name once', async () => {
  const { functions } = await projectOf({
    'cdk.out/manifest.json': manifest('A', 'B'),
    'cdk.out/A.template.json': template('A', { Code: { S3Bucket: 'x', S3Key: 'y' } }, { 'aws:asset:path': 'asset.a' }),
    'cdk.out/B.template.json': template('B', { Code: { ZipFile: 'exports.handler = 1' } }),
    'cdk.out/asset.a/index.js': '',
  })
  expect(functions.map(({ name, id, problems }) => [name, id, problems])).toEqual([
    ['Fn', 'Fn1234ABCD', []],
    ['Fn-2', 'Fn1234ABCD', []],
  ])
})

it('cdk.out may be opened itself', async () => {
  const folder = written({
    'cdk.out/manifest.json': manifest('A'),
    'cdk.out/A.template.json': template('A', { Code: '.' }),
  })
  expect(await readProject(`${folder}/cdk.out`)).toMatchObject({ kind: 'cdk', file: `${folder}/cdk.out/manifest.json` })
})

it('code that is in no folder of cdk.out is a problem', async () => {
  const { functions } = await projectOf({
    'cdk.out/manifest.json': manifest('A'),
    'cdk.out/A.template.json': template('A', { Code: { ImageUri: { 'Fn::Sub': 'x' } } }),
  })
  expect(messages(functions[0]!.problems)).toEqual([
    'It is a container image, and there is no Docker here. Run it by itself, and let its runtime attach.',
  ])
})

it('an app that was not synthesised says what to do', async () => {
  expect(await refusalOf({ 'cdk.json': '{}' })).toBe(
    'cdk.json:1:1: this is a CDK app without cdk.out, and the app itself is not run here. Run cdk synth, and open it again.',
  )
})

it('a stack whose template is not there says so', async () => {
  expect(await refusalOf({ 'cdk.out/manifest.json': manifest('A') })).toBe(
    'cdk.out/A.template.json: there is no such file. Give the path of one that is there.',
  )
})

it('another manifest is no project', async () => {
  expect(
    await readProject(written({ 'manifest.json': '{"manifest_version": 3, "name": "an extension"}' })),
  ).toBeUndefined()
})
