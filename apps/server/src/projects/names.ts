// Names of a project's functions: legal, and each once.

/** What the project calls a function, as a function may be called. */
export function legalName(given: string): string {
  const name = given
    .replace(/[^a-zA-Z0-9-_]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
  return name === '' ? 'function' : name
}

/** The name, or the first of `name-2`, `name-3`… that is not `taken` yet; takes it. */
export function takeName(name: string, taken: Set<string>): string {
  let free = name
  for (let count = 2; taken.has(free); count += 1) free = `${name.slice(0, 64 - `-${count}`.length)}-${count}`
  taken.add(free)
  return free
}
