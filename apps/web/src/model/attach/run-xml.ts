// A run configuration for JetBrains' editors that starts a runtime, attached; shared in a project's folder `.run`.
import type { EditorLanguage } from './editor-language.ts'

/** `api`: what AWS_LAMBDA_RUNTIME_API has to be; it and a function's name hold nothing that XML would have to escape. */
export function runXml(api: string, name: string, language: EditorLanguage): string {
  const { attributes, before = [], after = [] } = kinds[language]
  return [
    '<component name="ProjectRunConfigurationManager">',
    `  <configuration default="false" name="${name} on the playground" ${attributes}>`,
    ...before.map((line) => `    ${line}`),
    '    <envs>',
    `      <env name="AWS_LAMBDA_RUNTIME_API" value="${api}" />`,
    '    </envs>',
    ...after.map((line) => `    ${line}`),
    '    <method v="2" />',
    '  </configuration>',
    '</component>',
  ].join('\n')
}

type Kind = { attributes: string; before?: string[]; after?: string[] }

const kinds: Record<EditorLanguage, Kind> = {
  'Node.js': {
    attributes:
      'type="NodeJSConfigurationType" path-to-js-file="node_modules/aws-lambda-ric/bin/index.mjs" application-parameters="index.handler" working-dir="$PROJECT_DIR$"',
  },
  Python: {
    attributes: 'type="PythonConfigurationType" factoryName="Python"',
    before: ['<option name="PARENT_ENVS" value="true" />'],
    after: [
      '<option name="WORKING_DIRECTORY" value="$PROJECT_DIR$" />',
      '<option name="IS_MODULE_SDK" value="true" />',
      '<option name="SCRIPT_NAME" value="awslambdaric" />',
      '<option name="PARAMETERS" value="app.handler" />',
      '<option name="MODULE_MODE" value="true" />',
    ],
  },
  Go: {
    attributes: 'type="GoApplicationRunConfiguration" factoryName="Go Application"',
    before: ['<working_directory value="$PROJECT_DIR$" />'],
    after: ['<kind value="DIRECTORY" />', '<directory value="$PROJECT_DIR$" />', '<filePath value="$PROJECT_DIR$" />'],
  },
}
