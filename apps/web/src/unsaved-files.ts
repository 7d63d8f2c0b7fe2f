// Which files of which functions were changed on this page and are not saved: an invocation runs what is saved.
import { create } from 'zustand'
import { usePage } from './store.ts'

/** As `function/path`; a function's name has no slash. */
export const useUnsavedFiles = create<{ files: ReadonlySet<string> }>()(() => ({ files: new Set() }))

export function markUnsaved(name: string, path: string, unsaved: boolean): void {
  const { files } = useUnsavedFiles.getState()
  const file = `${name}/${path}`
  if (files.has(file) === unsaved) return
  const next = new Set(files)
  if (unsaved) next.add(file)
  else next.delete(file)
  useUnsavedFiles.setState({ files: next })
}

export function unsavedFilesOf(name: string, files: ReadonlySet<string> = useUnsavedFiles.getState().files): string[] {
  return [...files].flatMap((file) => (file.startsWith(`${name}/`) ? [file.slice(name.length + 1)] : []))
}

// The browser asks before it closes a page that has any, but for functions that are off the list.
addEventListener('beforeunload', (event) => {
  const { functions } = usePage.getState().session.state
  if (Object.keys(functions).some((name) => unsavedFilesOf(name).length > 0)) event.preventDefault()
})
