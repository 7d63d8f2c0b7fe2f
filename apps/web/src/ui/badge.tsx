// How something went, in a word.
import type { ReactNode } from 'react'

export function Badge({ tone, children }: { tone: 'ok' | 'error' | 'init' | 'plain'; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>
}
