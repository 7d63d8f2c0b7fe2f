// When a row was, as the time column has it.
import { clockTime, since, sinceBefore } from '../../model/format.ts'
import { usePage } from '../../store.ts'

type Props = { at: number; start: number; before: number | undefined }

export function RowTime({ at, start, before }: Props) {
  const column = usePage((page) => page.timeColumn)
  const text =
    column === 'clock'
      ? clockTime(at)
      : column === 'before'
        ? before === undefined
          ? '–'
          : sinceBefore(at - before)
        : since(at, start)
  return <time className="at">{text}</time>
}
