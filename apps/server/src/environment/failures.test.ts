import { expect, it } from 'vitest'
import { exitMessage, scrubErrorType } from './failures.ts'

it.each([
  [{ code: 0, signal: null }, 'Runtime exited without providing a reason'],
  [{ code: 255, signal: null }, 'Runtime exited with error: exit status 255'],
  [{ code: null, signal: 'SIGKILL' }, 'Runtime exited with error: signal: killed'],
  [{ code: null, signal: 'SIGSEGV' }, 'Runtime exited with error: signal: segmentation fault'],
])('words the exit %j as the service does', (exit, message) => {
  expect(exitMessage(exit)).toBe(message)
})

it.each([
  ['Function.MyError', 'Function.MyError'],
  ['Runtime.ImportModuleError', 'Runtime.ImportModuleError'],
  ['prefix Runtime.Xy suffix', 'prefix Runtime.Xy suffix'],
  ['Function.lower', 'Function.Unknown'],
  ['Unhandled', 'Runtime.Unknown'],
  ['Function<NameError>', 'Runtime.Unknown'],
  [undefined, 'Runtime.Unknown'],
])('reduces the error type %j to %s', (given, kept) => {
  expect(scrubErrorType(given)).toBe(kept)
})
