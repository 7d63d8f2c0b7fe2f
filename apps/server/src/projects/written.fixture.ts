// A project of a test: its files, in a folder of their own, as it is read.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { temporaryFolder } from '../temporary.fixture.ts'
import type { Project, ProjectFunction, ReadOptions } from './project.ts'
import { readProject } from './read-project.ts'

export function written(files: Record<string, string>): string {
  const folder = temporaryFolder()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
    if (path.includes('.bin/')) chmodSync(join(folder, path), 0o755)
  }
  return folder
}

/** Builds go to `/builds`, unless the options say otherwise. */
export async function projectOf(files: Record<string, string>, options: ReadOptions = {}): Promise<Project> {
  const project = await readProject(written(files), { buildFolder: '/builds', ...options })
  if (project === undefined) throw new Error('There is no project.')
  return withoutKeys(project)
}

/** Folders of builds without the key of their project, which is of a path that is another in each test. */
export function withoutKeys(project: Project): Project {
  return JSON.parse(JSON.stringify(project).replace(/\/[0-9a-f]{12}\//g, '/')) as Project
}

/** The one function of a template, with these properties and, where they name none, a handler. */
export async function functionOf(
  properties: string,
  files: Record<string, string> = {},
  options: ReadOptions = {},
): Promise<ProjectFunction> {
  const whole = /^Handler:/m.test(properties) ? properties : `${properties}\nHandler: index.handler`
  const indented = whole
    .trim()
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n')
  const text = `Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n${indented}\n`
  const { functions } = await projectOf({ 'index.js': '', 'template.yaml': text, ...files }, options)
  return functions[0]!
}

/** What is wrong, as whoever opens it is told, with paths relative to the project. */
export async function refusalOf(files: Record<string, string>): Promise<string> {
  const folder = written(files)
  try {
    await readProject(folder)
  } catch (problem) {
    return (problem as Error).message.replaceAll(`${folder}/`, '')
  }
  return 'none'
}

export const messages = (notes: { message: string }[]) => notes.map(({ message }) => message)
