// A port that another environment has already: each has a network of its own on Lambda, and here they share this machine's.
import type { EnvironmentModel } from './environment-model.ts'
import type { FunctionModel, NewRow } from './function-model.ts'
import { addRow } from './function-model.ts'
import { extensionIn, type ExtensionModel } from './extension-model.ts'

/** What Node.js, Go, Python, Rust and Java print of a port that is in use. */
const inUse = /EADDRINUSE|address already in use|only one usage of each socket address/i

/** Whether a line says that a port is in use, and which. */
export function portTakenIn(line: string): { port?: number } | undefined {
  if (!inUse.test(line)) return undefined
  const port = /:(\d{2,5})\b/.exec(line)?.[1] ?? /\bport\D{0,3}(\d{2,5})\b/i.exec(line)?.[1]
  return port === undefined ? {} : { port: Number(port) }
}

/** Why it ended that could not listen, in sentences; undefined where that was not why, or no other environment lives. */
export function portSentence(
  fn: FunctionModel,
  environment: EnvironmentModel,
  { portTaken, lane }: Pick<ExtensionModel, 'portTaken' | 'lane'>,
): string | undefined {
  if (portTaken === undefined) return undefined
  const other = [...fn.occupants.values()].find(({ name, pid }) => name !== environment.name && pid !== undefined)
  if (other === undefined) return undefined
  const port = portTaken.port === undefined ? 'Its port' : `Port ${portTaken.port}`
  const who = lane === environment.lane ? 'its runtime' : extensionIn(lane, environment.lane)
  return `${port} is taken by environment ${other.number}, so that ${who} of environment ${environment.number} cannot listen. On Lambda each environment has a network of its own; here they share this machine’s.`
}

/** Tells it right under the row at which the process ended. */
export function explainPort(
  fn: FunctionModel,
  environment: EnvironmentModel,
  process: EnvironmentModel | ExtensionModel,
  row: Omit<NewRow, 'kind' | 'label'>,
): void {
  const label = portSentence(fn, environment, process)
  if (label === undefined) return
  addRow(fn, { ...row, kind: 'cause', label, tone: 'error', offer: 'concurrency' })
}
