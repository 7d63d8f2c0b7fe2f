// A whole number within bounds, and what is said of one that is not.
import * as v from 'valibot'

export const wholeWithin = ({ min, max }: { min: number; max: number }, unit: string) =>
  v.pipe(
    v.number(`must be a number of ${unit}`),
    v.integer(`must be a whole number of ${unit}`),
    v.minValue(min, `must be at least ${min} ${unit}`),
    v.maxValue(max, `must be at most ${max} ${unit}`),
  )
