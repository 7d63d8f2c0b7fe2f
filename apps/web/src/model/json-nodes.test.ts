import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonNodes, summary, type JsonNode } from './json-nodes.ts'

function write(node: JsonNode): string {
  if (node.kind === 'object')
    return `{${node.children.map(({ name, node: child }) => `${JSON.stringify(name)}:${write(child)}`).join()}}`
  if (node.kind === 'array') return `[${node.children.map(({ node: child }) => write(child)).join()}]`
  return node.text
}

it('holds all there is in a text, in its order', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())),
      fc.nat(3),
      (value, indent) => {
        const node = jsonNodes(JSON.stringify(value, null, indent))
        expect(write(node!)).toBe(JSON.stringify(value))
      },
    ),
  )
})

it('keeps the digits of a number that JavaScript cannot hold', () => {
  const node = jsonNodes('{"id": 12345678901234567890, "x": 1.50}')
  expect(write(node!)).toBe('{"id":12345678901234567890,"x":1.50}')
})

it.each(['', 'text', '12', '"[]"', '{"a":', '[1,]'])('finds no tree in %j', (text) => {
  expect(jsonNodes(text)).toBeUndefined()
})

it('says what is folded, in short', () => {
  expect(summary(jsonNodes('{"id":1,"items":[1,2],"more":{"a":1}}')!)).toBe('{ id: 1, items: [2], more: {…} }')
  expect(summary(jsonNodes(JSON.stringify(Array.from({ length: 99 }, (_, i) => i)))!, 20)).toMatch(/^\[ 0, 1, .*… \]$/)
})
