// One file of a function on the screen: opened, changed, saved, and taken anew when it changes on disk.
import type { FunctionDefinition } from '@playground/protocol'
import { useCallback, useEffect, useRef, useState } from 'react'
import { drafts, type Draft } from './drafts.ts'
import { listFiles, readFile, writeFile, type FileText } from '../../control/files.ts'
import { inTurn } from '../../control/in-turn.ts'

/** `conflict`: the file is another one by now; theirs can be taken, or overwritten. */
export type Said = { text: string; kind: 'done' | 'problem' | 'conflict' } | undefined

export type Source = {
  paths: string[]
  unsaved: string[]
  /** What is open; `generation` grows when its text is replaced by another than the editor's own. */
  open: (Draft & { generation: number }) | undefined
  dirty: boolean
  said: Said
  choose: (path: string) => void
  change: (text: string) => void
  save: () => void
  /** In a conflict: what is on disk now, instead of what is here. */
  takeTheirs: () => void
  /** In a conflict: what is here, instead of what is on disk. */
  overwrite: () => void
}

/** `wanted`: a file to open before all others. */
export function useSource({ name, source, codeHash, calling }: FunctionDefinition, wanted: string | undefined): Source {
  const [paths, setPaths] = useState<string[]>([])
  const [open, setOpen] = useState<Source['open']>()
  const [said, setSaid] = useState<Said>()
  const [turn] = useState(inTurn)
  const shown = useRef<{ name: string; draft: Draft } | undefined>(undefined)

  const showDraft = useCallback(
    (draft: Draft | undefined, fresh: boolean) => {
      shown.current = draft === undefined ? undefined : { name, draft }
      if (draft !== undefined) drafts.keep(name, draft)
      setOpen((before) =>
        draft === undefined ? undefined : { ...draft, generation: (before?.generation ?? 0) + (fresh ? 1 : 0) },
      )
    },
    [name],
  )
  const fail = (problem: unknown) =>
    setSaid({ kind: 'problem', text: problem instanceof Error ? problem.message : String(problem) })

  const read = useCallback(
    async (path: string) => {
      setSaid(undefined)
      const kept = drafts.get(name, path)
      if (kept !== undefined) return showDraft(kept, true)
      const file = await readFile(name, path)
      showDraft({ file, text: file.text }, true)
    },
    [name, showDraft],
  )

  useEffect(() => {
    let current = true
    showDraft(undefined, true)
    setSaid(undefined)
    listFiles(name)
      .then(async (found) => {
        if (!current) return
        setPaths(found)
        const first = wanted ?? source ?? found[0]
        if (first !== undefined) await read(first)
      })
      .catch((problem: unknown) => current && fail(problem))
    return () => {
      current = false
    }
  }, [name, source, wanted, read, showDraft])

  // How it is called is no part of its code.
  const called = JSON.stringify(calling)
  // The code is another one: somebody saved, here or in an editor of their own.
  useEffect(() => {
    let current = true
    const before = shown.current
    if (before === undefined || before.name !== name) return
    // What is being saved here is no news from the disk.
    turn(() => Promise.all([listFiles(name), readFile(name, before.draft.file.path)]))
      .then(([found, file]) => {
        if (!current) return
        setPaths(found)
        const now = shown.current
        if (now === undefined || now.draft.file.path !== file.path || now.draft.file.etag === file.etag) return
        if (now.draft.file.text === now.draft.text) showDraft({ file, text: file.text }, true)
        else setSaid({ kind: 'conflict', text: `${file.path} was changed on disk, and here as well.` })
      })
      .catch((problem: unknown) => current && fail(problem))
    return () => {
      current = false
    }
  }, [name, codeHash, called, showDraft, turn])

  const write = async (etag?: string) => {
    const draft = shown.current?.draft
    if (draft === undefined || draft.file.text === draft.text) return
    const sent: FileText = { ...draft.file, text: draft.text, etag: etag ?? draft.file.etag }
    const written = await writeFile(name, sent)
    if ('conflict' in written) return setSaid({ kind: 'conflict', text: written.conflict })
    // What was typed meanwhile stays, and stays unsaved.
    const text = shown.current?.draft.file.path === sent.path ? shown.current.draft.text : sent.text
    showDraft({ file: { ...sent, etag: written.etag }, text }, false)
    setSaid({
      kind: 'done',
      text:
        written.copiedTo === undefined
          ? 'Saved. The next invocation runs it in a new environment.'
          : `Saved to a copy in ${written.copiedTo}, since what ships stays as it is. The next invocation runs the copy.`,
    })
  }
  const takeTheirs = async () => {
    const path = shown.current?.draft.file.path
    if (path === undefined) return
    const file = await readFile(name, path)
    showDraft({ file, text: file.text }, true)
    setSaid(undefined)
  }
  const overwrite = async () => {
    const path = shown.current?.draft.file.path
    if (path !== undefined) await write((await readFile(name, path)).etag)
  }
  return {
    paths,
    unsaved: drafts.pathsOf(name),
    open,
    dirty: open !== undefined && open.file.text !== open.text,
    said,
    choose: (path) => void read(path).catch(fail),
    change: (text) => {
      const draft = shown.current?.draft
      if (draft !== undefined) showDraft({ ...draft, text }, false)
    },
    save: () => void turn(write).catch(fail),
    takeTheirs: () => void turn(takeTheirs).catch(fail),
    overwrite: () => void turn(overwrite).catch(fail),
  }
}
