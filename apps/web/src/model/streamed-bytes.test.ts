import type { Entry } from '@playground/protocol'
import { expect, it } from 'vitest'
import { bodyOf, StreamedBytes } from './streamed-bytes.ts'

const piece = (
  offset: number,
  preview: string,
  more: { bytes?: number; base64?: true; exchange?: number } = {},
): Entry => ({
  seq: 1,
  at: 0,
  of: { exchange: more.exchange ?? 7 },
  event: {
    type: 'exchange.piece',
    side: 'answer',
    offset,
    body: {
      bytes: more.bytes ?? (more.base64 ? atob(preview).length : preview.length),
      preview,
      ...(more.base64 ? { base64: true } : {}),
    },
  },
})

function streamed(...entries: Entry[]): StreamedBytes {
  const bytes = new StreamedBytes()
  for (const entry of entries) bytes.take([entry], 7, 'answer')
  return bytes
}
const text = (bytes: Uint8Array) => bodyOf(bytes, bytes.byteLength, undefined, false).preview

it('joins what pieces show, and passes over those of others', () => {
  const { bytes, cut } = streamed(piece(0, 'one '), piece(0, 'other', { exchange: 8 }), piece(4, 'two'))
  expect([text(bytes), cut]).toEqual(['one two', false])
})

it('joins a character that was cut in two', () => {
  const [first, second] = [btoa('a\xc3'), btoa('\xa9b')]
  const half = streamed(piece(0, first, { base64: true }))
  expect(bodyOf(half.bytes, 2, undefined, true)).toEqual({ bytes: 2, preview: 'a' })
  const { bytes } = streamed(piece(0, first, { base64: true }), piece(2, second, { base64: true }))
  expect(text(bytes)).toBe('aéb')
})

it('stops where a piece shows less than it has, or one is missing', () => {
  expect(streamed(piece(0, 'shown', { bytes: 900 }), piece(900, 'later'))).toMatchObject({ cut: true })
  const { bytes, cut } = streamed(piece(0, 'one'), piece(9, 'later'), piece(3, 'no more'))
  expect([text(bytes), cut]).toEqual(['one', true])
})

it('shows what is no text as bytes, and says where the whole is', () => {
  expect(bodyOf(Uint8Array.from([255, 254]), 9, 'body-1', false)).toEqual({
    bytes: 9,
    preview: btoa('\xff\xfe'),
    base64: true,
    whole: 'body-1',
  })
})
