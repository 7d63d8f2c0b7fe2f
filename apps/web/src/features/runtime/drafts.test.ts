import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Drafts } from './drafts.ts'

const file = { path: 'lib/index.mjs', text: 'one', etag: '"1"' }

describe('drafts', () => {
  let made: () => Drafts
  const mark = vi.fn()
  beforeAll(async () => {
    vi.stubGlobal('addEventListener', vi.fn())
    const module = await import('./drafts.ts')
    made = () => new module.Drafts(mark)
  })

  it('keep what differs from the file, with the version it began at', () => {
    const drafts = made()
    drafts.keep('shop', { file, text: 'two' })
    expect(drafts.get('shop', 'lib/index.mjs')).toEqual({ file, text: 'two' })
    expect(drafts.pathsOf('shop')).toEqual(['lib/index.mjs'])
  })

  it('forget what was saved or taken back', () => {
    const drafts = made()
    drafts.keep('shop', { file, text: 'two' })
    drafts.keep('shop', { file, text: 'one' })
    expect([drafts.get('shop', file.path), drafts.pathsOf('shop')]).toEqual([undefined, []])
    expect(mark.mock.calls.slice(-2)).toEqual([
      ['shop', file.path, true],
      ['shop', file.path, false],
    ])
  })

  it('belong to one function, whatever its name begins with', () => {
    const drafts = made()
    drafts.keep('shop', { file, text: 'two' })
    drafts.keep('shop-two', { file, text: 'three' })
    expect(drafts.pathsOf('shop')).toEqual(['lib/index.mjs'])
    expect(drafts.get('shop-two', file.path)?.text).toBe('three')
  })
})
