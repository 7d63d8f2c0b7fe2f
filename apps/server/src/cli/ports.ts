// Ports that a command line names.
import { UsageProblem } from './command.ts'

/** The number behind each flag; throws a UsageProblem where one is no port, or two are the same. */
export function portsOf<F extends string>(given: Record<F, string>): Record<F, number> {
  const taken = new Map<number, string>()
  const ports: Partial<Record<F, number>> = {}
  for (const [flag, text] of Object.entries(given) as [F, string][]) {
    const port = /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined
    if (port === undefined)
      throw new UsageProblem(`--${flag} ${text} is no port: give a number from 0 to 65535, 0 for any free one.`)
    const other = taken.get(port)
    if (port !== 0 && other !== undefined)
      throw new UsageProblem(`--${other} and --${flag} are both ${port}. Give one of them another number.`)
    taken.set(port, flag)
    ports[flag] = port
  }
  return ports as Record<F, number>
}
