import { exec, execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { invokeCode } from './invoke-code.ts'

const payload = `{"text":"it's \\"quoted\\"\\nand $HOME \\\\ é 🙂"}`

it('curl sends the payload byte by byte, through a real shell', async () => {
  const received: { url: string; body: string }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ url: request.url ?? '', body: Buffer.concat(chunks).toString() })
      response.end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { text } = invokeCode({ name: 'hello', payload, endpoint, type: 'RequestResponse' })[0]!
  await new Promise<void>((resolve) => exec(text, () => resolve()))
  server.close()
  expect(received).toEqual([{ url: '/2015-03-31/functions/hello/invocations', body: payload }])
})

it('the JavaScript is a module, and names the payload as it is', () => {
  const found = invokeCode({ name: 'hello', payload, endpoint: 'http://127.0.0.1:9000', type: 'Event' })
  const javascript = found.find(({ tool }) => tool.includes('JavaScript'))!.text
  execFileSync(process.execPath, ['--input-type=module', '--check'], { input: javascript })
  const literal = /Payload: (".*"),/.exec(javascript)![1]!
  expect(JSON.parse(literal)).toBe(payload)
  expect(javascript).toContain("InvocationType: 'Event'")
})

it('the AWS CLI gets the payload as one argument', () => {
  const found = invokeCode({ name: 'hello', payload, endpoint: 'http://127.0.0.1:9000', type: 'RequestResponse' })
  const line = found.find(({ tool }) => tool === 'AWS CLI v2')!.text
  const words = execFileSync('/bin/sh', ['-c', `aws() { for word in "$@"; do printf '%s\\0' "$word"; done; }; ${line}`])
    .toString()
    .split('\0')
  expect(words[words.indexOf('--payload') + 1]).toBe(payload)
})

it('a response in pieces is asked for where pieces come, and read until the frame that ends it', () => {
  const found = invokeCode({ name: 'hello', payload, endpoint: 'http://127.0.0.1:9000', type: 'Stream' })
  expect(found.map(({ tool }) => tool)).toEqual(['cURL', 'SDK for JavaScript', 'SDK for Python'])
  const [curl, javascript, python] = found.map(({ text }) => text)
  expect(curl).toContain("'http://127.0.0.1:9000/2021-11-15/functions/hello/response-streaming-invocations'")
  execFileSync('/bin/sh', ['-nc', curl!])
  execFileSync(process.execPath, ['--input-type=module', '--check'], { input: javascript! })
  expect(javascript).toContain('InvokeComplete?.ErrorCode')
  expect(python).toContain('invoke_with_response_stream')
})

it.each(['Event', 'DryRun'] as const)('says that it is of the kind %s wherever that has to be said', (type) => {
  for (const { text } of invokeCode({ name: 'hello', payload, endpoint: 'http://127.0.0.1:9000', type }))
    expect(text).toContain(type)
})
