// The settings of one function on the screen: read, changed, saved, and taken anew when they change on disk.
import type { FunctionDefinition } from '@playground/protocol'
import { useCallback, useEffect, useRef, useState } from 'react'
import { readFileIfThere, writeFile, type FileText } from '../../control/files.ts'
import { inTurn } from '../../control/in-turn.ts'
import { showWhenThere } from '../../show-when-there.ts'
import { announce } from '../../ui/announce.ts'
import { rebased, textWith, valuesOf, type FormValues } from './settings-text.ts'
import { isUnsaved, keepUnsaved, unsavedOf, type Draft } from './unsaved.ts'

export const settingsFile = 'function.json'

/** `conflict`: the file is another one by now; theirs can be taken, or overwritten. */
export type Said = { text: string; kind: 'done' | 'problem' | 'conflict' } | undefined

export type Settings = {
  /** Undefined until it is read. */
  draft: Draft | undefined
  dirty: boolean
  said: Said
  change: (values: FormValues) => void
  save: () => void
  /** In a conflict: what is on disk now, instead of what is here. */
  takeTheirs: () => void
  /** In a conflict: what the form shows, instead of what is on disk. */
  overwrite: () => void
}

const draftOf = (file: FileText): Draft => ({ file, values: valuesOf(file.text) })

export function useSettings({ name, folder, codeHash, ...defined }: FunctionDefinition): Settings {
  const [draft, setDraft] = useState<Draft | undefined>(() => unsavedOf(name))
  const [said, setSaid] = useState<Said>()
  const [turn] = useState(inTurn)
  const latest = useRef(draft)

  const put = useCallback(
    (next: Draft) => {
      latest.current = next
      keepUnsaved(name, next)
      setDraft(next)
    },
    [name],
  )
  const fail = (problem: unknown) =>
    setSaid({ kind: 'problem', text: problem instanceof Error ? problem.message : String(problem) })

  // How it is called, and how it is built, is no part of its code.
  const called = JSON.stringify([defined.calling, defined.runtimeIdentifier, defined.build, defined.task])
  // At first, and whenever the code is another one: somebody saved, here or in an editor of their own.
  useEffect(() => {
    let current = true
    turn(() => readFileIfThere(name, settingsFile))
      .then((file) => {
        const here = latest.current
        if (!current) return
        if (here === undefined) return put(draftOf(file))
        if (here.file.etag === file.etag) return
        // What is being saved now comes back from the disk.
        const ours = here.values !== undefined && textWith(here.file.text, here.values) === file.text
        if (ours) put({ file, values: rebased(here.values!, file.text) })
        else if (!isUnsaved(here)) put(draftOf(file))
        else setSaid({ kind: 'conflict', text: `${settingsFile} was changed on disk, and here as well.` })
      })
      .catch((problem: unknown) => current && fail(problem))
    return () => {
      current = false
    }
  }, [name, codeHash, called, put, turn])

  const write = async (onto?: FileText) => {
    const here = latest.current
    if (here?.values === undefined) return
    const values = onto === undefined ? here.values : rebased(here.values, onto.text)
    const base = onto ?? here.file
    const sent: FileText = { ...base, text: textWith(base.text, values) }
    const written = sent.text === base.text ? undefined : await writeFile(name, sent)
    if (written !== undefined && 'conflict' in written) return setSaid({ kind: 'conflict', text: written.conflict })
    // What was typed meanwhile stays, and stays unsaved.
    const typed = latest.current?.values ?? values
    put({ file: { ...sent, etag: written?.etag ?? base.etag }, values: rebased(typed, sent.text) })
    const copy = written?.copiedTo
    setSaid({
      kind: 'done',
      text:
        copy === undefined
          ? 'Saved. The next invocation runs it in a new environment.'
          : `Saved to a copy in ${copy}, since what ships stays as it is. The next invocation runs the copy.`,
    })
    if (values.name !== valuesOf(base.text)?.name)
      showWhenThere(
        (one) => one.folder === (copy ?? folder) && one.name !== name,
        ({ name }) => {
          announce(`Saved. The function is called ${name} now.`)
        },
      )
  }
  const takeTheirs = async () => {
    put(draftOf(await readFileIfThere(name, settingsFile)))
    setSaid(undefined)
  }
  const overwrite = async () => {
    const file = await readFileIfThere(name, settingsFile)
    if (valuesOf(file.text) === undefined) return takeTheirs()
    await write(file)
  }
  return {
    draft,
    dirty: draft !== undefined && isUnsaved(draft),
    said,
    change: (values) => {
      if (latest.current !== undefined) put({ file: latest.current.file, values })
      setSaid((before) => (before?.kind === 'conflict' ? before : undefined))
    },
    save: () => void turn(write).catch(fail),
    takeTheirs: () => void turn(takeTheirs).catch(fail),
    overwrite: () => void turn(overwrite).catch(fail),
  }
}
