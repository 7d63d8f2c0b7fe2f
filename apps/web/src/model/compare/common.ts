// What two sequences have in common, in order: the same whichever of them comes first.
import longestCommon from '@jest/diff-sequences'

/** Where both have the same, as indexes into either; undefined keys are never the same. */
export function common(
  a: readonly (string | undefined)[],
  b: readonly (string | undefined)[],
): (readonly [number, number])[] {
  // Among several longest answers the order of the two would decide.
  if (comesAfter(a, b)) return common(b, a).map(([inB, inA]) => [inA, inB] as const)
  const found: (readonly [number, number])[] = []
  longestCommon(
    a.length,
    b.length,
    (inA, inB) => a[inA] !== undefined && a[inA] === b[inB],
    (count, inA, inB) => {
      for (let index = 0; index < count; index += 1) found.push([inA + index, inB + index])
    },
  )
  return found
}

function comesAfter(a: readonly (string | undefined)[], b: readonly (string | undefined)[]): boolean {
  if (a.length !== b.length) return a.length > b.length
  const index = a.findIndex((key, at) => key !== b[at])
  return index >= 0 && (a[index] ?? '') > (b[index] ?? '')
}

/** Pairs of the same kind, and what lies between them on either side. */
export function gaps(
  pairs: readonly (readonly [number, number])[],
  lengthA: number,
  lengthB: number,
): { a: [number, number]; b: [number, number]; pair: readonly [number, number] | undefined }[] {
  let [fromA, fromB] = [0, 0]
  const between = [...pairs, undefined].map((pair) => {
    const [toA, toB] = pair ?? [lengthA, lengthB]
    const gap = { a: [fromA, toA] as [number, number], b: [fromB, toB] as [number, number], pair }
    ;[fromA, fromB] = [toA + 1, toB + 1]
    return gap
  })
  return between
}
