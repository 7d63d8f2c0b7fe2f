// Words of a build command, which a shell reads.

/** As it is where no shell would take it otherwise, else within single quotes. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
