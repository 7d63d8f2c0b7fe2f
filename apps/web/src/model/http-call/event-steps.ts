// What Lambda made of an HTTP request: the event in payload format 2.0, member by member (Developer Guide, urls-invocation).
import type { Heads } from '@playground/protocol'
import { count, isJson, named, type Json, type Step } from './step.ts'

/** `bytes`: of the body. */
export type HttpSide = { target: string; heads: Heads; bytes: number }

/** `name`: the function's, which the address has before the path, unless its host names it. */
export function eventSteps({ target, heads, bytes }: HttpSide, event: Json, name: string): Step[] {
  const given = new Map<string, number>()
  for (const [head] of heads) given.set(head.toLowerCase(), (given.get(head.toLowerCase()) ?? 0) + 1)
  const headers = isJson(event['headers']) ? event['headers'] : {}
  return [
    pathStep(target, event, name),
    ...queryStep(event),
    ...cookieStep(event),
    ...headerSteps(given, headers),
    ...contextStep(event),
    bodyStep(bytes, event, headers['content-type']),
  ]
}

function pathStep(target: string, event: Json, name: string): Step {
  const rawPath = String(event['rawPath'])
  const path = target.split('?')[0]!
  const words = path === rawPath ? 'As it came, not decoded.' : `Without /${name}, which says here whose URL it is.`
  return { how: path === rawPath ? 'same' : 'translated', title: `path → rawPath ${rawPath}`, words }
}

function queryStep(event: Json): Step[] {
  const raw = event['rawQueryString']
  if (typeof raw !== 'string' || raw === '') return []
  const names = [...new URLSearchParams(raw).keys()]
  const several = [...new Set(names.filter((one, at) => names.indexOf(one) !== at))]
  return [
    {
      how: 'translated',
      title: 'query → queryStringParameters',
      words:
        several.length === 0
          ? 'Decoded there; rawQueryString has it as it came.'
          : `Decoded there. The values of ${named(several)} are one text, joined with commas: rawQueryString still tells them apart.`,
    },
  ]
}

function cookieStep({ cookies }: Json): Step[] {
  if (!Array.isArray(cookies)) return []
  return [
    {
      how: 'translated',
      title: `Cookie → cookies[${cookies.length}]`,
      words: `${count(cookies.length, 'cookie')}, one by one. headers has no cookie.`,
    },
  ]
}

function headerSteps(given: ReadonlyMap<string, number>, headers: Json): Step[] {
  const names = Object.keys(headers)
  const passed = names.filter((one) => given.has(one))
  const made = names.filter((one) => !given.has(one))
  const joined = passed.filter((one) => given.get(one)! > 1)
  const kept = [...given.keys()].filter((one) => !(one in headers) && one !== 'cookie')
  const steps: Step[] = []
  if (passed.length > 0)
    steps.push({
      how: joined.length > 0 ? 'translated' : 'same',
      title: `${count(passed.length, 'header')} → headers`,
      words: `Their names in lower case.${joined.length > 0 ? ` The values of ${named(joined)} are joined with commas.` : ''}`,
    })
  if (made.length > 0)
    steps.push({ how: 'made', title: count(made.length, 'more header'), words: `Lambda adds ${named(made)}.` })
  if (kept.includes('authorization'))
    steps.push({ how: 'lost', title: 'authorization', words: 'The signature proves who calls, and goes no further.' })
  const own = kept.filter((one) => one !== 'authorization')
  if (own.length > 0) steps.push({ how: 'connection', title: named(own), words: 'Of the connection alone.' })
  return steps
}

function contextStep(event: Json): Step[] {
  const context = event['requestContext']
  if (!isJson(context)) return []
  const iam = isJson(context['authorizer']) ? ' authorizer.iam says who signed it.' : ''
  return [
    {
      how: 'made',
      title: 'requestContext',
      words: `Who called from where, when, and under which requestId.${iam}`,
    },
  ]
}

function bodyStep(bytes: number, { body, isBase64Encoded }: Json, type: unknown): Step {
  if (bytes === 0 || body === undefined)
    return { how: 'same', title: 'no body', words: 'The event has none either, and isBase64Encoded is false.' }
  const what = typeof type === 'string' ? type.split(';')[0]! : undefined
  return isBase64Encoded === true
    ? {
        how: 'translated',
        title: 'body → base64',
        words:
          what === undefined
            ? 'It came without a Content-Type, and only known types of text are passed on as text.'
            : `${what} does not count as text, so isBase64Encoded is true.`,
      }
    : { how: 'same', title: 'body', words: `${what ?? 'It'} is text, and passed on as it is.` }
}
