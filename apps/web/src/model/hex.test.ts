import { expect, it } from 'vitest'
import { hexLines } from './hex.ts'

it('shows sixteen bytes a line, and dots for what is no letter', () => {
  const bytes = new TextEncoder().encode('{"name":"Ada"}\n\u0000é')
  expect(hexLines(bytes, 0, 9)).toEqual([
    { offset: '000000', bytes: '7b 22 6e 61 6d 65 22 3a  22 41 64 61 22 7d 0a 00', text: '{"name":"Ada"}··' },
    { offset: '000010', bytes: 'c3 a9                                           ', text: '··' },
  ])
  expect(hexLines(bytes, 1, 9)).toHaveLength(1)
  expect(hexLines(new Uint8Array(), 0, 9)).toEqual([])
})
