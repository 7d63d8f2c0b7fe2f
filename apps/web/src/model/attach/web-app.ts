// A web application behind the Lambda Web Adapter: by hand, and as a function of the playground.
import { attachedFunctionName } from '@playground/protocol'
import type { AttachStep } from './attach-step.ts'
import { assignment, rustNeeds } from './variables.ts'

const port = 8080
const image = 'public.ecr.aws/awsguru/aws-lambda-adapter:0.9.1'

/**
 * The adapter is an extension that asks for work itself, and hands each event to the application by HTTP. It takes no path in
 * its address, so that its function is the one that names none.
 */
export function webApp(address: string): AttachStep[] {
  return [
    {
      what: 'The adapter is a program, taken out of its image or built by cargo install lambda_web_adapter:',
      text: `docker cp "$(docker create ${image} none)":/lambda-adapter .`,
    },
    { what: 'Start your application as ever:', text: `PORT=${port} npm start` },
    {
      what: `And the adapter beside it, attached; its function is called “${attachedFunctionName}”:`,
      text: [...variables(address).map(assignment), './lambda-adapter'].join(' '),
    },
    {
      what: 'Or have the playground start both. The folder of the function has run.sh, which starts the application, and adapter, a layer with extensions/lambda-adapter in it. Its function.json:',
      text: JSON.stringify(preset, null, 2),
      lines: true,
    },
    { what: 'Its bootstrap, executable:', text: '#!/bin/sh\nexec "$LAMBDA_TASK_ROOT/$_HANDLER"', lines: true },
  ]
}

function variables(address: string): [string, string][] {
  return [['AWS_LAMBDA_RUNTIME_API', address], ['AWS_LWA_PORT', String(port)], ...rustNeeds(attachedFunctionName)]
}

const preset = {
  runtime: 'provided.al2023',
  handler: 'run.sh',
  layers: ['./adapter'],
  variables: { PORT: String(port), AWS_LWA_PORT: String(port) },
}
