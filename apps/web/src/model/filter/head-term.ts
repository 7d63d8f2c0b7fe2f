// The filter that a header suggests. Rows know what Lambda's headers say; of the others they know nothing.

/** Undefined for a header that no field asks about. `name`: in lower case. */
export function termOfHead(name: string, value: string): string | undefined {
  switch (name) {
    case 'lambda-runtime-aws-request-id':
    case 'x-amzn-requestid':
    case 'x-amz-invocation-id':
      return /^[\w-]+$/.test(value) ? `id:${value}` : undefined
    case 'lambda-runtime-invoked-function-arn': {
      const fn = /:function:([\w-]+)/.exec(value)?.[1]
      return fn === undefined ? undefined : `fn:${fn}`
    }
    case 'lambda-extension-name':
      return /^[\w.-]+$/.test(value) ? `ext:${value}` : undefined
    case 'content-length':
      return /^\d+$/.test(value) ? `size:${value}` : undefined
    case 'x-amz-function-error':
    case 'lambda-runtime-function-error-type':
      return 'has:error'
    default:
      return undefined
  }
}
