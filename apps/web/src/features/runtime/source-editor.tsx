// The source of a function that has a folder: its files as a tree, those that are open as tabs, one of them to edit.
import type { FunctionDefinition } from '@playground/protocol'
import { useEffect, useState } from 'react'
import { within } from '../../model/projects.ts'
import { CodeEditor } from '../../ui/code-editor.tsx'
import { saveKeys } from '../../ui/keys.ts'
import { About } from './about.tsx'
import { FileTabs } from './file-tabs.tsx'
import { FileTree } from './file-tree.tsx'
import { languageOf } from './language-of.ts'
import { useSource } from './use-source.ts'

/** A file to open at a line; `count` tells one wish from the same wish again. */
export type OpenFile = { path: string; line: number | undefined; count: number }

type Props = { definition: FunctionDefinition; wanted: OpenFile | undefined; onInvoke: () => void }

export function SourceEditor({ definition, wanted, onInvoke }: Props) {
  const { name, problems } = definition
  const source = useSource(definition, wanted?.path)
  const { paths, unsaved, open, dirty, said, choose, change, save, takeTheirs, overwrite } = source
  const current = open?.file.path
  const [tabs, setTabs] = useState<string[]>([])
  useEffect(() => {
    if (current !== undefined) setTabs((before) => (before.includes(current) ? before : [...before, current]))
  }, [current])
  const close = (path: string) => {
    const rest = tabs.filter((one) => one !== path)
    setTabs(rest)
    const next = rest.at(-1)
    if (path === current && next !== undefined) choose(next)
  }
  const line =
    wanted?.line !== undefined && wanted.path === current ? { number: wanted.line, count: wanted.count } : undefined
  return (
    <div className="runtime">
      {paths.length > 1 && <FileTree paths={paths} current={current} unsaved={unsaved} onOpen={choose} />}
      <div className="runtime-bar">
        <FileTabs tabs={tabs} current={current} unsaved={unsaved} onChoose={choose} onClose={close} />
        <span className="grow" />
        <button type="button" className="outline" disabled={!dirty} onClick={save}>
          Save <kbd>{saveKeys}</kbd>
        </button>
      </div>
      <About definition={definition} />
      {problems.map((problem) => (
        <p key={problem} className="problem" role="alert">
          {definition.project === undefined ? problem : within(problem, definition.project.file)}
        </p>
      ))}
      {said !== undefined && (
        <div className={said.kind === 'done' ? 'said' : 'problem'} role={said.kind === 'done' ? 'status' : 'alert'}>
          <p>{said.text}</p>
          {said.kind === 'conflict' && (
            <p className="choices">
              <button type="button" className="outline" onClick={takeTheirs}>
                Take what is on disk
              </button>
              <button type="button" className="outline" onClick={overwrite}>
                Overwrite it
              </button>
            </p>
          )}
        </div>
      )}
      {open !== undefined && (
        <CodeEditor
          key={`${name}/${open.file.path}/${open.generation}`}
          label={`Source, ${open.file.path}`}
          language={languageOf(open.file.path, open.file.text)}
          value={open.text}
          onChange={change}
          onInvoke={onInvoke}
          onSave={save}
          line={line}
        />
      )}
    </div>
  )
}
