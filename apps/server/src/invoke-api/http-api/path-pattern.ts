// Whether a path is one that a route's pattern means, how closely, and with which parameters.

export type Fit = {
  /** For each segment: 0 as it is written, 1 a parameter, 2 whatever comes, 3 no path was asked for. What is smaller, from the left, fits more closely. */
  rank: number[]
  /** Values as they were sent, undecoded. */
  parameters: Record<string, string>
}

/** A pattern of API Gateway: `/items/{id}`, `/{proxy+}`, `$default`. `path` undecoded. */
export function fitOf(pattern: string, path: string): Fit | undefined {
  if (pattern === '$default') return { rank: [3], parameters: {} }
  const wanted = pattern.split('/').slice(1)
  const given = path.split('/').slice(1)
  const rank: number[] = []
  const parameters: Record<string, string> = {}
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{([^{}]+?)(\+?)\}$/.exec(segment)
    const here = given[index]
    if (here === undefined) return undefined
    if (name?.[2] === '+') {
      const rest = given.slice(index).join('/')
      if (rest === '') return undefined
      return { rank: [...rank, 2], parameters: { ...parameters, [name[1]!]: rest } }
    }
    if (name === null ? decoded(here) !== segment : here === '') return undefined
    if (name !== null) parameters[name[1]!] = here
    rank.push(name === null ? 0 : 1)
  }
  return given.length === wanted.length ? { rank, parameters } : undefined
}

/** A pattern of a load balancer, in which `*` is any letters and `?` is one (ELB's guide, path conditions). */
export function globFit(pattern: string, path: string): Fit | undefined {
  if (!globs(pattern, path)) return undefined
  const wild = pattern.search(/[*?]/)
  const exact = (wild < 0 ? pattern : pattern.slice(0, wild)).split('/').slice(1)
  const rank = exact.map(() => 0)
  return { rank: wild < 0 ? rank : [...rank.slice(0, -1), 2], parameters: {} }
}

/** Negative where `a` fits more closely. */
export function closer(a: Fit, b: Fit): number {
  const at = a.rank.findIndex((one, index) => one !== b.rank[index])
  const other = b.rank[at]
  return at < 0 || other === undefined ? a.rank.length - b.rank.length : a.rank[at]! - other
}

/** Whether it was taken for what it is, and not by a pattern that takes anything. */
export function isSpelledOut({ rank }: Fit): boolean {
  return rank.every((one) => one < 2)
}

/** What is no good percent-encoding stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Steps back to the last `*` alone, so that no pattern makes it slow. */
function globs(pattern: string, text: string): boolean {
  let [at, star, taken] = [0, -1, 0]
  for (let index = 0; index < text.length;) {
    if (pattern[at] === '*') {
      star = at++
      taken = index
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at++
      index++
    } else if (star >= 0) {
      at = star + 1
      index = ++taken
    } else return false
  }
  return /^\**$/.test(pattern.slice(at))
}
