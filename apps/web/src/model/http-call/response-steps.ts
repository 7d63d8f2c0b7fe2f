// What Lambda made of what a function returned: the HTTP response, part by part (Developer Guide, urls-invocation).
import type { Heads } from '@playground/protocol'
import { count, isJson, named, type Json, type Step } from './step.ts'

export type Returned = {
  /** What the runtime posted, read as JSON; undefined where it is none. */
  value: unknown
  /** The runtime posted it as an error. */
  failed: boolean
  /** The response went out piece by piece, after what the prelude says; undefined where there is none. */
  streamed: { prelude: unknown } | undefined
}

export type Response = {
  status: number
  heads: Heads
  /** Why it is none of the function's, for whoever wrote that. */
  refusal: { errorType: string; message: string } | undefined
}

/** `returned` is undefined where nothing that counts was posted. */
export function responseSteps(returned: Returned | undefined, response: Response): Step[] {
  const { status, heads, refusal } = response
  if (refusal !== undefined || returned === undefined || returned.failed) return ownAnswer(returned, response)
  const { value, streamed } = returned
  if (streamed !== undefined) {
    const begun: Step = {
      how: 'same',
      title: 'body, as it comes',
      words: 'Each piece goes on at once. The status went ahead of it, and cannot change any more.',
    }
    return isJson(streamed.prelude)
      ? [...headSteps('prelude.', streamed.prelude, response), begun]
      : [
          {
            how: 'made',
            title: `no prelude: ${status}`,
            words: 'The URL streams, so what was posted is the body, whatever it says.',
          },
          { how: 'renamed', title: 'Content-Type', words: 'That which the runtime posted it with.' },
          begun,
        ]
  }
  if (!isJson(value) || !('statusCode' in value))
    return [
      {
        how: 'made',
        title: `no statusCode: ${status} application/json`,
        words: 'All that was returned is the body, as JSON.',
      },
      ...added(heads, new Set(['content-type'])),
    ]
  return [...headSteps('', value, response), bodyStep(value), ...unknownSteps(value)]
}

/** Lambda answers in its own words. */
function ownAnswer(returned: Returned | undefined, { status, heads, refusal }: Response): Step[] {
  const message = refusal?.message ?? ''
  const steps: Step[] = [
    {
      how: 'made',
      title: `status ${status}`,
      words:
        returned?.failed === true
          ? `The function failed. ${message || 'Its caller is told no more than that.'}`
          : message,
    },
  ]
  if (returned !== undefined)
    steps.push({
      how: 'lost',
      title: returned.failed ? 'the error' : 'the result',
      words: `It does not reach the caller, who could be anybody${returned.failed ? ': it is for the log' : ''}.`,
    })
  return [...steps, ...added(heads, new Set(['content-type', 'content-length']))]
}

function headSteps(from: string, value: Json, { status, heads }: Response): Step[] {
  const given = isJson(value['headers']) ? Object.keys(value['headers']).map((name) => name.toLowerCase()) : []
  const sent = new Set(heads.map(([name]) => name.toLowerCase()))
  const passed = given.filter((name) => sent.has(name) && name !== 'date' && name !== 'content-length')
  const lost = given.filter((name) => !sent.has(name) && !sent.has(`x-amzn-remapped-${name}`))
  const remapped = given.filter((name) => sent.has(`x-amzn-remapped-${name}`))
  const cookies = Array.isArray(value['cookies']) ? value['cookies'].length : 0
  const steps: Step[] = [
    'statusCode' in value
      ? { how: 'translated', title: `${from}statusCode → status ${status}`, words: 'Any whole number from 200 to 599.' }
      : { how: 'made', title: `no statusCode: ${status}`, words: 'What holds where none is given.' },
  ]
  if (passed.length > 0)
    steps.push({
      how: 'same',
      title: `${from}headers → ${count(passed.length, 'header')}`,
      words: `${named(passed)}.`,
    })
  if (!given.includes('content-type'))
    steps.push({
      how: 'made',
      title: `no content-type: ${heads.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'none'}`,
      words: 'HTML, for one, has to be called text/html by the function.',
    })
  if (cookies > 0)
    steps.push({
      how: 'translated',
      title: `${from}cookies → ${cookies} × Set-Cookie`,
      words: 'One header for each, as browsers want them.',
    })
  for (const name of remapped)
    steps.push({ how: 'renamed', title: `${name} → x-amzn-remapped-${name}`, words: 'Lambda sets the header itself.' })
  for (const name of lost)
    steps.push({ how: 'lost', title: name, words: 'Lambda sets it, or it is of the connection alone.' })
  return [
    ...steps,
    ...added(
      heads,
      new Set([...given, 'content-type', 'set-cookie', ...remapped.map((name) => `x-amzn-remapped-${name}`)]),
    ),
  ]
}

/** Heads that the function has nothing to do with. */
function added(heads: Heads, told: ReadonlySet<string>): Step[] {
  const names = [...new Set(heads.map(([name]) => name.toLowerCase()))].filter((name) => !told.has(name))
  return names.length === 0
    ? []
    : [{ how: 'made', title: count(names.length, 'more header'), words: `Lambda adds ${named(names)}.` }]
}

function bodyStep({ body, isBase64Encoded }: Json): Step {
  if (typeof body !== 'string' || body === '')
    return { how: 'same', title: 'no body', words: 'The response has none either.' }
  return isBase64Encoded === true
    ? {
        how: 'translated',
        title: 'body decoded from base64',
        words: 'isBase64Encoded is true: the caller gets the bytes.',
      }
    : { how: 'same', title: 'body', words: 'The text of it, without the quotes and escapes of JSON.' }
}

const known = new Set(['statusCode', 'headers', 'cookies', 'body', 'isBase64Encoded'])
const reasons: Record<string, string> = {
  multiValueHeaders:
    'It is of the older format. Several cookies go into cookies, other values into one header with commas.',
  statusDescription: 'It is for a load balancer.',
}

function unknownSteps(value: Json): Step[] {
  return Object.keys(value)
    .filter((name) => !known.has(name))
    .map((name) => ({ how: 'lost', title: name, words: reasons[name] ?? 'A function URL does not know this member.' }))
}
