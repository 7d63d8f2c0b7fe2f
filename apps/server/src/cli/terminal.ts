// Where a command writes: standard output and standard error, each with its colours and its width.
import type { Writable } from 'node:stream'

export const colours = ['bold', 'dim', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan'] as const
export type Colour = (typeof colours)[number]

const codes: Record<Colour, readonly [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
}

export type Paint = (colour: Colour, text: string) => string

export const plain: Paint = (_colour, text) => text
export const painted: Paint = (colour, text) => `\u001B[${codes[colour][0]}m${text}\u001B[${codes[colour][1]}m`

export type Side = {
  write(text: string | Uint8Array): void
  paint: Paint
  /** Columns. */
  width: number
  /** Resolves once all that was written is on its way; no more can be written after it. */
  drained(): Promise<void>
}

export type Terminal = { out: Side; err: Side }

type Stream = Writable & { isTTY?: boolean; columns?: number }

export function terminalOf(out: Stream, err: Stream, variables: NodeJS.ProcessEnv): Terminal {
  return { out: sideOf(out, variables), err: sideOf(err, variables) }
}

/** NO_COLOR and FORCE_COLOR as their conventions have them; without either, a terminal has colours and a file has none. */
export function hasColours(isTerminal: boolean, variables: NodeJS.ProcessEnv): boolean {
  const forced = variables['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  if ((variables['NO_COLOR'] ?? '') !== '') return false
  return isTerminal && variables['TERM'] !== 'dumb'
}

function sideOf(stream: Stream, variables: NodeJS.ProcessEnv): Side {
  let broken = false
  // Whoever read it is gone: what is left to do is done all the same.
  stream.on('error', () => (broken = true))
  const asked = Number(variables['COLUMNS'])
  return {
    write: (text) => void (broken || stream.write(text)),
    paint: hasColours(stream.isTTY === true, variables) ? painted : plain,
    width: stream.columns ?? (Number.isInteger(asked) && asked > 0 ? asked : 100),
    drained: () =>
      new Promise((resolve) => {
        if (broken || stream.writableLength === 0) return resolve()
        stream.once('error', () => resolve())
        stream.write('', () => resolve())
      }),
  }
}
