// Projects of SAM and of plain CloudFormation: template.yaml, or any template that is given by its path.
import { basename, dirname, join } from 'node:path'
import { readTemplate } from './cloudformation/read-template.ts'
import type { Project, ProjectReader, ReadOptions } from './project.ts'
import { isFile } from '../is-there.ts'
import { beginningOf } from './source-file.ts'

const usual = ['template.yaml', 'template.yml', 'template.json', 'sam.yaml', 'sam.yml']

export const templateReader: ProjectReader = {
  async find(folder) {
    for (const name of usual) {
      const file = join(folder, name)
      if (await looksLikeTemplate(file)) return file
    }
    return undefined
  },
  async takes(file) {
    // A serverless.yml may have resources of CloudFormation, and is none of its templates.
    return (
      /\.(ya?ml|json|template)$/i.test(file) &&
      !basename(file).startsWith('serverless.') &&
      (await looksLikeTemplate(file))
    )
  },
  async read(file: string, options: ReadOptions): Promise<Project> {
    const readFrom = new Set<string>()
    const { drafts, unsupported, serverless } = await readTemplate(file, { ...options, taken: new Set() }, readFrom)
    const built = join(dirname(file), '.aws-sam/build/template.yaml')
    if (await isFile(built))
      unsupported.push({
        file,
        message:
          'What sam build made in .aws-sam is not used: functions run from their folders, and are built by themselves.',
      })
    return {
      file,
      kind: serverless ? 'sam' : 'cloudformation',
      functions: drafts.map((draft) => draft.finish()),
      unsupported,
      readFrom: [...readFrom],
    }
  },
}

/** Other tools have a template.yaml as well: it is CloudFormation's where it has resources of AWS. */
async function looksLikeTemplate(file: string): Promise<boolean> {
  const text = await beginningOf(file)
  return /["']?Resources["']?\s*:/.test(text) && /AWS::|AWSTemplateFormatVersion|Custom::/.test(text)
}
