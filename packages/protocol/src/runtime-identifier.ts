// Lambda's identifiers of runtimes, such as `python3.13` (Developer Guide, lambda-runtimes), and the language behind each.

/** `provided`: the function brings a bootstrap of its own. */
export const runtimeLanguages = ['provided', 'nodejs', 'python', 'java', 'ruby', 'dotnet'] as const
export type RuntimeLanguage = (typeof runtimeLanguages)[number]

/** The language, then its version: `provided.al2023`, `nodejs22.x`, `python3.13`, `java21`, `java8.al2`, `ruby3.4`, `dotnet8`, `dotnetcore3.1`; `go1.x` is a bootstrap's. */
export const runtimePattern =
  /^(provided(\.al2|\.al2023)?|go1\.x|nodejs(\d+\.x)?|python(\d\.\d+)?|java(\d+)?(\.al2)?|ruby(\d\.\d+)?|dotnet(core)?(\d+(\.\d)?)?)$/

export const runtimeExamples = 'provided.al2023, nodejs22.x, python3.13, java21, ruby3.4, dotnet8'

/** Undefined for an identifier that Lambda does not have. */
export function languageOf(identifier: string): RuntimeLanguage | undefined {
  if (!runtimePattern.test(identifier)) return undefined
  if (identifier === 'go1.x') return 'provided'
  return runtimeLanguages.find((language) => identifier.startsWith(language))
}

/**
 * How Lambda calls the runtime of a function: what its settings say, else what its toolchain would be there, such as
 * `python3.11` of `Python 3.11.7`. Whatever runs on a bootstrap of its own, or was attached, is the newest `provided`.
 */
export function identifierOf(of: {
  runtime: RuntimeLanguage | 'attached'
  runtimeIdentifier?: string | undefined
  managed?: { toolchain?: string | undefined } | undefined
}): string {
  if (of.runtimeIdentifier !== undefined && /\d/.test(of.runtimeIdentifier)) return of.runtimeIdentifier
  if (of.runtime === 'provided' || of.runtime === 'attached') return 'provided.al2023'
  const [, major, minor] = /(\d+)(?:\.(\d+))?\S*$/.exec(of.managed?.toolchain ?? '') ?? []
  if (major === undefined) return of.runtime
  if (of.runtime === 'nodejs') return `nodejs${major}.x`
  return of.runtime === 'python' || of.runtime === 'ruby'
    ? `${of.runtime}${major}.${minor ?? '0'}`
    : `${of.runtime}${major}`
}

/** The version in it, such as `3.13`, `22` or `8`; undefined where it names none. */
export function versionInRuntime(identifier: string): string | undefined {
  return /(\d+(\.\d+)?)/.exec(identifier.replace(/\.al\d+$/, ''))?.[1]
}
