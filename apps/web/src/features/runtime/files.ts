// The files of a function, as the control API gives them.
import { controlErrorSchema, parse } from '@playground/protocol'
import * as v from 'valibot'

const listSchema = v.object({ files: v.array(v.object({ path: v.string(), bytes: v.number(), text: v.boolean() })) })
const writtenSchema = v.object({ version: v.string(), copiedTo: v.optional(v.string()) })

export type OpenFile = { path: string; text: string; etag: string }

/** Each throws an Error whose message is for people. */
export async function listFiles(name: string): Promise<string[]> {
  const response = await fetch(`/api/functions/${name}/files`)
  const read = parse(listSchema, await textOf(response))
  return read.ok ? read.value.files.filter(({ text }) => text).map(({ path }) => path) : []
}

export async function readFile(name: string, path: string): Promise<OpenFile> {
  const response = await fetch(urlOf(name, path))
  const text = await textOf(response)
  return { path, text, etag: response.headers.get('ETag') ?? '' }
}

export async function writeFile(
  name: string,
  { path, text, etag }: OpenFile,
): Promise<{ etag: string; copiedTo: string | undefined }> {
  const response = await fetch(urlOf(name, path), {
    method: 'PUT',
    headers: { 'If-Match': etag, 'Content-Type': 'application/octet-stream' },
    body: text,
  })
  const read = parse(writtenSchema, await textOf(response))
  if (!read.ok) throw new Error('The answer was not understood. Reload the page.')
  return { etag: response.headers.get('ETag') ?? '', copiedTo: read.value.copiedTo }
}

async function textOf(response: Response): Promise<string> {
  const text = await response.text()
  if (response.ok) return text
  const read = parse(controlErrorSchema, text)
  throw new Error(read.ok ? read.value.error.message : `The playground answered with ${response.status}.`)
}

function urlOf(name: string, path: string): string {
  return `/api/functions/${name}/files/${path.split('/').map(encodeURIComponent).join('/')}`
}
