import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainMessage, plainText, withoutEscapes } from './plain.ts'
import { spansOf } from './spans.ts'

const esc = '\u001b'

it.each([
  ['plain', 'plain'],
  [`${esc}[31mred${esc}[0m and ${esc}[1;4mmore${esc}[m`, 'red and more'],
  [`${esc}[38;5;208morange${esc}[39m`, 'orange'],
  [`${esc}[2K${esc}[1Gdone`, 'done'],
  [`${esc}]0;a title\u0007text`, 'text'],
  [`${esc}]8;;https://example.com${esc}\\a link${esc}]8;;${esc}\\`, 'a link'],
  [`${esc}(Bbox`, 'box'],
  ['a\tb', 'a       b'],
  ['12345678\tb', '12345678        b'],
  ['bell\u0007', 'bell␇'],
  ['10%\r20%', '10%␍20%'],
])('reads %j as %j', (text, read) => expect(plainText(text)).toBe(read))

it('reads a line of the Node.js runtime for what it says', () =>
  expect(plainMessage(`2026-01-02T03:04:05.678Z\t8476a536\tINFO\t${esc}[32mgreen${esc}[0m`)).toBe('green'))

it('says where which colour is', () => {
  expect(spansOf(`a ${esc}[31mred${esc}[0m b ${esc}[1;92mgreen${esc}[0m`)).toEqual([
    { from: 2, to: 5, colour: 'red', marks: [] },
    { from: 8, to: 13, colour: 'brightGreen', marks: ['bold'] },
  ])
  expect(spansOf(`${esc}[38;2;255;0;16;4mx${esc}[48;5;196my`)).toEqual([
    { from: 0, to: 1, colour: '#ff0010', marks: ['underline'] },
    { from: 1, to: 2, colour: '#ff0010', background: '#ff0000', marks: ['underline'] },
  ])
  expect(spansOf('plain')).toEqual([])
})

it('counts tabs as the spaces that they become', () => {
  expect(spansOf(`a\t${esc}[31mred${esc}[0m`)).toEqual([{ from: 8, to: 11, colour: 'red', marks: [] }])
})

it('leaves no escape, and has its spans within the text', () => {
  const piece = fc.constantFrom(
    esc,
    '[',
    ']',
    '31',
    ';',
    'm',
    'K',
    '\t',
    '\r',
    'a',
    '\u0007',
    '38;5;9',
    '38;2;1;2;3',
    '(',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      const plain = plainText(text)
      // eslint-disable-next-line no-control-regex
      expect(plain).not.toMatch(/[\u0000-\u001f]/)
      expect(withoutEscapes(withoutEscapes(text)).length).toBeLessThanOrEqual(text.length)
      let at = 0
      for (const { from, to } of spansOf(text)) {
        expect(from).toBeGreaterThanOrEqual(at)
        expect(to).toBeGreaterThanOrEqual(from)
        at = to
      }
    }),
    { numRuns: 2000 },
  )
})
