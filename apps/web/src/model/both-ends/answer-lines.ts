// What the runtime posted, and what the caller got of it.
import { streamedBodies, streamLines, type StreamEnds } from './stream-lines.ts'
import { connectionLine, headOf, restOf, sameBody, type Bodies, type Line, type Named, type Side } from './line.ts'

const lostReasons: Record<string, string> = {
  'lambda-runtime-function-error-type':
    'The kind of error, for metrics and logs. The caller reads errorType in the body.',
  'lambda-runtime-function-xray-error-cause': 'Details for X-Ray; the caller gets none of them.',
  'lambda-runtime-function-response-mode': 'It says how the body comes. This caller gets all of it at once.',
  'lambda-runtime-invocation-id': 'The echo that says which attempt this answers. It ends here.',
  'lambda-runtime-features': 'What the runtime’s client can do, for Lambda alone.',
  'user-agent': 'The runtime’s release, which Lambda notes for itself.',
  trailer: 'Of a streamed body; this caller gets all of it at once.',
}

const madeWords: Record<string, string> = {
  'x-amzn-requestid': 'The name of the invocation, the same that the runtime has.',
  'x-amzn-trace-id': 'The trace, the same that the runtime got.',
  'x-amz-executed-version': 'Which version ran.',
  'x-amz-function-error': 'It tells a function error from a result: the status is 200 for both.',
  'x-amz-log-result': 'The end of the log in base64, since the call asked for it.',
  'x-amzn-remapped-content-length': 'The service’s gateway adds it.',
  'x-amzn-errortype': 'The exception that an SDK throws.',
  'retry-after': 'When a client may try again, seconds.',
}

type Parts = {
  /** What the runtime posted; undefined where it posted nothing that counts. */
  posted: Side | undefined
  /** The status that the runtime got for it. */
  acknowledged: number | undefined
  /** What the caller got; undefined as long as it got nothing. */
  answer: Side | undefined
  asynchronous: boolean
  stream?: StreamEnds
}

export function answerLines({ posted, acknowledged, answer, asynchronous, stream }: Parts): Line[] {
  const lines: Line[] = []
  const failed = posted !== undefined && !posted.first.value.endsWith('/response')
  if (posted !== undefined || answer !== undefined)
    lines.push({
      ...(answer === undefined ? {} : { caller: answer.first }),
      ...(posted === undefined ? {} : { runtime: posted.first }),
      how: posted === undefined ? 'made' : 'translated',
      words: stream?.takes === undefined ? firstWords(posted, answer, failed, asynchronous) : streamedWords,
    })
  if (acknowledged !== undefined)
    lines.push({
      runtime: { name: 'status', value: String(acknowledged) },
      how: 'made',
      words:
        acknowledged < 300
          ? 'What the runtime is told: its answer was taken. Nothing of the caller is in it.'
          : 'What the runtime is told: its answer does not hold, and cannot be sent again.',
    })
  const streamed = stream === undefined ? { lines: [], told: [] } : streamLines(posted, stream)
  const told = new Set(['content-type', ...streamed.told])
  const type = headOf(posted?.heads ?? [], 'content-type')
  const callersType = headOf(answer?.heads ?? [], 'content-type')
  if (type !== undefined || callersType !== undefined)
    lines.push({
      ...(callersType === undefined ? {} : { caller: callersType }),
      ...(type === undefined ? {} : { runtime: type }),
      how:
        type === undefined
          ? 'made'
          : callersType === undefined
            ? 'lost'
            : type.value === callersType.value
              ? 'same'
              : 'translated',
      words: typeWords[stream?.takes ?? 'whole'],
    })
  lines.push(...streamed.lines)
  lines.push(...restOf('caller', answer?.heads ?? [], told, madeWords, { how: 'made', words: 'Lambda adds it.' }))
  return [
    ...lines,
    ...restOf('runtime', posted?.heads ?? [], told, lostReasons),
    ...connectionLine(answer?.heads ?? [], posted?.heads ?? []),
  ]
}

const streamedWords =
  'The path says which invocation it answers. The caller has 200 with the first piece, when nobody knows how it will end.'

const typeWords = {
  whole: 'Whatever the runtime calls its body, an Invoke answers with application/json.',
  frames: 'The caller gets frames, whatever the runtime calls what they carry: it has to know by itself.',
  chunks: 'What the function says of its body is what an HTTP client is told.',
}

function firstWords(
  posted: Side | undefined,
  answer: Side | undefined,
  failed: boolean,
  asynchronous: boolean,
): string {
  if (asynchronous)
    return 'The caller got its 202 as soon as Lambda had the event. What the runtime posts goes to no caller.'
  if (answer === undefined) return 'It names the invocation in its path. The caller has nothing yet.'
  if (posted === undefined) return 'The runtime posted nothing that counts: Lambda answers by itself.'
  const status = answer.first.value
  if (failed) return `A reported error is a ${status} for the caller as well; X-Amz-Function-Error tells.`
  return `The path says which invocation it answers; the caller, who waits on an open connection, gets ${status}.`
}

export function answerBodies(
  posted: Side | undefined,
  answer: Side | undefined,
  asynchronous: boolean,
  stream?: StreamEnds,
): Bodies {
  if (stream?.takes === 'frames') return streamedBodies(posted, stream)
  const [runtime, caller] = [posted?.body, answer?.body]
  if (caller === undefined && runtime === undefined) return { caller, runtime, how: 'none', words: '' }
  if (caller === undefined || (asynchronous && runtime !== undefined))
    return {
      caller: undefined,
      runtime,
      how: 'lost',
      words: asynchronous ? 'It reaches no caller.' : 'It has not reached the caller.',
    }
  if (runtime === undefined)
    return { caller, runtime, how: 'made', words: 'Lambda wrote it, since the runtime posted nothing that counts.' }
  if (sameBody(caller, runtime))
    return { caller, runtime, how: 'same', words: 'The caller gets the runtime’s bytes as they are.' }
  const type: Named | undefined = headOf(posted?.heads ?? [], 'content-type')
  return type?.value.startsWith('application/vnd.aws.lambda.error.cause') === true
    ? { caller, runtime, how: 'translated', words: 'The cause is for X-Ray: the caller gets message, type and stack.' }
    : { caller, runtime, how: 'made', words: 'The runtime’s body did not hold, so Lambda wrote another.' }
}
