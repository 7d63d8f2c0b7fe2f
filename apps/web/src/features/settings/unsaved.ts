// Settings that were changed and not saved: they outlive a look at another function or tab of the page.
import type { FileText } from '../../control/files.ts'
import { markUnsaved } from '../../unsaved-files.ts'
import { textWith, type FormValues } from './settings-text.ts'

/** `file`: what was read; `values`: what stands in the form, undefined where the file cannot be shown as one. */
export type Draft = { file: FileText; values: FormValues | undefined }

const unsaved = new Map<string, Draft>()

export function unsavedOf(name: string): Draft | undefined {
  return unsaved.get(name)
}

/** Keeps what differs from the file, and forgets what no longer does. */
export function keepUnsaved(name: string, draft: Draft): void {
  markUnsaved(name, draft.file.path, isUnsaved(draft))
  if (isUnsaved(draft)) unsaved.set(name, draft)
  else unsaved.delete(name)
}

export function isUnsaved({ file, values }: Draft): boolean {
  return values !== undefined && textWith(file.text, values) !== file.text
}
