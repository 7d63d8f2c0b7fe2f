// What a build is at, and what it printed last, for people.
import type { BuildState } from '@playground/protocol/model'
import { elapsed } from './format.ts'
import { plainText } from './log/plain.ts'

export type BuildPhase = 'none' | 'running' | 'failed' | 'done'

export function buildPhase(build: BuildState | undefined): BuildPhase {
  if (build === undefined) return 'none'
  if (build.ended === undefined) return 'running'
  return build.problem === undefined ? 'done' : 'failed'
}

/** `460 ms`, `1.2 s`, `2 min 5 s` */
export function buildTook(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : elapsed(ms)
}

/** Why it failed, without the command that stands beside it: `It ended with exit code 1.` */
export function buildProblem({ command, problem = '' }: Pick<BuildState, 'command' | 'problem'>): string {
  return problem.startsWith(`${command} `) ? `It ${problem.slice(command.length + 1)}` : problem
}

/** What can be read in the newest lines that say something, at most so many, the oldest first. */
export function lastLines({ lines }: Pick<BuildState, 'lines'>, most: number): string[] {
  const found: string[] = []
  for (let at = lines.length - 1; at >= 0 && found.length < most; at -= 1) {
    const text = buildLine(lines[at]!.text)
    if (text.trim() !== '') found.unshift(text)
  }
  return found
}

/** A line as a terminal would leave it: what was written over by a carriage return is gone. */
export function buildLine(text: string): string {
  const last = text.replace(/\r+$/, '').split('\r').at(-1)!
  return plainText(last)
}

export const buildReasons: Record<BuildState['why'], string> = {
  invoked: 'for an invocation',
  changed: 'since a file was saved',
  asked: 'since somebody asked for it',
}
