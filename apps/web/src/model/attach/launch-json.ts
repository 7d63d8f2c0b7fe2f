// A launch configuration for VS Code that starts a runtime under its debugger, attached.
import type { EditorLanguage } from './editor-language.ts'

/** `api`: what AWS_LAMBDA_RUNTIME_API has to be. */
export function launchJson(api: string, name: string, language: EditorLanguage): string {
  const configuration = {
    name: `${name} on the playground`,
    request: 'launch',
    ...programs[language],
    cwd: '${workspaceFolder}',
    env: { AWS_LAMBDA_RUNTIME_API: api },
  }
  const text = JSON.stringify({ version: '0.2.0', configurations: [configuration] }, null, 2)
  // A list of one word on its line, as people write it.
  return text.replaceAll(/\[\s+("[^"]*")\s+\]/g, '[$1]')
}

/** Each starts AWS's own client with the handler, or what brings its client along. */
const programs: Record<EditorLanguage, object> = {
  'Node.js': {
    type: 'node',
    program: '${workspaceFolder}/node_modules/aws-lambda-ric/bin/index.mjs',
    args: ['index.handler'],
  },
  Python: { type: 'debugpy', module: 'awslambdaric', args: ['app.handler'], justMyCode: true },
  Go: { type: 'go', mode: 'debug', program: '${workspaceFolder}' },
}
