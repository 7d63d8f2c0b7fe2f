// The files of a function, as the control API gives them.
import { parse } from '@playground/protocol'
import * as v from 'valibot'
import { ask, askJson, messageIn, textOf } from './ask.ts'

const listSchema = v.object({ files: v.array(v.object({ path: v.string(), bytes: v.number(), text: v.boolean() })) })
const writtenSchema = v.object({ version: v.string(), copiedTo: v.optional(v.string()) })

/** A file as it was read; `etag` names that version, and is undefined for one that is not there yet. */
export type FileText = { path: string; text: string; etag: string | undefined }

/** What became of a write: a conflict means that the file is another one by now, and that nothing was written. */
export type Written = { etag: string; copiedTo: string | undefined } | { conflict: string }

/** Paths of the text files. Throws an Error whose message is for people, as the others here. */
export async function listFiles(name: string): Promise<string[]> {
  const response = await ask(`/api/functions/${name}/files`)
  const read = parse(listSchema, await textOf(response))
  return read.ok ? read.value.files.filter(({ text }) => text).map(({ path }) => path) : []
}

export async function readFile(name: string, path: string): Promise<FileText> {
  const response = await ask(urlOf(name, path))
  const text = await textOf(response)
  return { path, text, etag: response.headers.get('ETag') ?? '' }
}

/** With an empty text where it is not there yet. */
export async function readFileIfThere(name: string, path: string): Promise<FileText> {
  const response = await ask(urlOf(name, path))
  if (response.status === 404) return { path, text: '', etag: undefined }
  return { path, text: await textOf(response), etag: response.headers.get('ETag') ?? '' }
}

export async function writeFile(name: string, { path, text, etag }: FileText): Promise<Written> {
  const response = await ask(urlOf(name, path), {
    method: 'PUT',
    headers: {
      ...(etag === undefined ? { 'If-None-Match': '*' } : { 'If-Match': etag }),
      'Content-Type': 'application/octet-stream',
    },
    body: text,
  })
  if (response.status === 412) return { conflict: messageIn(await response.text(), response.status) }
  const read = parse(writtenSchema, await textOf(response))
  if (!read.ok) throw new Error('The answer was not understood. Reload the page.')
  return { etag: response.headers.get('ETag') ?? '', copiedTo: read.value.copiedTo }
}

/** Deletes a file of which this version was read. */
export async function deleteFile(name: string, path: string, etag: string): Promise<void> {
  await textOf(await ask(urlOf(name, path), { method: 'DELETE', headers: { 'If-Match': etag } }))
}

/** Gives a file another path, where nothing is yet. */
export async function renameFile(name: string, path: string, etag: string, renameTo: string): Promise<void> {
  await textOf(await askJson(urlOf(name, path), 'POST', { renameTo }, { 'If-Match': etag }))
}

function urlOf(name: string, path: string): string {
  return `/api/functions/${name}/files/${path.split('/').map(encodeURIComponent).join('/')}`
}
