// Processes of an incarnation: started, heard of, told to end, ended.
import type { Entry } from '../../journal.ts'
import type { ProcessFact } from './facts.ts'
import type { FactsFold } from './facts-fold.ts'

export function applyProcess(facts: FactsFold, { seq, at, of, event }: Entry): void {
  const { life, invocation } = facts
  if (life === undefined) return
  const process = facts.process ?? [...life.processes.values()].find(({ extension }) => extension === of.extension)
  facts.process = process
  switch (event.type) {
    case 'process.started': {
      const started: ProcessFact = { seq, at, ...(of.extension === undefined ? {} : { extension: of.extension }) }
      life.processes.set(of.process ?? life.processes.size, started)
      facts.process = started
      if (of.extension === undefined) life.runtime = started
      return
    }
    case 'process.printed':
      if (of.extension === undefined) life.sign = { seq, at, line: event.line }
      if (invocation !== undefined) invocation.printed += 1
      return
    case 'process.signalled':
      if (process !== undefined) process.signalled ??= { seq, at, signal: event.signal, reason: event.reason }
      return
    case 'process.exited':
      if (process !== undefined) process.exited = { seq, at, code: event.code, signal: event.signal }
      return
    case 'process.sampled':
      life.sample = { seq, at, cpuMs: event.cpuMs, memoryMb: event.memoryMb }
  }
}
