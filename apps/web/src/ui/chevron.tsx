// The mark of what folds: one element, where an icon of the icon set costs a long list more than its rows.

export function Chevron({ open, size }: { open: boolean; size: number }) {
  return (
    <svg className="chevron" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={open ? 'm6 9 6 6 6-6' : 'm9 18 6-6-6-6'} />
    </svg>
  )
}
