// Placeholder until the readers are merged.
import type { FunctionSettings, ProjectKind, ProjectNote } from '@playground/protocol'

export type ProjectFunction = {
  name: string
  id: string
  line?: number
  folder: string
  settings: FunctionSettings
  inline?: { path: string; text: string }
  notes: ProjectNote[]
  problems: ProjectNote[]
}
export type Project = {
  file: string
  kind: ProjectKind
  functions: ProjectFunction[]
  unsupported: ProjectNote[]
  readFrom: string[]
}
export class ProjectProblem extends Error {}
export async function readProject(
  _path: string,
  _options?: { parameters?: Record<string, string>; buildFolder?: string },
): Promise<Project | undefined> {
  return undefined
}
