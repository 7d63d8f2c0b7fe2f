// Has a function built because somebody asks for it; where that is refused, it says why.
import { buildFunction } from './control/functions.ts'
import { announce } from './ui/announce.ts'

export function buildAgain(name: string): void {
  buildFunction(name).catch((problem: unknown) =>
    announce(problem instanceof Error ? problem.message : String(problem)),
  )
}
