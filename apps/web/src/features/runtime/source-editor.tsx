// The source of a function that has a folder: its files, one of them open.
import type { FunctionDefinition } from '@playground/protocol'
import { CodeEditor } from '../../ui/code-editor.tsx'
import { saveKeys } from '../../ui/keys.ts'
import { languageOf } from './language-of.ts'
import { useSource } from './use-source.ts'

export function SourceEditor({ definition, onInvoke }: { definition: FunctionDefinition; onInvoke: () => void }) {
  const { name, problems } = definition
  const { paths, unsaved, open, dirty, said, choose, change, save, takeTheirs, overwrite } = useSource(definition)
  return (
    <div className="runtime">
      <div className="runtime-bar">
        <select aria-label="File" value={open?.file.path ?? ''} onChange={({ target }) => choose(target.value)}>
          {paths.map((path) => (
            <option key={path} value={path}>
              {unsaved.includes(path) ? `${path} •` : path}
            </option>
          ))}
        </select>
        <span className="grow" />
        {dirty && <span className="quiet">unsaved</span>}
        <button type="button" className="outline" disabled={!dirty} onClick={save}>
          Save <kbd>{saveKeys}</kbd>
        </button>
      </div>
      {problems.map((problem) => (
        <p key={problem} className="problem" role="alert">
          {problem}
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
        />
      )}
    </div>
  )
}
