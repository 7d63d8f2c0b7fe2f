import { expect, it } from 'vitest'
import { definitionOf } from '../../environment/world.fixture.ts'
import { addressOf } from './address.ts'
import { listing } from './listing.ts'

const names = ['hello', 'MyFunction', 'twin', 'TWIN', 'x'.repeat(64)]
const definitions = new Map(names.map((name) => [name, definitionOf(name)]))
const functions = {
  get: (name: string) => definitions.get(name),
  ready: () => undefined,
  list: () => [...definitions.values()],
  attach: (name: string) => definitionOf(name),
}
const at = (host: string, target: string) => {
  const address = addressOf(host, target, functions)
  return address && [address.definition === undefined ? undefined : address.name, address.target, address.bare]
}

it.each([
  ['127.0.0.1:9002', '/hello/any/path?a=1', 'hello', '/any/path?a=1', false],
  ['localhost', '/hello/', 'hello', '/', false],
  ['127.0.0.1:9002', '/hello', 'hello', '/', true],
  ['127.0.0.1:9002', '/hello?a=/b', 'hello', '/?a=/b', true],
  ['127.0.0.1:9002', '/hello//a', 'hello', '//a', false],
  ['127.0.0.1:9002', '/%68ello/a%20b', 'hello', '/a%20b', false],
  ['hello.localhost:9002', '/any/path?a=1', 'hello', '/any/path?a=1', false],
  ['hello.localhost', '/', 'hello', '/', false],
  ['HELLO.LOCALHOST:9002', '/hello/', 'hello', '/hello/', false],
  ['myfunction.localhost:9002', '/', 'MyFunction', '/', false],
  ['twin.localhost:9002', '/', 'twin', '/', false],
  ['127.0.0.1:9002', '/TWIN/', 'TWIN', '/', false],
])('%s %s is for %s', (host, target, name, own, bare) => {
  expect(at(host, target)).toEqual([name, own, bare])
})

it.each([
  ['127.0.0.1:9002', '/Hello/'],
  ['127.0.0.1:9002', '//hello/'],
  ['127.0.0.1:9002', '/%/'],
  ['nobody.localhost:9002', '/hello/'],
  ['Twin.localhost:9002', '/'],
])('%s %s is for none', (host, target) => {
  expect(at(host, target)?.[0]).toBeUndefined()
  expect(at(host, target)).toBeDefined()
})

it.each(['/', '/?a=1'])('%s of a machine’s own name is the root', (target) => {
  expect(at('127.0.0.1:9002', target)).toBeUndefined()
})

it('lists what there is, each with its addresses', () => {
  const lines = listing(functions.list(), '127.0.0.1:9002').split('\n')
  expect(lines[2]).toBe('  http://127.0.0.1:9002/hello/   http://hello.localhost:9002/')
  expect(lines.at(-2)).toBe(`  http://127.0.0.1:9002/${'x'.repeat(64)}/`)
})
