// Runs the measurements and prints them as a table: ratios of runs made in turn, medians, and how far they spread.
import { cpus } from 'node:os'
import { callers } from './callers.ts'
import { coldStart } from './cold-start.ts'
import { eventQueue } from './event-queue.ts'
import { findings } from './findings.ts'
import { findingsOnPage } from './findings-on-page.ts'
import { frames } from './frames.ts'
import { invocations } from './invocations.ts'
import { invokeCommand } from './invoke-command.ts'
import { lifecycle } from './lifecycle.ts'
import { memory } from './memory.ts'
import { endAll } from './program.ts'
import type { Row } from './row.ts'
import { reload } from './reload.ts'
import { startUp } from './start-up.ts'
import { streaming } from './streaming.ts'
import { template } from './template.ts'
import { longSession, views } from './views.ts'

const all: Record<string, () => Promise<Row[]>> = {
  invocations,
  callers,
  'cold-start': coldStart,
  streaming,
  memory,
  'event-queue': eventQueue,
  findings,
  'findings-on-page': findingsOnPage,
  frames,
  'start-up': startUp,
  lifecycle,
  'invoke-command': invokeCommand,
  reload,
  template,
  views,
  'long-session': longSession,
}

const asked = process.argv.slice(2)
let broken = 0
console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${process.platform}, Node.js ${process.versions.node}\n`,
)
console.log('| measure | value | spread | goal | met |\n|---|---|---|---|---|')
for (const [name, measure] of Object.entries(all)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  try {
    for (const row of await measure())
      console.log(
        `| ${row.name} | ${row.value} | ${row.spread} | ${row.goal} | ${row.met === undefined ? '' : row.met ? 'yes' : 'no'} |`,
      )
  } catch (problem) {
    broken += 1
    console.log(`| ${name} | broken | ${problem instanceof Error ? problem.message : String(problem)} | | |`)
  }
}
endAll()
process.exit(broken === 0 ? 0 : 1)
