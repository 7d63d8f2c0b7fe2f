import type { Example } from '@playground/protocol'
import { expect, it } from 'vitest'
import { matching, needWord, sectionsOf } from './gallery.ts'

const example = (name: string, rest: Partial<Example> = {}): Example => ({
  name,
  description: `Says hello from ${name}`,
  tags: [],
  group: 'Runtimes from scratch',
  needs: [],
  missing: [],
  opened: false,
  builds: false,
  ...rest,
})
const go = example('hello-go', { tags: ['Go'], needs: ['go'], builds: true })
const rust = example('rust-client', { tags: ['Rust'], group: 'AWS’s own clients', needs: ['cargo', 'cc'] })
const bash = example('hello-bash', { tags: ['bash'] })
const all = [go, rust, bash]

it('finds an example by every word of its name, sentence, tags, section or programs', () => {
  const names = (search: string) => matching(all, search).map(({ name }) => name)
  expect(names('')).toEqual(['hello-go', 'rust-client', 'hello-bash'])
  expect(names('HELLO b')).toEqual(['hello-bash'])
  expect(names('cargo')).toEqual(['rust-client'])
  expect(names('scratch go')).toEqual(['hello-go'])
  expect(names('own clients')).toEqual(['rust-client'])
  expect(names('hello nowhere')).toEqual([])
})

it('keeps the order of sections and within them', () => {
  expect(sectionsOf(all).map(({ group, examples }) => [group, examples.map(({ name }) => name)])).toEqual([
    ['Runtimes from scratch', ['hello-go', 'hello-bash']],
    ['AWS’s own clients', ['rust-client']],
  ])
})

it('says what an example takes, and what of it is not here', () => {
  expect(needWord(bash)).toBe(undefined)
  expect(needWord(rust)).toBe('cargo, cc found')
  expect(needWord({ ...rust, missing: [{ program: 'cargo', get: 'Install Rust.' }] })).toBe('needs cargo')
})
