// Runtimes for tests as a few lines of script: real processes, started by the playground, that do one thing each.
import type { FunctionFiles } from './playground.fixture.ts'

export type Scripted = { settings?: Record<string, unknown>; files?: FunctionFiles }

/** A shell script; `$BESIDE` is a file beside the function's folder, so that writing it is not a change of its code. */
export function shell(script: string, { settings = {}, files = {} }: Scripted = {}): FunctionFiles {
  return {
    'function.json': JSON.stringify({ timeout: 30, concurrency: 1, ...settings }),
    bootstrap: `#!/bin/sh\nBESIDE="$LAMBDA_TASK_ROOT.written"\n${script}\n`,
    ...files,
  }
}

/**
 * A Node.js script in an async function, with `next()` → `{ id, body }`, `post(path, body, heads)`, `write(line)`, which appends
 * to a file beside the function's folder, and `written()`, which reads it.
 */
export function node(script: string, { settings = {}, files = {} }: Scripted = {}): FunctionFiles {
  return {
    'function.json': JSON.stringify({ timeout: 30, concurrency: 1, ...settings }),
    bootstrap: `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync } = require('node:fs')
const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime'
const beside = process.env.LAMBDA_TASK_ROOT + '.written'
const write = (line) => appendFileSync(beside, line + '\\n')
const written = () => existsSync(beside) ? readFileSync(beside, 'utf8').split('\\n').slice(0, -1) : []
const next = async () => {
  const response = await fetch(base + '/invocation/next')
  return { id: response.headers.get('lambda-runtime-aws-request-id'), body: await response.text() }
}
const post = (path, body, headers = {}) => fetch(base + '/' + path, { method: 'POST', body, headers })
const echo = async () => {
  for (;;) {
    const { id, body } = await next()
    await post('invocation/' + id + '/response', body)
  }
}
;(async () => {
${script}
})()
`,
    ...files,
  }
}

/** Where the scripts above write. */
export function writtenBy(functionFolder: string): string {
  return `${functionFolder}.written`
}
