import { expect, it } from 'vitest'
import { languageOf } from './language-of.ts'

it.each([
  ['bootstrap', '#!/bin/bash\nset -u', 'shell'],
  ['bootstrap', '#!/usr/bin/env python3\n', 'python'],
  ['bootstrap', '#!/usr/bin/env node\n', 'javascript'],
  ['bootstrap', '#!/usr/bin/env -S node --import tsx\n', 'javascript'],
  ['index.mjs', '', 'javascript'],
  ['main.go', '', 'go'],
  ['src/main.rs', '', 'rust'],
  ['Hello.java', '', 'java'],
  ['bootstrap.c', '', 'cpp'],
  ['function.rb', '', 'ruby'],
  ['bootstrap', '#!/usr/bin/env ruby\n', 'ruby'],
  ['template.yaml', '', 'yaml'],
  ['notes', 'some text', 'plaintext'],
])('%s beginning with %j is %s', (path, text, language) => {
  expect(languageOf(path, text)).toBe(language)
})
