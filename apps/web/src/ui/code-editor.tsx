// A text editor: Monaco as soon as it is there, a plain field until then, or where it cannot be loaded.
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { usePage } from '../store.ts'
import { commandKey } from './keys.ts'

type Props = {
  label: string
  language: string
  /** The text to begin with; from then on the editor has it. Another text needs another `key`. */
  value: string
  onChange: (value: string) => void
  readOnly?: boolean
  /** Puts the cursor at this character when it changes to one. */
  cursorAt?: number | undefined
  /** Puts the cursor at the beginning of this line; a greater `count` does so again. */
  line?: { number: number; count: number } | undefined
  /** For JSON: the schema that it is completed, explained and marked by. */
  schema?: object | undefined
  /** The command key with Enter, and with S. */
  onInvoke: () => void
  onSave?: () => void
}

type Monaco = typeof import('./monaco.ts')
let loading: Promise<Monaco> | undefined

export function CodeEditor({
  label,
  language,
  value,
  onChange,
  readOnly = false,
  cursorAt,
  line,
  schema,
  onInvoke,
  onSave,
}: Props) {
  const place = useRef<HTMLDivElement>(null)
  const [ready, setReady] = useState(false)
  const theme = usePage((page) => page.theme)
  const editor = useRef<ReturnType<Monaco['monaco']['editor']['create']> | undefined>(undefined)
  const latest = useRef({ value, onChange, onInvoke, onSave })
  latest.current = { value, onChange, onInvoke, onSave }

  useEffect(() => {
    let gone = false
    loading ??= import('./monaco.ts')
    loading
      .then(({ monaco, applyTheme }) => {
        if (gone || place.current === null) return
        applyTheme()
        const created = monaco.editor.create(place.current, {
          model: monaco.editor.createModel(latest.current.value, language, fileOf(monaco, language, label)),
          readOnly,
          ariaLabel: label,
          automaticLayout: true,
          minimap: { enabled: false },
          fontFamily: 'JetBrains Mono Variable, monospace',
          fontSize: 12,
          lineHeight: 19,
          lineNumbersMinChars: 3,
          lineDecorationsWidth: 8,
          glyphMargin: false,
          folding: false,
          scrollBeyondLastLine: false,
          renderLineHighlight: 'none',
          overviewRulerLanes: 0,
          padding: { top: 8, bottom: 8 },
          tabSize: 2,
          wordWrap: language === 'json' ? 'on' : 'off',
          // What is written over a selected event takes its place.
          autoSurround: language === 'json' ? 'never' : 'languageDefined',
          stickyScroll: { enabled: false },
          contextmenu: true,
          fixedOverflowWidgets: true,
          scrollbar: { verticalScrollbarSize: 8, horizontalScrollbarSize: 8 },
          tabFocusMode: false,
        })
        // At once: the next key may be the one that sends or saves the text.
        created.onDidChangeModelContent(() => flushSync(() => latest.current.onChange(created.getValue())))
        created.onKeyDown((event) => {
          const { Enter, KeyS } = monaco.KeyCode
          if (!commandKey(event) || event.shiftKey || (event.keyCode !== Enter && event.keyCode !== KeyS)) return
          event.preventDefault()
          event.stopPropagation()
          if (event.keyCode === Enter) latest.current.onInvoke()
          else latest.current.onSave?.()
        })
        editor.current = created
        setReady(true)
      })
      .catch((problem: unknown) =>
        console.error('The editor could not be loaded; a plain field takes its place.', problem),
      )
    return () => {
      gone = true
      editor.current?.getModel()?.dispose()
      editor.current?.dispose()
      editor.current = undefined
      setReady(false)
    }
  }, [language, label, readOnly])

  useEffect(() => {
    if (ready) void loading?.then(({ applyTheme }) => applyTheme())
  }, [theme, ready])

  useEffect(() => {
    if (ready && schema !== undefined) void loading?.then(({ describeJson }) => describeJson(fileName(label), schema))
    return () => {
      if (ready && schema !== undefined)
        void loading?.then(({ describeJson }) => describeJson(fileName(label), undefined))
    }
  }, [schema, ready, label])

  useEffect(() => {
    const { current } = editor
    if (!ready || cursorAt === undefined || current === undefined) return
    const position = current.getModel()?.getPositionAt(cursorAt)
    if (position === undefined) return
    current.setPosition(position)
    current.revealPositionInCenterIfOutsideViewport(position)
    current.focus()
  }, [cursorAt, ready])

  useEffect(() => {
    const { current } = editor
    if (!ready || line === undefined || current === undefined) return
    current.setPosition({ lineNumber: line.number, column: 1 })
    current.revealLineInCenter(line.number)
    current.setSelection({
      startLineNumber: line.number,
      startColumn: 1,
      endLineNumber: line.number,
      endColumn: current.getModel()?.getLineMaxColumn(line.number) ?? 1,
    })
    current.focus()
  }, [line, ready])

  return (
    <div className="code-editor">
      <div ref={place} className="monaco-place" />
      {!ready && (
        <textarea
          aria-label={label}
          spellCheck={false}
          readOnly={readOnly}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </div>
  )
}

/** JSON has a name, by which its schema finds it. */
function fileName(label: string): string {
  return `${label.replace(/\W+/g, '-').toLowerCase()}.json`
}

function fileOf(monaco: Monaco['monaco'], language: string, label: string) {
  if (language !== 'json') return undefined
  const file = monaco.Uri.parse(`playground:///${fileName(label)}`)
  // An editor that has just gone may still hold it.
  monaco.editor.getModel(file)?.dispose()
  return file
}
