// Copies what the console shows.
import { textOfLog, type LogList } from '../../model/log/log-list.ts'
import { announce } from '../../ui/announce.ts'

let shown: LogList | undefined

/** The console says what it shows. */
export function showsLog(list: LogList): void {
  shown = list
}

export async function copyLog(): Promise<void> {
  const text = textOfLog(shown?.rows ?? [])
  const lines = text.split('\n').length - 1
  try {
    await navigator.clipboard.writeText(text)
    announce(`${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'} copied.`)
  } catch {
    announce('The browser does not let the page write to the clipboard.')
  }
}
