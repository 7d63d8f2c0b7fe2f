import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { curlOf } from './curl.ts'

const opened = {
  type: 'exchange.opened',
  endpoint: 'response',
  from: 'runtime',
  method: 'POST',
  target: '/2018-06-01/runtime/invocation/1/response',
  reused: 0,
  heads: [
    ['Host', '127.0.0.1:9001'],
    ['Content-Length', '14'],
    ['X-Note', "it's"],
  ],
} satisfies Parameters<typeof curlOf>[0]

/** What a shell makes of the line, word by word. */
function words(line: string): string[] {
  return execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1)
}

it('comes through a shell as it was, quotes, newlines and all', () => {
  const preview = `{"it's":\n"$HOME"}`
  expect(words(curlOf(opened, { bytes: preview.length, preview }))).toEqual([
    'curl',
    '-i',
    '-X',
    'POST',
    '-H',
    "X-Note: it's",
    '--data-raw',
    preview,
    'http://127.0.0.1:9001/2018-06-01/runtime/invocation/1/response',
  ])
})

it('does not send the beginning of a body for the whole', () => {
  expect(curlOf(opened, { bytes: 9000, preview: 'begins' })).toContain('--data-binary @body')
  expect(curlOf(opened, { bytes: 3, preview: '/wAB', base64: true })).toContain('--data-binary @body')
})

it('is short for a GET', () => {
  expect(curlOf({ ...opened, method: 'GET', heads: [['Host', 'h']] }, undefined)).toBe(
    `curl -i 'http://h${opened.target}'`,
  )
})
