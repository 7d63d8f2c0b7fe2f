import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../temporary.fixture.ts'
import { appendLine } from './append-line.ts'

describe('a line', () => {
  it('goes to the end of a file in the folder, which only its owner can read where it is new', async () => {
    const folder = temporaryFolder()
    expect(await appendLine(folder, './out.jsonl', '1')).toBeUndefined()
    expect(await appendLine(folder, 'out.jsonl', '2')).toBeUndefined()
    const path = join(folder, 'out.jsonl')
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['1\n2\n', 0o600])
  })

  it('goes to an absolute path, also without a folder', async () => {
    const path = join(temporaryFolder(), 'out.jsonl')
    expect(await appendLine(undefined, path, '1')).toBeUndefined()
    expect(readFileSync(path, 'utf8')).toBe('1\n')
  })

  it('begins anew after one that was torn', async () => {
    const folder = temporaryFolder()
    appendFileSync(join(folder, 'out.jsonl'), '{"half":')
    await appendLine(folder, 'out.jsonl', '1')
    expect(readFileSync(join(folder, 'out.jsonl'), 'utf8')).toBe('{"half":\n1\n')
  })

  it.each(['../out.jsonl', 'a/../../out.jsonl', 'link/out.jsonl', 'link.jsonl', 'dangling.jsonl'])(
    'does not leave the folder (%s)',
    async (path) => {
      const outside = temporaryFolder()
      const folder = join(outside, 'function')
      mkdirSync(folder)
      writeFileSync(join(outside, 'target.jsonl'), '')
      symlinkSync(outside, join(folder, 'link'))
      symlinkSync(join(outside, 'target.jsonl'), join(folder, 'link.jsonl'))
      symlinkSync(join(outside, 'made.jsonl'), join(folder, 'dangling.jsonl'))
      expect(await appendLine(folder, path, '1')).toMatch(/leaves the function's folder|is a link/)
      expect(readFileSync(join(outside, 'target.jsonl'), 'utf8')).toBe('')
      expect([existsSync(join(outside, 'out.jsonl')), existsSync(join(outside, 'made.jsonl'))]).toEqual([false, false])
    },
  )

  it('does not follow a link in the place of an absolute path, nor wait for what is no file', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'target'), '')
    symlinkSync(join(folder, 'target'), join(folder, 'link'))
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(folder, 'pipe')])
    expect(await appendLine(undefined, join(folder, 'link'), '1')).toContain('is a link')
    expect(await appendLine(undefined, join(folder, 'pipe'), '1')).toContain('is no file')
    expect(await appendLine(undefined, folder, '1')).toContain('EISDIR')
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('')
  })

  it('says what is missing', async () => {
    expect(await appendLine(temporaryFolder(), 'no/out.jsonl', '1')).toBe(
      'The folder of no/out.jsonl is not there. Make it.',
    )
    expect(await appendLine(undefined, 'out.jsonl', '1')).toContain('Give an absolute path')
  })
})
