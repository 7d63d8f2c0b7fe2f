// What becomes of a response that streams: its pieces, the mode that announces them, and the trailers that tell of an error.
import type { Heads } from '@playground/protocol'
import type { Completion } from '@playground/protocol/frames'
import type { Streamed } from '@playground/protocol/model'
import { bytes } from '../format.ts'
import { headOf, type Bodies, type Line, type Named, type Side } from './line.ts'

/** How a response went in pieces, at each end of it. */
export type StreamEnds = {
  /** What the runtime sent, where it said that it streams. */
  sent: Streamed | undefined
  /** What the caller got; undefined for one who takes no pieces. */
  got: Streamed | undefined
  /** The caller takes pieces: over frames (InvokeWithResponseStream) or as the chunks of an HTTP answer. */
  takes: 'frames' | 'chunks' | undefined
  trailers: Heads
  /** What the last frame says, as far as it is there. */
  completion: Completion | undefined
  /** Nothing more will come. */
  over: boolean
}

const mode = 'lambda-runtime-function-response-mode'
const errorType = 'lambda-runtime-function-error-type'
const errorBody = 'lambda-runtime-function-error-body'

/** Lines of it, and the runtime's heads that they tell. */
export function streamLines(posted: Side | undefined, ends: StreamEnds): { lines: Line[]; told: string[] } {
  const { sent, got, takes } = ends
  const announced = headOf(posted?.heads ?? [], mode)
  if (announced === undefined && takes === undefined) return { lines: [], told: [] }
  const lines: Line[] = []
  const told = ['trailer', mode]
  if (announced !== undefined)
    lines.push({
      runtime: announced,
      how: takes === undefined ? 'kept' : 'translated',
      words:
        takes === undefined
          ? 'It says that the body comes in pieces. This caller takes it whole, so Lambda collects them first.'
          : 'It says that the body comes in pieces, and Lambda passes each on as it comes.',
    })
  else
    lines.push({
      how: 'made',
      words: 'The runtime posted the body whole: the caller, who would have taken pieces, gets it as one.',
    })
  if (sent !== undefined || got !== undefined)
    lines.push({
      ...(got === undefined ? {} : { caller: piecesOf(takes === 'frames' ? 'PayloadChunk' : 'chunks', got) }),
      ...(sent === undefined ? {} : { runtime: piecesOf('pieces', sent) }),
      how: takes === undefined ? 'kept' : 'translated',
      words: wordsOfPieces(takes),
    })
  return { lines: [...lines, ...endLines(ends)], told }
}

function piecesOf(name: string, { count, bytes: size }: Streamed): Named {
  return { name, value: `${count.toLocaleString('en')} · ${bytes(size)}` }
}

function wordsOfPieces(takes: StreamEnds['takes']): string {
  if (takes === 'frames')
    return 'Each piece is a frame of its own, with a length and two checksums; one that is long is several frames.'
  if (takes === 'chunks') return 'Each piece is a chunk of the answer’s body.'
  return 'Where one ends and the next begins means nothing: the caller gets all of it as one body.'
}

/** How it ended: what the trailers say in the words of the last frame. */
function endLines({ trailers, completion, takes, over }: StreamEnds): Line[] {
  const [type, body] = [headOf(trailers, errorType), headOf(trailers, errorBody)]
  const code = named('ErrorCode', completion?.errorCode)
  const details = named('ErrorDetails', completion?.errorDetails)
  if (takes !== 'frames')
    return [type, body].flatMap((trailer): Line[] =>
      trailer === undefined
        ? []
        : [{ runtime: trailer, how: takes === undefined ? 'translated' : 'lost', words: endWords[takes ?? 'none'] }],
    )
  if (!over) return []
  if (type === undefined && body === undefined && code === undefined)
    return completion === undefined
      ? []
      : [{ caller: { name: 'InvokeComplete', value: '{}' }, how: 'made', words: wentWell }]
  return [
    {
      ...(code === undefined ? {} : { caller: code }),
      ...(type === undefined ? {} : { runtime: type }),
      how: type === undefined ? 'made' : 'translated',
      words:
        type === undefined
          ? 'In the last frame, InvokeComplete. The runtime told of no error: Lambda saw what went wrong.'
          : 'In the last frame, InvokeComplete: an error that a runtime reports is Unhandled for its caller.',
    },
    ...(details === undefined && body === undefined
      ? []
      : [
          {
            ...(details === undefined ? {} : { caller: details }),
            ...(body === undefined ? {} : { runtime: body }),
            how: body === undefined ? ('made' as const) : ('translated' as const),
            words:
              body === undefined
                ? 'The error as JSON, as Lambda writes it.'
                : 'The error as JSON: base64 in the trailer, since a header takes no other letters; as it is in the frame.',
          },
        ]),
  ]
}

const wentWell =
  'The last frame. Nothing in it means that it went well: before it, nobody knew, and the status was sent long ago.'
const endWords = {
  chunks: 'A caller of the function URL sees that the answer breaks off, and not why.',
  none: 'The caller has had nothing yet: the error takes the place of what came before it.',
}

function named(name: string, value: string | undefined): Named | undefined {
  return value === undefined ? undefined : { name, value }
}

/** What became of a body whose pieces went to the caller as they came. */
export function streamedBodies(posted: Side | undefined, { got, over }: StreamEnds): Bodies {
  const runtime = posted?.body
  const had = got?.bytes ?? 0
  if (runtime === undefined)
    return {
      caller: undefined,
      runtime,
      how: 'none',
      words: over ? `The caller had ${bytes(had)} of it.` : `The caller has ${bytes(had)} so far.`,
    }
  if (runtime.bytes === had)
    return { caller: runtime, runtime, how: 'same', words: 'The frames are taken off; what they carry is as it came.' }
  return { caller: undefined, runtime, how: 'lost', words: `Of this the caller had ${bytes(had)}.` }
}
