// An invocation as something to run elsewhere: in a shell, with the AWS CLI, with SDKs.
import { pathOf, type CallKind } from './call-kind.ts'

export type InvokeCall = { name: string; payload: string; endpoint: string; type: CallKind }

/** Lines for each tool, in the order in which they are offered. The AWS CLI has no command for a response in pieces. */
export function invokeCode(call: InvokeCall): { tool: string; text: string }[] {
  const streams = call.type === 'Stream'
  return [
    { tool: 'cURL', text: curl(call) },
    ...(streams ? [] : [{ tool: 'AWS CLI v2', text: cli(call) }]),
    { tool: 'SDK for JavaScript', text: streams ? javascriptInPieces(call) : javascript(call) },
    { tool: 'SDK for Python', text: streams ? pythonInPieces(call) : python(call) },
  ]
}

/** Frames are no text: a terminal is given them only when it is told to. */
function curl({ name, payload, endpoint, type }: InvokeCall): string {
  const kind = type === 'RequestResponse' || type === 'Stream' ? '' : ` -H 'X-Amz-Invocation-Type: ${type}'`
  const unbuffered = type === 'Stream' ? ' -N --output -' : ''
  return `curl${unbuffered} -X POST${kind} --data-raw ${quote(payload)} '${endpoint}${pathOf(name, type)}'`
}

function cli({ name, payload, endpoint, type }: InvokeCall): string {
  const kind = type === 'RequestResponse' ? '' : ` --invocation-type ${type}`
  return `AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none aws lambda invoke --region us-east-1 --endpoint-url ${endpoint} --function-name ${name}${kind} --cli-binary-format raw-in-base64-out --payload ${quote(payload)} /dev/stdout`
}

function javascript({ name, payload, endpoint, type }: InvokeCall): string {
  return `${javascriptClient('InvokeCommand', endpoint)}
const { StatusCode, FunctionError, Payload } = await client.send(
  new InvokeCommand({
    FunctionName: '${name}',
    InvocationType: '${type}',
    Payload: ${JSON.stringify(payload)},
  }),
)
console.log(StatusCode, FunctionError, Payload?.transformToString())
`
}

function javascriptInPieces({ name, payload, endpoint }: InvokeCall): string {
  return `${javascriptClient('InvokeWithResponseStreamCommand', endpoint)}
const { EventStream } = await client.send(
  new InvokeWithResponseStreamCommand({
    FunctionName: '${name}',
    Payload: ${JSON.stringify(payload)},
  }),
)
for await (const { PayloadChunk, InvokeComplete } of EventStream) {
  if (PayloadChunk?.Payload) process.stdout.write(PayloadChunk.Payload)
  if (InvokeComplete?.ErrorCode) console.error(InvokeComplete.ErrorCode, InvokeComplete.ErrorDetails)
}
`
}

function javascriptClient(command: string, endpoint: string): string {
  return `import { ${command}, LambdaClient } from '@aws-sdk/client-lambda'

const client = new LambdaClient({
  endpoint: '${endpoint}',
  region: 'us-east-1',
  credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
})`
}

function python({ name, payload, endpoint, type }: InvokeCall): string {
  return `${pythonClient(endpoint)}
answer = client.invoke(
    FunctionName="${name}",
    InvocationType="${type}",
    Payload=${pythonText(payload)},
)
print(answer["StatusCode"], answer.get("FunctionError"), answer["Payload"].read().decode())
`
}

function pythonInPieces({ name, payload, endpoint }: InvokeCall): string {
  return `import sys
${pythonClient(endpoint)}
answer = client.invoke_with_response_stream(
    FunctionName="${name}",
    Payload=${pythonText(payload)},
)
for event in answer["EventStream"]:
    if "PayloadChunk" in event:
        sys.stdout.buffer.write(event["PayloadChunk"]["Payload"])
        sys.stdout.flush()
    elif event["InvokeComplete"].get("ErrorCode"):
        print(event["InvokeComplete"], file=sys.stderr)
`
}

function pythonClient(endpoint: string): string {
  return `import boto3

client = boto3.client(
    "lambda",
    endpoint_url="${endpoint}",
    region_name="us-east-1",
    aws_access_key_id="none",
    aws_secret_access_key="none",
)`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** JSON's escapes are Python's too, but for characters beyond the first plane, which need no escape. */
function pythonText(text: string): string {
  return JSON.stringify(text)
}
