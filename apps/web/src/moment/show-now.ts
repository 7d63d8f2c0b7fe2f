// What is about to happen is shown as it happens: at the tail, and now.
import { usePage } from '../store.ts'

export async function showNow(): Promise<void> {
  usePage.setState({ follow: true })
  if (usePage.getState().moment !== undefined) (await import('./travel.ts')).backToNow()
}
