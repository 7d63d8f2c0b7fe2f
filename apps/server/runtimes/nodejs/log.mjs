// The lines of a function's log in Lambda's text format: time, request id, level, message, separated by tabs.
import { format } from 'node:util'

const levels = { log: 'INFO', info: 'INFO', debug: 'DEBUG', trace: 'TRACE', warn: 'WARN', error: 'ERROR' }

/** One record is one line: line ends within it become carriage returns, as Lambda's runtime has it. */
function write(stream, requestId, level, message) {
  stream.write(
    `${new Date().toISOString()}\t${requestId ?? 'undefined'}\t${level}\t${message.replaceAll('\n', '\r')}\n`,
  )
}

export function log(level, requestId, title, value) {
  write(level === 'ERROR' ? process.stderr : process.stdout, requestId, level, `${title} \t${JSON.stringify(value)}`)
}

/** Makes the console write in that format; `current` gives the request id at the moment. */
export function useConsole(current) {
  for (const [method, level] of Object.entries(levels)) {
    const stream = level === 'ERROR' || level === 'WARN' ? process.stderr : process.stdout
    console[method] = (...values) => write(stream, current(), level, format(...values))
  }
}
