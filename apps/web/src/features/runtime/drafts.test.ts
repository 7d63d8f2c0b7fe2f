import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Drafts } from './drafts.ts'

const file = { path: 'lib/index.mjs', text: 'one', etag: '"1"' }

describe('drafts', () => {
  let made: () => Drafts
  let listen: ReturnType<typeof vi.fn>
  beforeAll(async () => {
    listen = vi.fn()
    vi.stubGlobal('addEventListener', listen)
    const module = await import('./drafts.ts')
    made = () => new module.Drafts()
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
    expect([drafts.get('shop', file.path), drafts.size]).toEqual([undefined, 0])
  })

  it('belong to one function, whatever its name begins with', () => {
    const drafts = made()
    drafts.keep('shop', { file, text: 'two' })
    drafts.keep('shop-two', { file, text: 'three' })
    expect(drafts.pathsOf('shop')).toEqual(['lib/index.mjs'])
    expect(drafts.get('shop-two', file.path)?.text).toBe('three')
  })

  it('make the browser ask before the page is closed', async () => {
    const { drafts } = await import('./drafts.ts')
    const [, ask] = listen.mock.calls.find(([type]) => type === 'beforeunload') as [string, (event: Event) => void]
    const closing = () => {
      const event = new Event('beforeunload', { cancelable: true })
      ask(event)
      return event.defaultPrevented
    }
    expect(closing()).toBe(false)
    drafts.keep('shop', { file, text: 'two' })
    expect(closing()).toBe(true)
    drafts.keep('shop', { file, text: 'one' })
  })
})
