// A line of a stack as it is shown: files of the function by their path in its folder, all others by their name.

/** `own`: it is in a file of the function. */
export function readFrame(line: string, folder: string | undefined): { text: string; own: boolean } {
  const text = line.trim()
  const path = /(?:file:\/\/)?(\/[^\s()"':]+)/.exec(text)
  if (path === null) return { text, own: false }
  const [found, file] = path
  const own = folder !== undefined && file!.startsWith(`${folder}/`)
  return {
    text: text.replace(found, own ? file!.slice(folder.length + 1) : file!.slice(file!.lastIndexOf('/') + 1)),
    own,
  }
}
