// A start with a template of a hundred functions, over one with none: in one folder, and each in its own.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { playground } from './program.ts'
import { ratio, type Row } from './row.ts'

const rounds = 5
const functions = 100

export async function template(): Promise<Row[]> {
  const place = mkdtempSync(join(tmpdir(), 'playground-bench-template-'))
  const together = projectIn(join(place, 'together'), () => './src')
  const apart = projectIn(join(place, 'apart'), (index) => `./functions/f${index}`)
  const pairs = { together: [] as [number, number][], apart: [] as [number, number][] }
  for (let round = 0; round < rounds; round += 1) {
    const none = await started()
    pairs.together.push([await started(together), none])
    pairs.apart.push([await started(apart), none])
  }
  rmSync(place, { recursive: true, force: true })
  return [
    ratio(
      `start with a template of ${functions} functions of one folder, over a start without`,
      pairs.together,
      undefined,
    ),
    ratio('the same, each in a folder of its own', pairs.apart, undefined),
  ]
}

async function started(...folders: string[]): Promise<number> {
  const from = performance.now()
  const host = await playground(...folders)
  const ms = performance.now() - from
  await host.end()
  return ms
}

function projectIn(folder: string, codeOf: (index: number) => string): string {
  const resources: string[] = []
  for (let index = 0; index < functions; index += 1) {
    const code = join(folder, codeOf(index))
    mkdirSync(code, { recursive: true })
    writeFileSync(join(code, `f${index}.mjs`), 'export const handler = async (event) => event\n')
    resources.push(
      `  F${index}:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: ${codeOf(index)}\n      Handler: f${index}.handler\n` +
        `      Environment:\n        Variables:\n          NUMBER: !Sub "\${AWS::StackName}-${index}"\n`,
    )
  }
  const head =
    'Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    Runtime: nodejs22.x\n    Timeout: 10\nResources:\n'
  writeFileSync(join(folder, 'template.yaml'), head + resources.join(''))
  return folder
}
