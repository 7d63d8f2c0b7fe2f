// How a runtime of one's own is pointed at the playground: from a shell, an editor, a container, or behind the Web Adapter.
import type { AttachStep } from './attach-step.ts'
import { editorLanguages, type EditorLanguage } from './editor-language.ts'
import { launchJson } from './launch-json.ts'
import { runXml } from './run-xml.ts'
import { assignment, rustNeeds, type Variable } from './variables.ts'
import { webApp } from './web-app.ts'

/** `language` is undefined where it makes no difference. */
export type AttachWay = { how: string; variants: { language: Language | undefined; steps: AttachStep[] }[] }

export const languages = ['bootstrap', 'Node.js', 'Python', 'Go', 'Rust'] as const
export type Language = (typeof languages)[number]

/** Where a runtime is attached: `host:port` of the playground, and the name of the function. */
export type AttachPlace = { address: string; name: string }

/** What starts a runtime in the folder of its function; the clients are AWS's own. */
const starts: Record<Language, string> = {
  bootstrap: './bootstrap',
  'Node.js': 'npx aws-lambda-ric index.handler',
  Python: 'python3 -m awslambdaric app.handler',
  Go: 'go run .',
  Rust: 'cargo run',
}

export function attachWays(place: AttachPlace): AttachWay[] {
  const { address, name } = place
  const api = `${address}/${name}`
  const shell = (how: string, lineOf: (variables: Variable[], start: string) => string): AttachWay => ({
    how,
    variants: languages.map((language) => ({
      language,
      steps: [{ text: lineOf(variablesOf(language, api, name), starts[language]) }],
    })),
  })
  const editor = (how: string, steps: (language: EditorLanguage) => AttachStep[]): AttachWay => ({
    how,
    variants: editorLanguages.map((language) => ({ language, steps: steps(language) })),
  })
  return [
    shell('bash, zsh', (variables, start) => [...variables.map(assignment), start].join(' ')),
    shell('fish', (variables, start) => ['env', ...variables.map(assignment), start].join(' ')),
    shell('PowerShell', (variables, start) =>
      [...variables.map(([variable, value]) => `$env:${variable} = '${value}'`), start].join('; '),
    ),
    editor('VS Code', (language) => [
      { what: 'As .vscode/launch.json, or a part of it; then F5:', text: launchJson(api, name, language), lines: true },
    ]),
    editor('JetBrains', (language) => [
      { what: 'As a variable of a run configuration that there is:', text: `AWS_LAMBDA_RUNTIME_API=${api}` },
      {
        what: `Or as a configuration of its own, .run/${name}.run.xml:`,
        text: runXml(api, name, language),
        lines: true,
      },
    ]),
    { how: 'Docker', variants: [{ language: undefined, steps: docker(place) }] },
    { how: 'Web app', variants: [{ language: undefined, steps: webApp(address) }] },
  ]
}

/** AWS's client for Rust wants a whole URL where there is a path, and does not start without what Lambda says of the function. */
function variablesOf(language: Language, api: string, name: string): Variable[] {
  if (language !== 'Rust') return [['AWS_LAMBDA_RUNTIME_API', api]]
  return [['AWS_LAMBDA_RUNTIME_API', `http://${api}`], ...rustNeeds(name)]
}

/** A container has an address of its own, so the playground has to listen for others than this machine. */
function docker({ address, name }: AttachPlace): AttachStep[] {
  const port = address.split(':').at(-1)!
  const host = 'host.docker.internal'
  const run = `docker run --rm --add-host ${host}:host-gateway -e AWS_LAMBDA_RUNTIME_API=${host}:${port}/${name}`
  return [
    {
      what: 'The playground listens for containers as well when it is started so:',
      text: `lambda-playground start --runtime-api-port ${port} --runtime-api-host 0.0.0.0 --allow-host ${host}`,
    },
    { what: 'An image of yours:', text: `${run} my-image` },
    {
      what: 'A folder on an image of AWS, here a handler in Python:',
      text: `${run} -v "$PWD:/var/task:ro" public.ecr.aws/lambda/python:3.13 app.handler`,
    },
  ]
}
