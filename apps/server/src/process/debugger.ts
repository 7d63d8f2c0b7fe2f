// The debugger of Node.js, as it says itself where it waits.

/** The command that attaches to it; undefined where the line says nothing of it. Editors and browsers take the address in it. */
export function attachLine(line: string): string | undefined {
  const address = /^Debugger listening on ws:\/\/(127\.0\.0\.1:\d+)\//.exec(line)?.[1]
  return address === undefined ? undefined : `node inspect ${address}`
}
