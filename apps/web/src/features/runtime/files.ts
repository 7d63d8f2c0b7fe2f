// The files of a function, as the control API gives them.
import { controlErrorSchema, parse } from '@playground/protocol'
import * as v from 'valibot'

const listSchema = v.object({ files: v.array(v.object({ path: v.string(), bytes: v.number(), text: v.boolean() })) })
const writtenSchema = v.object({ version: v.string(), copiedTo: v.optional(v.string()) })

/** A file as it was read; `etag` names that version. */
export type OpenFile = { path: string; text: string; etag: string }

/** What became of a write: a conflict means that the file is another one by now, and that nothing was written. */
export type Written = { etag: string; copiedTo: string | undefined } | { conflict: string }

/** Paths of the text files. Throws an Error whose message is for people, as the others here. */
export async function listFiles(name: string): Promise<string[]> {
  const response = await ask(`/api/functions/${name}/files`)
  const read = parse(listSchema, await textOf(response))
  return read.ok ? read.value.files.filter(({ text }) => text).map(({ path }) => path) : []
}

export async function readFile(name: string, path: string): Promise<OpenFile> {
  const response = await ask(urlOf(name, path))
  const text = await textOf(response)
  return { path, text, etag: response.headers.get('ETag') ?? '' }
}

export async function writeFile(name: string, { path, text, etag }: OpenFile): Promise<Written> {
  const response = await ask(urlOf(name, path), {
    method: 'PUT',
    headers: { 'If-Match': etag, 'Content-Type': 'application/octet-stream' },
    body: text,
  })
  if (response.status === 412) return { conflict: messageIn(await response.text(), response.status) }
  const read = parse(writtenSchema, await textOf(response))
  if (!read.ok) throw new Error('The answer was not understood. Reload the page.')
  return { etag: response.headers.get('ETag') ?? '', copiedTo: read.value.copiedTo }
}

async function ask(url: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch {
    throw new Error('The playground did not answer. Is it still running? Nothing was lost here.')
  }
}

async function textOf(response: Response): Promise<string> {
  const text = await response.text()
  if (response.ok) return text
  throw new Error(messageIn(text, response.status))
}

function messageIn(text: string, status: number): string {
  const read = parse(controlErrorSchema, text)
  return read.ok ? read.value.error.message : `The playground answered with ${status}.`
}

function urlOf(name: string, path: string): string {
  return `/api/functions/${name}/files/${path.split('/').map(encodeURIComponent).join('/')}`
}
