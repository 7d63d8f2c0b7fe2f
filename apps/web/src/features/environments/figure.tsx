// A figure with its name: unknown is a dash, never a nought.
import type { ReactNode } from 'react'

type Props = {
  name: string
  children: ReactNode
  /** The limit that it counts against. */
  of?: number | undefined
  title?: string
  tone?: 'error' | undefined
}

export function Figure({ name, children, of, title, tone }: Props) {
  return (
    <div title={title} data-tone={tone}>
      <dt>{name}</dt>
      <dd>
        {children}
        {of !== undefined && <span className="quiet"> of {of}</span>}
      </dd>
    </div>
  )
}
