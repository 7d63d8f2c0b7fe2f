import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { homeOf, runtimesFolder } from './home.fixture.ts'

const printing = (script: string, execution = {}) => homeOf({ files: { bootstrap: `#!/bin/sh\n${script}` }, execution })

describe('output', () => {
  it('is recorded by line, with its stream, and a last line without an end', async () => {
    const one = printing('echo one\necho two >&2\nprintf three\n')
    await one.start().line('three')
    expect(
      one.events('process.printed').toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
    ).toEqual([
      { type: 'process.printed', stream: 'stderr', line: 'two' },
      { type: 'process.printed', stream: 'stdout', line: 'one' },
      { type: 'process.printed', stream: 'stdout', line: 'three' },
    ])
    expect(one.entries.find(({ event }) => event.type === 'process.printed')?.of).toMatchObject({
      invocation: 'i',
      environment: 'f/1',
    })
  })

  it('never splits a character, though it was written in two parts', async () => {
    const one = printing("printf '\\360\\237'\nsleep 0.1\nprintf '\\222\\241 idea\\n'\n")
    expect(await one.start().line('💡')).toBe(' idea')
  })

  it('gives a very long line in parts', async () => {
    const one = printing('head -c 1000000 /dev/zero | tr "\\0" x\necho\necho done\n')
    const { line, lines } = one.start()
    await line('done')
    const long = lines.slice(0, -1)
    expect(long.join('')).toBe('x'.repeat(1_000_000))
    expect(Math.max(...long.map(({ length }) => length))).toBeLessThanOrEqual(64 * 1024)
  })

  it('that floods is slowed down instead of stored', async () => {
    const { line, lines, started } = printing('exec yes flooding\n').start()
    await line('flooding')
    // The server keeps turning while a child prints as fast as it can.
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 20))
    const before = lines.length
    await started.end('enough', 0)
    expect(before).toBeLessThan(100_000)
  })

  it('is read to its end when a process is ended', async () => {
    const { line, lines, started } = printing(
      "trap 'echo last words; exit 0' TERM\necho ready\nwhile :; do sleep 0.05; done\n",
    ).start()
    await line('ready')
    await started.end('test', 5000)
    expect(lines).toContain('last words')
  })
})

describe('log frames', () => {
  const console = join(runtimesFolder, 'nodejs', 'log.mjs')
  /** A runtime that uses the console of the one that ships. */
  const logging = (script: string, execution = {}) => {
    const setUp = `import { useConsole, logError } from ${JSON.stringify(console)}; let id; useConsole(() => id)`
    return homeOf({
      files: {
        bootstrap: `#!/bin/sh\nexec ${JSON.stringify(process.execPath)} own.mjs\n`,
        'own.mjs': `${setUp}\n${script}\n`,
      },
      execution,
    })
  }
  const script = `
    console.log('before')
    id = 'an-id'
    console.log('two\\nlines', { a: 1 })
    console.error(new RangeError('too far'))
    console.warn({ order: 17 })
    console.debug('%s of %d', 'some', 3)
    process.stdout.write('plain\\n')
    logError('Invoke Error', new TypeError('thrown'))
    console.log('set', process.env._LAMBDA_TELEMETRY_LOG_FD)`
  const isoTime = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`

  it('of the Node.js runtime are records with a level and a time, with all their lines', async () => {
    const one = logging(script, { framedLogs: true })
    await one.start().exited
    const framed = one.events('process.printed').filter(({ stream }) => stream === 'telemetry')
    const texts = framed.map(({ line }) => line.replace(new RegExp(`^${isoTime}\t`), ''))
    expect(texts.slice(0, 2)).toEqual(['undefined\tINFO\tbefore', 'an-id\tINFO\ttwo\nlines { a: 1 }'])
    expect(texts[2]).toMatch(/^an-id\tERROR\tRangeError: too far\n {4}at /)
    expect(texts.slice(3, 5)).toEqual(['an-id\tWARN\t{ order: 17 }', 'an-id\tDEBUG\tsome of 3'])
    expect(texts[5]).toMatch(
      /^an-id\tERROR\tInvoke Error \t\{"errorType":"TypeError","errorMessage":"thrown","stack":\[/,
    )
    expect(texts[6]).toBe('an-id\tINFO\tset undefined')
    expect(framed.map(({ level }) => level)).toEqual(['INFO', 'INFO', 'ERROR', 'WARN', 'DEBUG', 'ERROR', 'INFO'])
    for (const { time } of framed) expect(Math.abs(Date.now() - time!)).toBeLessThan(60_000)
    expect(one.events('process.printed').filter(({ stream }) => stream === 'stdout')).toEqual([
      { type: 'process.printed', stream: 'stdout', line: 'plain' },
    ])
  })

  it('are JSON objects where that is the format, from the level on that is set', async () => {
    const one = logging(script, { framedLogs: true, logFormat: 'JSON', logLevel: 'INFO' })
    await one.start().exited
    const records = one
      .events('process.printed')
      .filter(({ stream }) => stream === 'telemetry')
      .map(({ line }) => JSON.parse(line) as Record<string, unknown>)
    expect(records).toMatchObject([
      { level: 'INFO', message: 'before', timestamp: expect.stringMatching(new RegExp(`^${isoTime}$`)) },
      { level: 'INFO', requestId: 'an-id', message: 'two\nlines { a: 1 }' },
      { level: 'ERROR', requestId: 'an-id', message: { errorType: 'RangeError', errorMessage: 'too far' } },
      { level: 'WARN', requestId: 'an-id', message: { order: 17 } },
      { level: 'ERROR', requestId: 'an-id', message: { errorType: 'TypeError', errorMessage: 'thrown' } },
      { level: 'INFO', requestId: 'an-id', message: 'set undefined' },
    ])
    expect(records[0]).not.toHaveProperty('requestId')
  })

  it('are lines of standard output where there is no descriptor for them', async () => {
    const one = logging(script)
    await one.start().exited
    const lines = one.events('process.printed')
    expect(new Set(lines.map(({ stream }) => stream))).toEqual(new Set(['stdout']))
    expect(lines.map(({ line }) => line)).toEqual(
      expect.arrayContaining(['plain', expect.stringMatching(/\tan-id\tINFO\ttwo\rlines \{ a: 1 \}$/)]),
    )
  })

  it('of a runtime that ends at once are all read', async () => {
    const many = 'for (let at = 0; at < 500; at += 1) console.log("record", at)\nprocess.exit(3)'
    const process = logging(many, { framedLogs: true }).start()
    await process.exited
    expect(process.lines).toHaveLength(500)
    expect(process.lines.at(-1)).toMatch(/record 499$/)
  })
})
