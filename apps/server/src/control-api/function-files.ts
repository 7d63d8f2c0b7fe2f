// The files of a function, read and written with the version that was read.
import express, { type Request, type Response, type Router } from 'express'
import type { FileRefusal, FunctionFiles } from '../functions/ports.ts'
import { fail } from './fail.ts'

/** A file that is edited in a page, bytes. */
const fileLimit = 1024 * 1024

export const statuses: Record<FileRefusal['code'], number> = {
  'no-such-function': 404,
  'no-such-example': 404,
  'no-such-file': 404,
  outside: 403,
  'too-large': 413,
  conflict: 412,
  'not-editable': 403,
  'not-legal': 400,
  taken: 409,
  failed: 500,
}

export function functionFiles(files: FunctionFiles): Router {
  const router = express.Router({ mergeParams: true, caseSensitive: true, strict: true })
  router.get('/', async (request, response) => {
    const found = await files.listFiles(nameOf(request))
    if ('code' in found) return refuse(response, found)
    response.json({ files: found })
  })
  router.get('/*path', async (request, response) => {
    const found = await files.readFile(nameOf(request), pathOf(request))
    if ('code' in found) return refuse(response, found)
    response
      .set('ETag', `"${found.version}"`)
      .set('Content-Type', 'application/octet-stream')
      .set('Content-Disposition', 'attachment')
      .send(Buffer.from(found.bytes))
  })
  router.put('/*path', express.raw({ type: () => true, limit: fileLimit }), async (request, response) => {
    const ifMatch = request.get('If-Match')
    if (ifMatch === undefined && request.get('If-None-Match') !== '*') {
      return fail(
        response,
        428,
        'version-needed',
        'Say which version was read with If-Match, or If-None-Match: * for a new file.',
      )
    }
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const written = await files.writeFile(nameOf(request), pathOf(request), bytes, versionIn(request))
    if ('code' in written) return refuse(response, written)
    response.set('ETag', `"${written.version}"`).json(written)
  })
  router.delete('/*path', async (request, response) => {
    const ifMatch = versionIn(request)
    if (ifMatch === undefined) return fail(response, 428, 'version-needed', sayVersion)
    const deleted = await files.deleteFile(nameOf(request), pathOf(request), ifMatch)
    if ('code' in deleted) return refuse(response, deleted)
    response.json(deleted)
  })
  router.post('/*path', express.json({ type: 'application/json', limit: 4096 }), async (request, response) => {
    const ifMatch = versionIn(request)
    if (ifMatch === undefined) return fail(response, 428, 'version-needed', sayVersion)
    const { renameTo } = (request.is('application/json') ? request.body : {}) as { renameTo?: unknown }
    if (typeof renameTo !== 'string')
      return fail(response, 400, 'no-path', 'Send {"renameTo": "the new path"} as application/json.')
    const renamed = await files.renameFile(nameOf(request), pathOf(request), ifMatch, renameTo)
    if ('code' in renamed) return refuse(response, renamed)
    response.json(renamed)
  })
  return router
}

const sayVersion = 'Say which version was read with If-Match.'

function versionIn(request: Request): string | undefined {
  return request.get('If-Match')?.replace(/^"|"$/g, '')
}

function refuse(response: Response, { code, message }: FileRefusal): void {
  fail(response, statuses[code], code, message)
}

function nameOf(request: Request): string {
  return String((request.params as Record<string, unknown>)['name'])
}

function pathOf(request: Request): string {
  const { path } = request.params as Record<string, unknown>
  return Array.isArray(path) ? path.join('/') : String(path)
}
