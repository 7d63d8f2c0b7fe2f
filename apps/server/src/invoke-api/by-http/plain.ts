// The playground's own words at a door of functions: no call of one.
import { STATUS_CODES, type ServerResponse } from 'node:http'

export function plain(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, STATUS_CODES[status], {
      'Content-Type': 'text/plain; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
      'Content-Length': Buffer.byteLength(text),
    })
    .end(text)
}
