// An invocation as something to run elsewhere: in a shell, with the AWS CLI, with SDKs.

export type InvokeCall = { name: string; payload: string; endpoint: string; type: string }

/** Lines for each tool, in the order in which they are offered. */
export function invokeCode(call: InvokeCall): { tool: string; text: string }[] {
  return [
    { tool: 'cURL', text: curl(call) },
    { tool: 'AWS CLI v2', text: cli(call) },
    { tool: 'SDK for JavaScript', text: javascript(call) },
    { tool: 'SDK for Python', text: python(call) },
  ]
}

function curl({ name, payload, endpoint, type }: InvokeCall): string {
  const kind = type === 'RequestResponse' ? '' : ` -H 'X-Amz-Invocation-Type: ${type}'`
  return `curl -X POST${kind} --data-raw ${quote(payload)} '${endpoint}/2015-03-31/functions/${name}/invocations'`
}

function cli({ name, payload, endpoint, type }: InvokeCall): string {
  const kind = type === 'RequestResponse' ? '' : ` --invocation-type ${type}`
  return `AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none aws lambda invoke --region us-east-1 --endpoint-url ${endpoint} --function-name ${name}${kind} --cli-binary-format raw-in-base64-out --payload ${quote(payload)} /dev/stdout`
}

function javascript({ name, payload, endpoint, type }: InvokeCall): string {
  return `import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'

const client = new LambdaClient({
  endpoint: '${endpoint}',
  region: 'us-east-1',
  credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
})
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

function python({ name, payload, endpoint, type }: InvokeCall): string {
  return `import boto3

client = boto3.client(
    "lambda",
    endpoint_url="${endpoint}",
    region_name="us-east-1",
    aws_access_key_id="none",
    aws_secret_access_key="none",
)
answer = client.invoke(
    FunctionName="${name}",
    InvocationType="${type}",
    Payload=${pythonText(payload)},
)
print(answer["StatusCode"], answer.get("FunctionError"), answer["Payload"].read().decode())
`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** JSON's escapes are Python's too, but for characters beyond the first plane, which need no escape. */
function pythonText(text: string): string {
  return JSON.stringify(text)
}
