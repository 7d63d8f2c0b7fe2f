// A project as the readers give it: every function in it in the words of function.json, and what is not done here.
import type { FunctionSettings, ProjectKind, ProjectNote } from '@playground/protocol'

export type ProjectFunction = {
  /** Name here: the function's own, else the project's word for it, made legal. */
  name: string
  /** What the project calls it: logical id, key of serverless.yml, binary of cargo, address of Terraform. */
  id: string
  line?: number
  /** Absolute path of the folder with its code. With `inline`: a folder in the build folder, which is to be made. */
  folder: string
  /** Legal, every one; layers and, where it is in the build folder, `output` are absolute. */
  settings: FunctionSettings
  /** Code that the project's file itself holds: the file to be made in `folder`. */
  inline?: { path: string; text: string }
  /** What is not done here, or done otherwise; it runs all the same. */
  notes: ProjectNote[]
  /** Why it cannot run. */
  problems: ProjectNote[]
}

export type Project = {
  /** Absolute and real. */
  file: string
  kind: ProjectKind
  functions: ProjectFunction[]
  unsupported: ProjectNote[]
  /** Absolute paths that were read, for those who watch them. */
  readFrom: string[]
}

/** `parameters`: of a template, in place of their defaults. `buildFolder`: absolute, ours; builds put there what is run. */
export type ReadOptions = { parameters?: Record<string, string>; buildFolder?: string }

/** A reader of one kind of project. `find` and `takes` look at names and a few words; `read` throws a ProjectProblem. */
export interface ProjectReader {
  /** The file that it would read in this folder. */
  find(folder: string): Promise<string | undefined>
  /** Whether this file, given by its path, is of its kind. */
  takes(file: string): Promise<boolean>
  read(file: string, options: ReadOptions): Promise<Project>
}

/** Nothing can be read of the project; the message is `file:line:column: what is wrong. What to do.` */
export class ProjectProblem extends Error {
  override name = 'ProjectProblem'
}
