// The function's log as Lambda's Node.js runtime writes it: each call of the console is one record, as text or as JSON.
import { writeSync } from 'node:fs'
import { format } from 'node:util'

/** In the order in which they weigh; a frame has a level's place, counted from 1. */
const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']
const methods = {
  trace: 'TRACE',
  debug: 'DEBUG',
  info: 'INFO',
  log: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
}
/** A frame's type: it has a timestamp, and its message is JSON, or text. */
const frameTypes = { JSON: 0xa55a0002, TEXT: 0xa55a0003 }

const logFormat = process.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON' ? 'JSON' : 'TEXT'
const threshold = Math.max(0, levels.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL?.toUpperCase()))
const write = writerFor(process.env._LAMBDA_TELEMETRY_LOG_FD)
delete process.env._LAMBDA_TELEMETRY_LOG_FD

/** Makes the console write to the function's log; `current` gives the request id at the moment. */
export function useConsole(current) {
  for (const [method, level] of Object.entries(methods)) {
    const weight = levels.indexOf(level)
    console[method] =
      weight < threshold && level !== 'FATAL'
        ? () => {}
        : (...values) => {
            const now = new Date()
            write(weight, now, record(now, current(), level, values.length === 0 ? [undefined] : values))
          }
  }
}

/** An error that the runtime itself has to tell of. */
export function logError(title, thrown) {
  const error = thrown instanceof Error ? thrown : new Error(typeof thrown === 'string' ? thrown : format(thrown))
  if (logFormat === 'JSON') console.error(error)
  else console.error(title, `\t${asText(error)}`)
}

function asText(error) {
  try {
    return JSON.stringify(error, (_key, value) => withHiddenMembers(value, 'stack'))
  } catch {
    // What it carries cannot be written down: at least what it is.
    return JSON.stringify(partsOf(error, 'stack'))
  }
}

function record(now, requestId, level, values) {
  const timestamp = now.toISOString()
  return logFormat === 'JSON'
    ? jsonRecord({ timestamp, level, requestId }, values)
    : `${timestamp}\t${requestId}\t${level}\t${format(...values)}`
}

/** A single value stays what it is; several become one text, with the first error's parts beside it. */
function jsonRecord(head, values) {
  if (values.length === 1) {
    try {
      return JSON.stringify({ ...head, message: values[0] }, (_key, value) => withHiddenMembers(value, 'stackTrace'))
    } catch {
      return JSON.stringify({ ...head, message: format(values[0]) })
    }
  }
  const error = values.find((value) => value instanceof Error)
  return JSON.stringify({ ...head, message: format(...values), ...(error && partsOf(error, 'stackTrace')) })
}

/** What an error says of itself is left out of JSON otherwise. */
function withHiddenMembers(value, stackName) {
  return value instanceof Error ? Object.assign(partsOf(value, stackName), value) : value
}

function partsOf(error, stackName) {
  return { errorType: error.name, errorMessage: error.message, [stackName]: (error.stack ?? '').split('\n') }
}

/** Frames keep line ends; a line of standard output cannot, so they become carriage returns there. */
function writerFor(descriptor) {
  if (descriptor === undefined) {
    return (_weight, _now, text) => process.stdout.write(`${text.replaceAll('\n', '\r')}\n`)
  }
  return (weight, now, text) => {
    const message = Buffer.from(logFormat === 'JSON' ? text : `${text}\n`)
    const frame = Buffer.alloc(16 + message.length)
    frame.writeUInt32BE((frameTypes[logFormat] | ((weight + 1) << 2)) >>> 0, 0)
    frame.writeUInt32BE(message.length, 4)
    frame.writeBigInt64BE(BigInt(now.getTime()) * 1000n, 8)
    message.copy(frame, 16)
    try {
      for (let written = 0; written < frame.length;) written += writeSync(Number(descriptor), frame, written)
    } catch (error) {
      // Whoever reads the log is gone, and the environment with it: nobody could be told of the error either.
      if (error.code === 'EPIPE') process.exit(128)
      throw error
    }
  }
}
