// Says a short thing to everybody: a line at the foot of the page that goes by itself, and that screen readers read.
import { create } from 'zustand'

const shownMs = 4000

type Announcement = { text: string; action?: { label: string; run: () => void } } | undefined

export const useAnnouncement = create<{ current: Announcement }>()(() => ({ current: undefined }))

let timer: ReturnType<typeof setTimeout> | undefined

/** `action`: what can be done about it, such as to undo it; it stays twice as long. */
export function announce(text: string, action?: { label: string; run: () => void }): void {
  clearTimeout(timer)
  useAnnouncement.setState({ current: action === undefined ? { text } : { text, action } })
  timer = setTimeout(
    () => useAnnouncement.setState({ current: undefined }),
    action === undefined ? shownMs : 2 * shownMs,
  )
}

export function dismissAnnouncement(): void {
  clearTimeout(timer)
  useAnnouncement.setState({ current: undefined })
}
