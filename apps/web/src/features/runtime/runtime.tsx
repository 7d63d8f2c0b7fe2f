// The runtime's source beside its conversation: read, changed, saved; a saved file is a deployment.
import type { FunctionDefinition } from '@playground/protocol'
import { useCallback, useEffect, useState } from 'react'
import { CodeEditor } from '../../ui/code-editor.tsx'
import { CopyLine } from '../../ui/copy-line.tsx'
import { saveKeys } from '../../ui/keys.ts'
import { usePage } from '../../store.ts'
import { listFiles, readFile, writeFile, type OpenFile } from './files.ts'
import './runtime.css'

type Props = { definition: FunctionDefinition | undefined; onInvoke: () => void }
type Said = { text: string; error: boolean } | undefined

export function Runtime({ definition, onInvoke }: Props) {
  const [paths, setPaths] = useState<string[]>([])
  const [file, setFile] = useState<OpenFile | undefined>()
  const [text, setText] = useState('')
  const [said, setSaid] = useState<Said>()
  const name = definition?.name
  const editable = definition?.folder !== undefined
  const dirty = file !== undefined && file.text !== text
  const say = (problem: unknown) =>
    setSaid({ text: problem instanceof Error ? problem.message : String(problem), error: true })

  const open = useCallback(
    async (path: string) => {
      if (name === undefined) return
      const read = await readFile(name, path)
      setFile(read)
      setText(read.text)
      setSaid(undefined)
    },
    [name],
  )
  const source = definition?.source
  useEffect(() => {
    setFile(undefined)
    setSaid(undefined)
    if (name === undefined || !editable) return
    listFiles(name)
      .then(async (found) => {
        setPaths(found)
        const first = source ?? found[0]
        if (first !== undefined) await open(first)
      })
      .catch(say)
  }, [name, editable, source, open])

  const save = async () => {
    if (file === undefined || name === undefined || !dirty) return
    try {
      const { etag, copiedTo } = await writeFile(name, { ...file, text })
      setFile({ ...file, text, etag })
      setSaid({
        text:
          copiedTo === undefined
            ? 'Saved. The next invocation runs it in a new environment.'
            : `Saved to a copy in ${copiedTo}. The next invocation runs it.`,
        error: false,
      })
    } catch (problem) {
      say(problem)
    }
  }
  if (definition === undefined) return <p className="hint">Choose a function to see its runtime.</p>
  if (!editable) return <Attached name={definition.name} />
  return (
    <div className="runtime">
      <div className="runtime-bar">
        <select
          aria-label="File"
          value={file?.path ?? ''}
          onChange={({ target }) => void open(target.value).catch(say)}
          disabled={dirty}
        >
          {paths.map((path) => (
            <option key={path}>{path}</option>
          ))}
        </select>
        <span className="grow" />
        <button type="button" className="outline" disabled={!dirty} onClick={() => void save()}>
          {dirty ? 'Save' : 'Saved'} <kbd>{saveKeys}</kbd>
        </button>
      </div>
      {definition.problems.map((problem) => (
        <p key={problem} className="problem" role="alert">
          {problem}
        </p>
      ))}
      {said !== undefined && (
        <p className={said.error ? 'problem' : 'said'} role="status">
          {said.text}
        </p>
      )}
      {file !== undefined && (
        <CodeEditor
          key={`${definition.name}/${file.path}`}
          label={`Source, ${file.path}`}
          language={languageOf(file.path, file.text)}
          value={text}
          onChange={setText}
          onInvoke={onInvoke}
          onSave={() => void save()}
        />
      )}
    </div>
  )
}

function Attached({ name }: { name: string }) {
  const address = usePage((page) => page.attachAddress)
  return (
    <div className="hint">
      <p>The runtime of this function was started somewhere else, so its code is there. Start it, or another, with:</p>
      <CopyLine text={`AWS_LAMBDA_RUNTIME_API=${address ?? ''}/${name} ./bootstrap`} />
    </div>
  )
}

const byEnd: Record<string, string> = {
  mjs: 'javascript',
  js: 'javascript',
  cjs: 'javascript',
  ts: 'typescript',
  json: 'json',
  py: 'python',
  sh: 'shell',
  go: 'go',
}

function languageOf(path: string, text: string): string {
  const known = byEnd[path.split('.').at(-1) ?? '']
  if (known !== undefined) return known
  return /^#!.*\b(ba|z|da|k)?sh\b/.test(text)
    ? 'shell'
    : /^#!.*python/.test(text)
      ? 'python'
      : /^#!.*node/.test(text)
        ? 'javascript'
        : 'plaintext'
}
