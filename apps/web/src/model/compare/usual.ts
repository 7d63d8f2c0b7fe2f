// What differs from run to run and means nothing: ids, dates, times, ports and process ids.

/** Heads whose values name one call, its time or its connection; the length follows from the body. */
const usualHeads: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'host',
  'keep-alive',
  'lambda-extension-event-identifier',
  'lambda-extension-identifier',
  'lambda-playground-command',
  'lambda-runtime-aws-request-id',
  'lambda-runtime-deadline-ms',
  'lambda-runtime-invocation-id',
  'lambda-runtime-trace-id',
  'transfer-encoding',
  'x-amz-log-result',
  'x-amzn-requestid',
  'x-amzn-trace-id',
])

export function isUsualHead(name: string): boolean {
  return usualHeads.has(name.toLowerCase())
}

const forms: [RegExp, string][] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, 'ID'],
  [/\b(?:Root=)?1-[0-9a-f]{8}-[0-9a-f]{24}\b/gi, 'TRACE'],
  [/\b(Parent|Self)=[0-9a-f-]{16,}/gi, '$1=TRACE'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, 'TIME'],
  // Epoch milliseconds and seconds of our age.
  [/\b1[5-9]\d{11}\b|\b1[5-9]\d{8}\b/g, 'TIME'],
  [/\b\d+(?:\.\d+)? ?(?:ms|µs|ns)\b/g, 'SPAN'],
  [/\b(pid|port)([ =:]+)\d+\b/gi, '$1$2NUMBER'],
  [/\b(127\.0\.0\.1|localhost|sandbox\.localdomain|sandbox):\d+\b/g, '$1:NUMBER'],
]

/** A text without what is usual: two that are the same then say the same. */
export function withoutUsual(text: string): string {
  return forms.reduce((left, [form, word]) => left.replace(form, word), text)
}
