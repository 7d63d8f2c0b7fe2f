import { expect, it } from 'vitest'
import { treeOf, type TreeNode } from './tree-of.ts'

function draw(nodes: TreeNode[], depth = 0): string[] {
  return nodes.flatMap(({ name, children }) => [
    `${'  '.repeat(depth)}${name}${children === undefined ? '' : '/'}`,
    ...draw(children ?? [], depth + 1),
  ])
}

it('puts folders before files, each in order', () => {
  expect(draw(treeOf(['index.mjs', 'lib/b.mjs', 'events/a.json', 'lib/deep/c.mjs', 'bootstrap']))).toEqual([
    'events/',
    '  a.json',
    'lib/',
    '  deep/',
    '    c.mjs',
    '  b.mjs',
    'bootstrap',
    'index.mjs',
  ])
})

it('is empty without files', () => expect(treeOf([])).toEqual([]))
