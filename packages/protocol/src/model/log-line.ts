// What a line of a log says, without what its runtime puts before it.

/** Without time, request id and level, where they stand before it in Lambda's text format, separated by tabs. */
export function messageOf(line: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z\t[^\t]+\t[A-Z]+\t(.*)$/.exec(line)?.[1] ?? line
}
