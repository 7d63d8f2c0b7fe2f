import { describe, expect, it } from 'vitest'
import { readYaml } from '../read-yaml.ts'
import { member, plain } from '../tree.ts'
import { holds, resolve } from './intrinsics.ts'
import { Scope, type Told } from './scope.ts'

const template = `
Parameters:
  Name: { Type: String, Default: shop }
  Count: { Type: Number, Default: 3 }
  Unset: { Type: String }
  Empty: { Type: String, Default: '' }
  List: { Type: CommaDelimitedList, Default: 'a, b,c' }
  Subnets: { Type: 'List<AWS::EC2::Subnet::Id>', Default: subnet-1 }
  Secret: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /shop/secret }
Mappings:
  Sizes:
    dev: { Memory: 256 }
Conditions:
  Yes: !Equals [!Ref Name, shop]
  No: !Not [!Condition Yes]
  Both: !And [!Condition Yes, !Condition No]
  Either: !Or [{ Condition: Yes }, !Condition No]
  Number: !Equals [!Ref Count, '3']
  Regional: !Equals [!Ref AWS::Region, us-east-1]
  Loop: !Not [!Condition Pool]
  Pool: !Not [!Condition Loop]
Resources:
  Fn: { Type: AWS::Serverless::Function }
  Table: { Type: AWS::DynamoDB::Table }
`

function worked(value: string): { value: unknown; told: string[] } {
  const scope = new Scope(readYaml(template, 'template.yaml'), {})
  const told: Told = []
  const resolved = resolve(member(readYaml(`Value: ${value}`, 'template.yaml'), 'Value'), scope, told)
  return { value: resolved === undefined ? undefined : plain(resolved), told: told.map(({ message }) => message) }
}

const arn = 'arn:aws:lambda:us-east-1:012345678912:function:Fn'

describe('what needs nothing but the template', () => {
  it.each<[string, unknown]>([
    ['!Ref Name', 'shop'],
    ['{ Ref: Name }', 'shop'],
    ['!Ref Count', '3'],
    ['!Ref Empty', ''],
    ['!Ref List', ['a', 'b', 'c']],
    ['!Ref Subnets', ['subnet-1']],
    ['!Ref Fn', 'Fn'],
    ['!Ref AWS::Region', 'us-east-1'],
    ['!Ref AWS::AccountId', '012345678912'],
    ['!Ref AWS::Partition', 'aws'],
    ['!Ref AWS::URLSuffix', 'amazonaws.com'],
    ['!Ref AWS::StackName', 'local'],
    ['!Ref AWS::NoValue', undefined],
    ['{ A: !Ref AWS::NoValue, B: 1 }', { B: 1 }],
    ['[!Ref AWS::NoValue, 1]', [1]],
    ['!GetAtt Fn.Arn', arn],
    ['{ "Fn::GetAtt": [Fn, Arn] }', arn],
    ['!Ref Fn.Alias', arn],
    ["!Sub '${Name}-${AWS::Region}'", 'shop-us-east-1'],
    ["!Sub '${Fn.Arn}:live'", `${arn}:live`],
    ["!Sub '${!Name} is ${Name}'", '${Name} is shop'],
    ["!Sub ['${a}-${Name}', { a: !Ref Count }]", '3-shop'],
    ["!Sub 'a ${ Name } b'", 'a shop b'],
    ["{ 'Fn::Sub': 'x${Name}' }", 'xshop'],
    ["!Join ['/', [a, !Ref Name, b]]", 'a/shop/b'],
    ["!Join [',', !Ref List]", 'a,b,c'],
    ['!If [Yes, 1, 2]', 1],
    ['!If [No, 1, !Ref AWS::NoValue]', undefined],
    ['!If [Yes, { A: !Ref Name }, b]', { A: 'shop' }],
    ['!FindInMap [Sizes, dev, Memory]', 256],
    ['!FindInMap [Sizes, other, Memory, { DefaultValue: 128 }]', 128],
    ['!Select [1, [a, b]]', 'b'],
    ["!Select ['0', !Ref List]", 'a'],
    ["!Split ['|', 'a|b']", ['a', 'b']],
    ["!Select [2, !Split [':', !GetAtt Fn.Arn]]", 'lambda'],
    ['!Base64 hello', 'aGVsbG8='],
    ['{ "Fn::Base64": !Sub "${Name}" }', 'c2hvcA=='],
    ['012345678912', '012345678912'],
    ['true', true],
  ])('%s', (given, expected) => {
    expect(worked(given)).toEqual({ value: expected, told: [] })
  })
})

describe('what is not here has something in its place, and is told', () => {
  it.each<[string, unknown, string]>([
    ['!Ref Table', 'Table', 'there is no Table (AWS::DynamoDB::Table) here, and "Table" stands for it'],
    ['!GetAtt Table.Arn', 'Table.Arn', 'there is no Table (AWS::DynamoDB::Table) here, and "Table.Arn" stands for it'],
    ["!Sub 'x/${Table}'", 'x/Table', 'there is no Table (AWS::DynamoDB::Table) here, and "Table" stands for it'],
    ['!Ref Nothing', 'Nothing', 'the template has nothing that is called Nothing, and "Nothing" stands for it'],
    ['!Ref ServerlessRestApi', 'ServerlessRestApi', 'there is no ServerlessRestApi here'],
    ['!GetAtt FnRole.Arn', 'FnRole.Arn', 'there is no FnRole here'],
    ['!Ref Unset', 'Unset', 'the parameter Unset has no Default and no value was given, and "Unset" stands for it'],
    [
      '!Ref Secret',
      '/shop/secret',
      'is kept in Parameter Store, which is not asked: its key "/shop/secret" stands for it',
    ],
    ['!ImportValue other-Arn', 'other-Arn', 'other-Arn is exported by another stack, and its name stands for it'],
    ['!FindInMap [Sizes, other, Memory]', undefined, 'the mappings have no Sizes.other.Memory'],
    ['!Select [7, [a]]', undefined, 'Fn::Select finds no item 7'],
    ['!Cidr [10.0.0.0/16, 2, 8]', undefined, 'Fn::Cidr is not worked out here, and the value is left out'],
    ["!GetAZs ''", undefined, 'Fn::GetAZs is not worked out here'],
    ['!If [Missing, 1, 2]', 2, 'there is no condition Missing, and it counts as false'],
    ['!If [Loop, 1, 2]', 2, 'the condition Loop depends on itself, and it counts as false'],
  ])('%s', (given, expected, why) => {
    const { value, told } = worked(given)
    expect(value).toEqual(expected)
    expect(told.join()).toContain(why)
  })
})

it.each([
  ['Yes', true],
  ['No', false],
  ['Both', false],
  ['Either', true],
  ['Number', true],
  ['Regional', true],
])('condition %s is %s', (name, expected) => {
  const tree = readYaml(template, 'template.yaml')
  expect(holds(name, tree, new Scope(tree, {}), [])).toBe(expected)
})

it('takes the values that are given in place of the defaults', () => {
  const tree = readYaml(template, 'template.yaml')
  const scope = new Scope(tree, { Name: 'other', Unset: 'set', List: 'x,y' })
  const value = (name: string) => plain(scope.ref(name, tree, [])!)
  expect([value('Name'), value('Unset'), value('List')]).toEqual(['other', 'set', ['x', 'y']])
  expect(holds('Yes', tree, scope, [])).toBe(false)
})
