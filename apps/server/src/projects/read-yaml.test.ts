import { describe, expect, it } from 'vitest'
import { readYaml } from './read-yaml.ts'
import { member, plain } from './tree.ts'
import { projectOf, refusalOf } from './written.fixture.ts'

describe('a file that is malformed is told with file, line, column, the reason and what to do', () => {
  it.each([
    [
      'a tab',
      'Resources:\n\tA: 1 # AWS::',
      'template.yaml:2:1: this is not YAML (Tabs are not allowed as indentation). Put it right',
    ],
    [
      'a key twice',
      'Resources:\n  A: { Type: AWS::X }\n  A: 1\n',
      'template.yaml:3:3: this is not YAML (Map keys must be unique).',
    ],
    [
      'a quote that is not closed',
      'Resources:\n  A: "AWS::\n',
      'template.yaml:3:1: this is not YAML (Missing closing "quote).',
    ],
    ['a bracket that is not closed', 'Resources: { A: [AWS::\n', 'template.yaml:1:23: this is not YAML ('],
    ['a key that is none', 'Resources:\n  AWS:: Fn\n  x\n', 'template.yaml:3:3: this is not YAML ('],
    ['a wrong indentation', 'Resources:\n  A:\n    B: 1\n   C: AWS::\n', 'template.yaml:4:1: this is not YAML ('],
    ['two documents', 'Resources: {}\n---\nAWS::: 1\n', 'template.yaml:2:1: this is not YAML ('],
    ['a tag that there is not', 'Resources:\n  A: !Reff B # AWS::\n', 'template.yaml:2:12: there is no tag !Reff.'],
    ['an alias of nothing', 'Resources:\n  A: *b # AWS::\n', 'template.yaml:2:6: '],
    ['an alias within itself', 'Resources: &a\n  A: *a # AWS::\n', 'the alias *a is within itself'],
    ['no map of resources', 'Resources: [AWS::]\n', 'template.yaml:1:1: a template has Resources, a map of names.'],
  ])('%s', async (_, text, message) => {
    expect(await refusalOf({ 'template.yaml': text })).toContain(message)
  })

  it.each([
    ['{ "Resources": { "A": "AWS::" } ', 'template.json:1:33: this is not JSON (close brace expected).'],
    ['{\n "Resources": {\n  AWS:: 1 } }', 'template.json:3:3: this is not JSON (invalid symbol).'],
    ['{ "Resources": { } } // AWS::', 'this is not JSON (invalid comment token).'],
    ['{ "Resources": { "A": 1, } , "AWS::": 1 }', 'template.json:1:26: this is not JSON ('],
  ])('JSON %s', async (text, message) => {
    expect(await refusalOf({ 'template.json': text })).toContain(message)
  })

  it('aliases that would become gigabytes', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `  L${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(',')}]`,
    )
    const text = `Resources:\n  L0: &l0 [AWS::]\n${levels.join('\n')}\n`
    expect(await refusalOf({ 'template.yaml': text })).toContain('aliases repeat more than 20000 values here')
  })

  it('values that are nested ten thousand deep', async () => {
    const text = `{"Resources": {"AWS::": ${'['.repeat(50_000)}${']'.repeat(50_000)}}}`
    expect(await refusalOf({ 'template.json': text })).toContain('nested too deep')
  })
})

describe('what people write in YAML', () => {
  const value = (text: string) => plain(readYaml(text, 'x.yaml'))

  it.each<[string, unknown]>([
    ['A: !Ref B', { A: { Ref: 'B' } }],
    ['A: !GetAtt B.Arn', { A: { 'Fn::GetAtt': 'B.Arn' } }],
    ['A: !If [C, !Ref D, 1]', { A: { 'Fn::If': ['C', { Ref: 'D' }, 1] } }],
    ['A: !Condition B', { A: { Condition: 'B' } }],
    ['A: !Sub |\n  x\n  y\n', { A: { 'Fn::Sub': 'x\ny\n' } }],
    ['A:\n  Fn::Transform: { Name: AWS::Include }', { A: { 'Fn::Transform': { Name: 'AWS::Include' } } }],
    ['A: 2012-10-17', { A: '2012-10-17' }],
    ['A: 012345678912', { A: '012345678912' }],
    ['A: yes', { A: 'yes' }],
    ['a: &x { b: 1, c: 2 }\nd: { <<: *x, c: 3 }', { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } }],
    ['a: &x [1]\nb: *x', { a: [1], b: [1] }],
    ['', null],
  ])('%j', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })

  it('knows the line of each key', () => {
    const tree = readYaml('A:\n  B: 1\n  C:\n    - x\n    - y: 2\n', 'x.yaml')
    expect([member(tree, 'A')!.line, member(tree, 'A', 'B')!.line, member(tree, 'A', 'C')!.line]).toEqual([1, 2, 3])
  })
})

it('a template of 100 functions is read in no time', async () => {
  const one = (index: number) => `  Function${index}:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: index.handler
      Environment: { Variables: { INDEX: '${index}', TABLE: !Ref Table, OTHER: !GetAtt Function0.Arn } }
      Events:
        Get: { Type: HttpApi, Properties: { Path: /items/${index}, Method: get } }
        Put: { Type: Api, Properties: { Path: /items/${index}, Method: put } }
`
  const text = `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Timeout: 5 } }
Resources:
  Table: { Type: AWS::Serverless::SimpleTable }
${Array.from({ length: 100 }, (_, index) => one(index)).join('')}`
  const started = performance.now()
  const { functions } = await projectOf({ 'src/index.js': '', 'template.yaml': text })
  expect(functions).toHaveLength(100)
  expect(functions.every(({ problems, settings }) => problems.length === 0 && settings.routes?.length === 2)).toBe(true)
  // Some 100 ms; the bound is for a machine that is busy with something else.
  expect(performance.now() - started).toBeLessThan(10_000)
})
