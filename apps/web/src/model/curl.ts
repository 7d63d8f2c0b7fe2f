// An exchange's request as a line for a shell.
import type { Body, EventOf } from '@playground/protocol'

/** Heads that curl writes itself, or that belong to the connection that was. */
const ownHeads = new Set(['host', 'content-length', 'connection', 'transfer-encoding', 'expect', 'accept-encoding'])

/** A body that is no text, or of which only the beginning is at hand, is left for its file: `--data-binary @body`. */
export function curlOf({ method, target, heads }: EventOf<'exchange.opened'>, body: Body | undefined): string {
  const host = heads.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? ''
  const parts = ['curl -i']
  if (method !== 'GET') parts.push(`-X ${method}`)
  for (const [name, value] of heads) {
    if (!ownHeads.has(name.toLowerCase())) parts.push(`-H ${quote(`${name}: ${value}`)}`)
  }
  if (body !== undefined && body.bytes > 0) {
    const whole = body.base64 === undefined && new TextEncoder().encode(body.preview).length === body.bytes
    parts.push(whole ? `--data-raw ${quote(body.preview)}` : '--data-binary @body')
  }
  parts.push(quote(`http://${host}${target}`))
  return parts.join(' ')
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
