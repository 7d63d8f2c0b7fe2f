import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { homeOf } from './home.fixture.ts'

const script = '#!/bin/sh\necho "in $(pwd)"\n'

describe('the external extensions', () => {
  it('are the files of the layers and of the function, by name, the last one of a name', () => {
    const one = homeOf({
      files: { 'extensions/own': script, 'extensions/shared': script },
      layers: [
        { 'extensions/b-first': script, 'extensions/both': script, 'extensions/shared': script },
        { 'extensions/both': script, 'extensions/no-program.txt': 'words', 'other/file': script },
      ],
    })
    mkdirSync(join(one.layers[0]!, 'extensions', 'folder'))
    const [first, second] = one.layers as [string, string]
    expect(one.home.extensions(one.definition)).toEqual([
      { name: 'b-first', file: join(first, 'extensions/b-first') },
      { name: 'both', file: join(second, 'extensions/both') },
      { name: 'no-program.txt', file: join(second, 'extensions/no-program.txt') },
      { name: 'own', file: join(one.task, 'extensions/own') },
      { name: 'shared', file: join(one.task, 'extensions/shared') },
    ])
    expect(homeOf().home.extensions(one.definition)).toHaveLength(5)
  })

  it('are none where no folder has them', () => {
    const one = homeOf({ layers: [{}] })
    expect(one.home.extensions({ ...one.definition, folder: '/no/such/folder' })).toEqual([])
  })

  it('run in the function’s folder, and everything of one carries its name', async () => {
    const one = homeOf({ layers: [{ 'extensions/watcher': script }] })
    const [watcher] = one.home.extensions(one.definition)
    const process = one.start({ program: { kind: 'extension', ...watcher! } })
    expect(await process.line('in ')).toBe(one.task)
    await process.exited
    const types = ['process.started', 'process.printed', 'process.exited']
    const own = one.entries.filter(({ event }) => types.includes(event.type))
    expect(own.map(({ event }) => event.type)).toEqual(types)
    for (const { of } of own) expect(of).toMatchObject({ extension: 'watcher', environment: 'f/1', process: 1 })
  })

  it.each([
    ['may not be executed', 'echo hi\n', 'permission denied', /^The extension broken .*chmod \+x/],
    ['asks for an interpreter that is not here', '#!/no/such\n', 'no such file or directory', /"\/no\/such"/],
  ])('fail with the service’s words where one %s', async (_what, text, why, help) => {
    const one = homeOf({ files: { 'extensions/broken': text } })
    const [broken] = one.home.extensions(one.definition)
    const failure = await one.start({ program: { kind: 'extension', ...broken! } }).failed
    expect(failure).toMatchObject({ errorType: 'Extension.LaunchError', message: `fork/exec ${broken!.file}: ${why}` })
    expect(failure.help).toMatch(help)
    expect(one.entries.at(-1)).toMatchObject({ of: { extension: 'broken' }, event: { type: 'process.failed' } })
  })
})
