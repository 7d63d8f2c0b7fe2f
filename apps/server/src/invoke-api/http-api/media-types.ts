// Which media types an API takes for binary ones.

/** `types` with `*` for anything, as a REST API's `binaryMediaTypes`; CloudFormation writes a slash as `~1`. `type` may have parameters. */
export function matchesType(types: readonly string[] = [], type: string | undefined): boolean {
  const [kind = '', subtype = ''] = (type ?? '').split(';')[0]!.trim().toLowerCase().split('/')
  return types.some((one) => {
    const [wantedKind, wanted] = one.replace('~1', '/').toLowerCase().split('/')
    if (wantedKind === '*' && wanted === '*') return true
    return kind !== '' && wantedKind === kind && (wanted === '*' || wanted === subtype)
  })
}

/** The first of an `Accept` head, which is all that a REST API looks at. */
export function firstAccepted(accept: string | undefined): string | undefined {
  return accept?.split(',')[0]
}
