// A long text in parts, no character of which is split.

/** All parts but the last are of about `limit` characters. */
export function partsOf(text: string, limit: number): string[] {
  const parts: string[] = []
  let from = 0
  while (text.length - from > limit) {
    const to = from + limit - (isFirstHalf(text.charCodeAt(from + limit - 1)) ? 1 : 0)
    parts.push(text.slice(from, to))
    from = to
  }
  parts.push(text.slice(from))
  return parts
}

function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}
