// The forms in which callers name a function: name, partial ARN, full ARN, each with a qualifier or not.
import { accountId, functionNamePattern } from '@playground/protocol'

/** Region of this host's own ARNs. */
export const region = 'us-east-1'

export type FunctionName = { name: string; qualifier: string | undefined }

/** Pattern of the API reference (Invoke, FunctionName), with groups for name and qualifier. */
const form =
  /^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d:)?(?:\d{12}:)?(?:function:)?([a-zA-Z0-9-_.]+)(?::(\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$/

/** Reads a decoded path segment; undefined where it is no name in any form. */
export function parseFunctionName(text: string): FunctionName | undefined {
  if (text.length > 170) return undefined
  const [, name, qualifier] = form.exec(text) ?? []
  return name !== undefined && functionNamePattern.test(name) ? { name, qualifier } : undefined
}

export function functionArn(name: string, qualifier?: string): string {
  const arn = `arn:aws:lambda:${region}:${accountId}:function:${name}`
  return qualifier === undefined ? arn : `${arn}:${qualifier}`
}
