// What the caller asked, and what the runtime got of it.
import { utc } from '../format.ts'
import { connectionLine, headOf, restOf, sameBody, type Bodies, type Line, type Side } from './line.ts'

const lostReasons: Record<string, string> = {
  'user-agent': 'Who calls with what is for Lambda’s logs; the runtime does not learn it.',
  authorization: 'It proves who calls. Lambda checks it and keeps it; the playground does not even check.',
  'x-amz-security-token': 'It proves who calls, and goes no further.',
  'x-amz-date': 'Part of the signature, and goes no further.',
  'x-amz-content-sha256': 'Part of the signature, and goes no further.',
  'x-amz-invocation-type': 'It says whether the caller waits. The runtime cannot tell the difference.',
  'x-amz-log-type': 'It asks Lambda for the end of the log, which comes with the answer.',
  'lambda-playground-command': 'The page’s own: the same press of Invoke, sent again, is no second call.',
}

type Parts = {
  call: Side
  /** What the runtime got; undefined where no runtime did. */
  delivery: Side | undefined
  asynchronous: boolean
  /** When the event was handed out, epoch milliseconds. */
  deliveredAt: number | undefined
}

export function requestLines({ call, delivery, asynchronous, deliveredAt }: Parts): Line[] {
  const told = new Set<string>()
  const callers = (name: string) => {
    told.add(name)
    return headOf(call.heads, name)
  }
  const lines: Line[] = []
  const runtimes = (name: string) => headOf(delivery?.heads ?? [], name)
  const pair = (line: Line) => lines.push(line)

  const arn = runtimes('lambda-runtime-invoked-function-arn')
  pair({
    caller: call.first,
    ...(arn === undefined ? {} : { runtime: arn }),
    how: 'translated',
    words:
      (arn?.value.split(':').length ?? 0) > 7
        ? 'The name in the path becomes the function’s ARN, with the qualifier that was asked for.'
        : 'The name in the path becomes the function’s ARN; no version was asked for.',
  })

  const givenId = callers('x-amzn-requestid')
  const id = runtimes('lambda-runtime-aws-request-id')
  if (givenId !== undefined || id !== undefined)
    pair({
      ...(givenId === undefined ? {} : { caller: givenId }),
      ...(id === undefined ? {} : { runtime: id }),
      how: givenId === undefined ? 'made' : 'renamed',
      words:
        givenId === undefined
          ? 'Lambda names the invocation. The caller reads it in the answer, as x-amzn-RequestId.'
          : 'The caller chose the name of the invocation.',
    })

  lines.push(...traceLines(callers('x-amzn-trace-id'), runtimes('lambda-runtime-trace-id')))

  const context = callers('x-amz-client-context')
  const decoded = runtimes('lambda-runtime-client-context')
  if (context !== undefined)
    pair({
      caller: context,
      ...(decoded === undefined ? {} : { runtime: decoded }),
      how: decoded === undefined && (asynchronous || delivery !== undefined) ? 'lost' : 'translated',
      words: asynchronous
        ? 'Only a call that waits has a client context.'
        : 'Base64 on the way in, JSON on the way on.',
    })

  const tenant = callers('x-amz-tenant-id')
  const runtimesTenant = runtimes('lambda-runtime-aws-tenant-id')
  if (tenant !== undefined)
    pair({
      caller: tenant,
      ...(runtimesTenant === undefined ? {} : { runtime: runtimesTenant }),
      how: 'renamed',
      words: 'This environment serves no other tenant.',
    })

  const type = callers('content-type')
  const runtimesType = runtimes('content-type')
  if (type !== undefined || runtimesType !== undefined)
    pair({
      ...(type === undefined ? {} : { caller: type }),
      ...(runtimesType === undefined ? {} : { runtime: runtimesType }),
      how: type === undefined ? 'made' : type.value === runtimesType?.value ? 'same' : 'translated',
      words: 'An event is JSON, and Lambda says so whatever the caller called it.',
    })

  const deadline = runtimes('lambda-runtime-deadline-ms')
  if (deadline !== undefined) {
    const left = deliveredAt === undefined ? undefined : Number(deadline.value) - deliveredAt
    lines.push({
      runtime: deadline,
      how: 'made',
      words: `The time-out as a moment: ${utc(Number(deadline.value))}${left === undefined || left < 0 ? '' : `, ${(left / 1000).toFixed(1)} s after the event was handed out`}. The caller is told nothing of it.`,
    })
  }
  const attempt = runtimes('lambda-runtime-invocation-id')
  if (attempt !== undefined)
    lines.push({
      runtime: attempt,
      how: 'made',
      words: 'It names this attempt, so that an answer that comes late is told apart.',
    })
  const known = new Set([
    'lambda-runtime-invoked-function-arn',
    'lambda-runtime-aws-request-id',
    'lambda-runtime-trace-id',
    'lambda-runtime-client-context',
    'lambda-runtime-aws-tenant-id',
    'content-type',
    'lambda-runtime-deadline-ms',
    'lambda-runtime-invocation-id',
  ])
  lines.push(...restOf('runtime', delivery?.heads ?? [], known, {}, { how: 'made', words: 'Lambda adds it.' }))
  return [
    // What would have gone on, had there been a runtime to take it.
    ...lines.map((line): Line => (delivery === undefined ? { ...line, how: 'kept' } : line)),
    ...restOf('caller', call.heads, told, lostReasons),
    ...connectionLine(call.heads, delivery?.heads ?? []),
  ]
}

function traceLines(given: Line['caller'], got: Line['runtime']): Line[] {
  if (given === undefined && got === undefined) return []
  const same = given !== undefined && given.value === got?.value
  return [
    {
      ...(given === undefined ? {} : { caller: given }),
      ...(got === undefined ? {} : { runtime: got }),
      how: given === undefined ? 'made' : same || got === undefined ? 'renamed' : 'translated',
      words:
        given === undefined
          ? 'No trace came, so Lambda begins one, which is not sampled.'
          : same || got === undefined
            ? 'The caller’s trace goes on.'
            : rootOf(given.value) === rootOf(got.value)
              ? 'The caller’s trace goes on; Lambda fills in what was missing.'
              : 'What came is no trace, so Lambda begins one.',
    },
  ]
}

function rootOf(trace: string): string | undefined {
  return /Root=([^;]+)/.exec(trace)?.[1]
}

export function requestBodies(call: Side, delivery: Side | undefined): Bodies {
  const [caller, runtime] = [call.body, delivery?.body]
  if (caller === undefined || runtime === undefined)
    return { caller, runtime, how: 'none', words: runtime === undefined ? 'No runtime has had it.' : '' }
  if (caller.bytes === 0 && runtime.bytes > 0)
    return { caller, runtime, how: 'made', words: 'An empty call: Lambda hands out {} in its place.' }
  return sameBody(caller, runtime)
    ? { caller, runtime, how: 'same', words: 'The event is passed on byte for byte.' }
    : { caller, runtime, how: 'translated', words: 'What was handed out is not what came.' }
}
