// The only door to Monaco: loaded when an editor is first shown, with the languages that runtimes are written in.
import * as monaco from 'monaco-editor/editor/editor.api'
import 'monaco-editor/features/register.all'
import 'monaco-editor/languages/definitions/cpp/register'
import 'monaco-editor/languages/definitions/csharp/register'
import 'monaco-editor/languages/definitions/go/register'
import 'monaco-editor/languages/definitions/ini/register'
import 'monaco-editor/languages/definitions/java/register'
import 'monaco-editor/languages/definitions/javascript/register'
import 'monaco-editor/languages/definitions/python/register'
import 'monaco-editor/languages/definitions/ruby/register'
import 'monaco-editor/languages/definitions/rust/register'
import 'monaco-editor/languages/definitions/shell/register'
import 'monaco-editor/languages/definitions/typescript/register'
import 'monaco-editor/languages/definitions/xml/register'
import 'monaco-editor/languages/definitions/yaml/register'
import { jsonDefaults } from 'monaco-editor/languages/features/json/register'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import JsonWorker from 'monaco-editor/languages/features/json/json.worker?worker'

globalThis.MonacoEnvironment = {
  getWorker: (_id: string, label: string) => (label === 'json' ? new JsonWorker() : new EditorWorker()),
}

/** A token of the page as `#rrggbb`; the build shortens what it can, and Monaco takes no short ones. */
function colour(name: string): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim()
  return value.length === 4 ? value.replace(/[0-9a-f]/gi, '$&$&') : value
}

/** Takes the colours of the page as they are now. */
export function applyTheme(): void {
  const dark = document.documentElement.dataset['theme'] === 'dark'
  // Where the system has its own colours, the editor's theme of high contrast is made for them.
  if (matchMedia('(forced-colors: active)').matches) return monaco.editor.setTheme(dark ? 'hc-black' : 'hc-light')
  monaco.editor.defineTheme('playground', {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: 'string.key.json', foreground: colour('--invoke').slice(1) },
      { token: 'string.value.json', foreground: colour('--ok').slice(1) },
      { token: 'number', foreground: colour('--init').slice(1) },
      { token: 'string', foreground: colour('--ok').slice(1) },
      { token: 'comment', foreground: colour('--ink-3').slice(1) },
    ],
    colors: {
      'editor.background': colour('--pane'),
      'editor.foreground': colour('--ink'),
      'editorLineNumber.foreground': colour('--ink-3'),
      'editorLineNumber.activeForeground': colour('--ink'),
      'editor.lineHighlightBorder': '#00000000',
    },
  })
  monaco.editor.setTheme('playground')
}

/** What the JSON in a file of this name is to be: completed, explained and marked by a schema; nothing without one. */
export function describeJson(file: string, schema: object | undefined): void {
  jsonDefaults.setDiagnosticsOptions({
    validate: true,
    allowComments: false,
    schemaValidation: 'warning',
    schemas: schema === undefined ? [] : [{ uri: `playground:schema/${file}`, fileMatch: [`*/${file}`], schema }],
  })
}

export { monaco }
