// A project as text that a person can read: what each fixture gives is compared with a file of it.
import { dirname, sep } from 'node:path'
import type { ProjectNote } from '@playground/protocol'
import type { Project } from './project.ts'

/** Paths are relative to the project's folder; what depends on this machine's processor is left out. */
export function projectAsText(project: Project, folder = dirname(project.file)): string {
  const short = (text: string) => text.replaceAll(`${folder}${sep}`, './').replaceAll(folder, '.')
  const notes = (title: string, given: ProjectNote[], indent: string) =>
    given
      .filter(({ message }) => !message.includes('this machine is '))
      .map(({ file, line, message }) =>
        short(`${indent}${title} ${file}${line === undefined ? '' : `:${line}`}: ${message}`),
      )
  const lines = [`${project.kind} ${short(project.file)}`]
  for (const { name, id, line, folder: code, settings, inline, ...said } of project.functions) {
    lines.push('', `${name}${id === name ? '' : ` (${id})`}${line === undefined ? '' : `, line ${line}`}`)
    lines.push(short(`  folder ${code}`))
    const { variables = {}, routes = [], ...single } = settings
    for (const [setting, value] of Object.entries(single))
      lines.push(short(`  ${setting} ${typeof value === 'string' ? value : JSON.stringify(value)}`))
    for (const [variable, value] of Object.entries(variables)) lines.push(short(`  variable ${variable}=${value}`))
    for (const { method, path, ...rest } of routes) lines.push(`  route ${method} ${path} ${JSON.stringify(rest)}`)
    if (inline !== undefined) lines.push(`  inline ${inline.path} ${JSON.stringify(inline.text)}`)
    lines.push(...notes('note', said.notes, '  '), ...notes('problem', said.problems, '  '))
  }
  if (project.unsupported.length > 0) lines.push('', ...notes('unsupported', project.unsupported, ''))
  lines.push('', ...project.readFrom.map((file) => short(`read ${file}`)), '')
  return lines.join('\n')
}
