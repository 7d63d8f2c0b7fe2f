// The filter that a header suggests: the whole invocation or extension where it names one, else the calls that have this header.
import { termForHead } from './head-question.ts'

const namesInvocation = ['lambda-runtime-aws-request-id', 'x-amzn-requestid', 'x-amz-invocation-id']

/** `name`: in lower case. */
export function termOfHead(name: string, value: string): string {
  if (name === 'lambda-extension-name' && /^[\w.-]+$/.test(value)) return `ext:${value}`
  return namesInvocation.includes(name) && /^[\w-]+$/.test(value) ? `id:${value}` : termForHead(name, value)
}
