// HTTP calls that a page asks for: real requests to the listener of function URLs, since a page may not reach another origin itself.
import { Agent, request as open, type ClientRequest, type IncomingMessage } from 'node:http'
import { httpCallHead, httpCallLimits, type HttpAnswer, type HttpCall, type HttpRequest } from '@playground/protocol'

/** `failed`: there was no answer, and why. */
export type CallOutcome = { answer: HttpAnswer } | { failed: string }

/** Calls whose outcome is remembered, so that one that is asked for again is not made again. */
const remembered = 1000
/** Longer than any function may take, with its Init; milliseconds. */
const longestMs = 20 * 60_000

export class HttpCalls {
  readonly #port: () => number
  readonly #calls = new Map<string, Promise<CallOutcome>>()
  readonly #open = new Set<ClientRequest>()
  readonly #agent = new Agent({ maxSockets: httpCallLimits.atOnce })

  /** `port`: of the listener for function URLs. */
  constructor(port: () => number) {
    this.#port = port
  }

  /** Resolves with the head of the response; undefined where too many calls are under way. The body is read to its end, and is in the journal. */
  call(name: string, { id, request }: HttpCall): Promise<CallOutcome> | undefined {
    const known = this.#calls.get(id)
    if (known !== undefined) return known
    if (this.#open.size >= httpCallLimits.atOnce) return undefined
    const made = this.#make(name, id, request)
    this.#calls.set(id, made)
    if (this.#calls.size > remembered) this.#calls.delete(this.#calls.keys().next().value!)
    return made
  }

  close(): void {
    for (const sent of this.#open) sent.destroy()
    this.#agent.destroy()
  }

  #make(name: string, id: string, { method, target, heads, body, base64 }: HttpRequest): Promise<CallOutcome> {
    return new Promise((resolve) => {
      const bytes = Buffer.from(body, base64 === true ? 'base64' : 'utf8')
      const sent = open({
        agent: this.#agent,
        host: '127.0.0.1',
        port: this.#port(),
        method,
        path: `/${encodeURIComponent(name)}${target}`,
      })
      for (const [head, values] of grouped(heads)) sent.setHeader(head, values)
      sent.setHeader(httpCallHead, id)
      if (bytes.length > 0 || !bodiless.has(method)) sent.setHeader('Content-Length', bytes.length)
      this.#open.add(sent)
      const timer = setTimeout(() => sent.destroy(new Error('it took too long')), longestMs)
      sent.on('close', () => {
        clearTimeout(timer)
        this.#open.delete(sent)
        resolve({ failed: 'The connection ended before there was an answer.' })
      })
      sent.on('error', ({ message }) => resolve({ failed: `The call was not answered: ${message}.` }))
      sent.on('response', (response) => {
        response.on('error', () => undefined)
        response.resume()
        resolve({ answer: headOf(response) })
      })
      sent.end(bytes)
    })
  }
}

const bodiless = new Set<string>(['GET', 'HEAD', 'OPTIONS', 'DELETE'])

/** Several heads of a name stay several. */
function grouped(heads: HttpRequest['heads']): [string, string[]][] {
  const all = new Map<string, [string, string[]]>()
  for (const [name, value] of heads) {
    const same = all.get(name.toLowerCase())
    if (same === undefined) all.set(name.toLowerCase(), [name, [value]])
    else same[1].push(value)
  }
  return [...all.values()]
}

function headOf({ statusCode = 0, rawHeaders }: IncomingMessage): HttpAnswer {
  const heads: [string, string][] = []
  for (let at = 0; at < rawHeaders.length; at += 2) heads.push([rawHeaders[at]!, rawHeaders[at + 1]!])
  return { status: statusCode, heads }
}
