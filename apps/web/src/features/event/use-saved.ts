// The saved events of a function: plain files in its folder `events`, to be committed with it.
import { useCallback, useEffect, useRef, useState } from 'react'
import { deleteFile, listFiles, readFile, renameFile, writeFile, type FileText } from '../../control/files.ts'
import { inTurn } from '../../control/in-turn.ts'
import { announce } from '../../ui/announce.ts'

export type Saved = {
  /** Without folder and ending, in the order of the alphabet. */
  names: readonly string[]
  /** The one that is in the editor, and whether it was changed there. */
  current: string | undefined
  changed: boolean
  /** Looks again at what there is. */
  refresh: () => void
  open: (name: string) => void
  save: () => void
  /** Under another name; `false` where it could not be. */
  saveAs: (name: string) => Promise<boolean>
  rename: (name: string) => Promise<boolean>
  remove: () => void
}

const pathOf = (name: string) => `events/${name}.json`
const nameIn = (path: string) => /^events\/([^/]+)\.json$/.exec(path)?.[1]
const keyOf = (fn: string) => `saved-event:${fn}`

/** Why a name will not do. */
export function nameProblem(name: string, taken: readonly string[]): string | undefined {
  if (!/^[\w][\w .-]{0,63}$/.test(name))
    return 'A name begins with a letter or digit, and has up to 64 letters, digits, spaces, dots, hyphens or underscores.'
  return taken.includes(name) ? `There is an event “${name}” already.` : undefined
}

export function useSaved(fn: string | undefined, text: string, put: (text: string) => void): Saved {
  const [names, setNames] = useState<string[]>([])
  const [open, setOpen] = useState<FileText | undefined>()
  const [turn] = useState(inTurn)
  /** As it is now, also where the page was not drawn since. */
  const opened = useRef<FileText | undefined>(undefined)
  const latest = useRef({ text, put })
  latest.current = { text, put }

  const keep = useCallback(
    (file: FileText | undefined) => {
      opened.current = file
      setOpen(file)
      if (fn === undefined) return
      if (file === undefined) localStorage.removeItem(keyOf(fn))
      else localStorage.setItem(keyOf(fn), nameIn(file.path) ?? '')
    },
    [fn],
  )
  const refresh = useCallback(async () => {
    if (fn === undefined) return setNames([])
    const paths = await listFiles(fn)
    setNames(paths.flatMap((path) => nameIn(path) ?? []).toSorted((a, b) => a.localeCompare(b)))
  }, [fn])

  useEffect(() => {
    let gone = false
    opened.current = undefined
    setOpen(undefined)
    const before = fn === undefined ? null : localStorage.getItem(keyOf(fn))
    refresh()
      .then(async () => {
        if (fn === undefined || before === null) return
        const file = await readFile(fn, pathOf(before))
        if (gone) return
        opened.current = file
        setOpen(file)
      })
      // A function that has gone, or an event that was deleted elsewhere: there is none open.
      .catch(() => undefined)
    return () => {
      gone = true
    }
  }, [fn, refresh])

  const write = async (file: FileText): Promise<boolean> => {
    if (fn === undefined) return false
    const written = await writeFile(fn, file)
    if ('conflict' in written) {
      const again = () => void attempt(async () => write({ ...file, etag: (await readFile(fn, file.path)).etag }))
      announce(`${nameIn(file.path)} was changed elsewhere meanwhile.`, { label: 'Overwrite it', run: again })
      return false
    }
    keep({ ...file, etag: written.etag })
    await refresh()
    return true
  }
  const current = open === undefined ? undefined : nameIn(open.path)
  return {
    names,
    current,
    changed: open !== undefined && open.text !== text,
    refresh: () => void attempt(refresh),
    open: (name) =>
      void attempt(async () => {
        if (fn === undefined) return
        const file = await readFile(fn, pathOf(name))
        const before = latest.current.text
        const undo = () => {
          keep(open)
          latest.current.put(before)
        }
        keep(file)
        latest.current.put(file.text)
        if (before !== file.text) announce(`${name} is in the editor.`, { label: 'Undo', run: undo })
      }),
    save: () =>
      void attempt(() =>
        turn(async () => {
          const file = opened.current
          if (file !== undefined && (await write({ ...file, text: latest.current.text })))
            announce(`Saved ${nameIn(file.path)}`)
        }),
      ),
    saveAs: async (name) =>
      (await attempt(() =>
        turn(async () => {
          // A second press of the same key.
          if (opened.current?.path === pathOf(name)) return true
          return write({ path: pathOf(name), text: latest.current.text, etag: undefined })
        }),
      )) ?? false,
    rename: async (name) =>
      (await attempt(() =>
        turn(async () => {
          const file = opened.current
          if (fn === undefined || file?.etag === undefined) return false
          if (file.path === pathOf(name)) return true
          await renameFile(fn, file.path, file.etag, pathOf(name))
          keep({ ...file, path: pathOf(name) })
          await refresh()
          return true
        }),
      )) ?? false,
    remove: () =>
      void attempt(async () => {
        if (fn === undefined || open?.etag === undefined) return
        await deleteFile(fn, open.path, open.etag)
        keep(undefined)
        await refresh()
        const undo = () => void attempt(() => write({ ...open, etag: undefined }))
        announce(`Deleted ${current}. Its text stays in the editor.`, { label: 'Undo', run: undo })
      }),
  }
}

/** What goes wrong is said; nothing else comes of it. */
async function attempt<T>(step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step()
  } catch (problem) {
    announce(problem instanceof Error ? problem.message : String(problem))
    return undefined
  }
}
