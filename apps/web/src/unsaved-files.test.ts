import { beforeAll, expect, it, vi } from 'vitest'

const listen = vi.fn()
let module: typeof import('./unsaved-files.ts')
let store: typeof import('./store.ts')

beforeAll(async () => {
  vi.stubGlobal('addEventListener', listen)
  vi.stubGlobal('localStorage', { getItem: () => null })
  module = await import('./unsaved-files.ts')
  store = await import('./store.ts')
})

function closing(): boolean {
  const [, ask] = listen.mock.calls.find(([type]) => type === 'beforeunload') as [string, (event: Event) => void]
  const event = new Event('beforeunload', { cancelable: true })
  ask(event)
  return event.defaultPrevented
}

it('belong to one function, whatever its name begins with', () => {
  module.markUnsaved('shop', 'lib/index.mjs', true)
  module.markUnsaved('shop-two', 'function.json', true)
  expect(module.unsavedFilesOf('shop')).toEqual(['lib/index.mjs'])
  module.markUnsaved('shop-two', 'function.json', false)
  expect(module.unsavedFilesOf('shop-two')).toEqual([])
})

it('make the browser ask before the page is closed, as long as their function is on the list', () => {
  expect(closing()).toBe(false)
  const { session } = store.usePage.getState()
  session.state.functions['shop'] = {} as never
  expect(closing()).toBe(true)
  module.markUnsaved('shop', 'lib/index.mjs', false)
  expect(closing()).toBe(false)
})
