// The frames that a runtime writes to the descriptor of _LAMBDA_TELEMETRY_LOG_FD: one frame is one event, whatever lines it has.
import { StringDecoder } from 'node:string_decoder'
import { logLevels } from '@playground/protocol'

/** `level`: undefined where the runtime says none; `time`: epoch milliseconds; `partial`: the frame goes on in the next one. */
export type LogFrame = { text: string; level?: string; time?: number; partial?: true }

export interface LogFrames {
  take(chunk: Uint8Array): void
  /** The descriptor was closed: gives what is left. */
  end(): void
}

/** Bytes given at once; a longer frame comes in parts, as a longer line does. */
const partBytes = 64 * 1024
/** A length beyond this is none: what claims it is no frame, bytes. */
const frameLimit = 16 * 1024 * 1024
/** The first half of every frame's type. */
const magic = 0xa55a_0000
const magicBytes = Buffer.from([0xa5, 0x5a, 0x00])
/** Bits of a type's second half: JSON or text, then whether there is a time, then the level. */
const timeBit = 0b10
const levelShift = 2

type Head = { bytes: number; length: number; level: string | undefined; time: number | undefined }

/** Never throws: what is no frame is given as plain lines, up to where the next frame begins. */
export function logFrames(onFrame: (frame: LogFrame) => void): LogFrames {
  let rest: Buffer = Buffer.alloc(0)
  let current: { head: Head; left: number; decoder: StringDecoder } | undefined
  let plain = ''
  let plainDecoder = new StringDecoder('utf8')

  const givePart = (head: Head, text: string, partial: boolean) =>
    onFrame({
      text,
      ...(head.level === undefined ? {} : { level: head.level }),
      ...(head.time === undefined ? {} : { time: head.time }),
      ...(partial ? { partial: true as const } : {}),
    })

  /** Takes of the frame that has begun what has come of it; false where more has to come first. */
  const takeBody = (): boolean => {
    const { head, left, decoder } = current!
    const wanted = Math.min(left, partBytes)
    if (rest.length < wanted) return false
    const text = decoder.write(rest.subarray(0, wanted))
    rest = rest.subarray(wanted)
    current!.left = left - wanted
    if (current!.left > 0) givePart(head, text, true)
    else {
      givePart(head, text + decoder.end(), false)
      current = undefined
    }
    return true
  }

  const takePlain = (bytes: Buffer) => {
    plain += plainDecoder.write(bytes)
    const lines = plain.split('\n')
    plain = lines.pop()!
    for (const line of lines) onFrame({ text: line })
    for (; plain.length > partBytes; plain = plain.slice(partBytes))
      onFrame({ text: plain.slice(0, partBytes), partial: true })
  }
  const endPlain = () => {
    plain += plainDecoder.end()
    plainDecoder = new StringDecoder('utf8')
    if (plain !== '') onFrame({ text: plain })
    plain = ''
  }

  const takeHead = (): boolean => {
    const head = headOf(rest)
    if (head === 'more') return false
    if (head === undefined) {
      const next = nextHead(rest)
      takePlain(rest.subarray(0, next))
      rest = rest.subarray(next)
      return rest.length > 0
    }
    endPlain()
    rest = rest.subarray(head.bytes)
    current = { head, left: head.length, decoder: new StringDecoder('utf8') }
    return true
  }

  return {
    take(chunk) {
      rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
      while (current === undefined ? takeHead() : takeBody());
    },
    end() {
      if (current !== undefined) {
        const { head, decoder } = current
        givePart(head, decoder.write(rest) + decoder.end(), false)
      } else if (rest.length > 0) takePlain(rest)
      endPlain()
      rest = Buffer.alloc(0)
      current = undefined
    },
  }
}

/** The head at the start of the bytes; `more`: too few of them to tell; undefined: there is none. */
function headOf(bytes: Buffer): Head | 'more' | undefined {
  const begun = Math.min(bytes.length, magicBytes.length)
  if (!bytes.subarray(0, begun).equals(magicBytes.subarray(0, begun))) return undefined
  if (bytes.length < 8) return 'more'
  const bits = bytes.readUInt32BE(0) - magic
  const level = bits >> levelShift
  const length = bytes.readUInt32BE(4)
  if (level > logLevels.length || length > frameLimit) return undefined
  const timed = (bits & timeBit) !== 0
  const headBytes = timed ? 16 : 8
  if (bytes.length < headBytes) return 'more'
  const time = timed ? Number(bytes.readBigUInt64BE(8)) / 1000 : undefined
  // An instant that no calendar has would break whoever prints it.
  return {
    bytes: headBytes,
    length,
    level: logLevels[level - 1],
    time: time !== undefined && time < 8.64e15 ? time : undefined,
  }
}

/** Where a head may begin after the first byte, at the earliest; the end where none does. */
function nextHead(bytes: Buffer): number {
  for (let at = bytes.indexOf(magicBytes[0]!, 1); at >= 0; at = bytes.indexOf(magicBytes[0]!, at + 1)) {
    const possible = bytes.subarray(at, at + magicBytes.length)
    if (possible.equals(magicBytes.subarray(0, possible.length))) return at
  }
  return bytes.length
}
