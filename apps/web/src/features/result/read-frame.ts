// A line of a stack as it is shown: files of the function by their path in its folder, all others by their name.

export type Frame = { text: string; own: boolean; path?: string; line?: number }

/** `own`: it is in a file of the function; then its path there, and its line. */
export function readFrame(line: string, folder: string | undefined): Frame {
  const text = line.trim()
  const path = /(?:file:\/\/)?(\/[^\s()"':]+)/.exec(text)
  if (path === null) return { text, own: false }
  const [found, file] = path
  const own = folder !== undefined && file!.startsWith(`${folder}/`)
  const after = text.slice(path.index + found.length)
  const at = /^(?::(\d+)|", line (\d+))/.exec(after)
  const number = at?.[1] ?? at?.[2]
  return {
    ...(own ? { path: file!.slice(folder.length + 1) } : {}),
    ...(own && number !== undefined ? { line: Number(number) } : {}),
    text: text.replace(found, own ? file!.slice(folder.length + 1) : file!.slice(file!.lastIndexOf('/') + 1)),
    own,
  }
}
