// In which language a file is written, by its name or its first line.

const byEnd: Record<string, string> = {
  mjs: 'javascript',
  js: 'javascript',
  cjs: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  json: 'json',
  py: 'python',
  sh: 'shell',
  bash: 'shell',
  go: 'go',
  rs: 'rust',
  java: 'java',
  rb: 'ruby',
  c: 'cpp',
  h: 'cpp',
  cc: 'cpp',
  cpp: 'cpp',
  cs: 'csharp',
  xml: 'xml',
  csproj: 'xml',
  // What there is for it: sections, names and values.
  toml: 'ini',
  yaml: 'yaml',
  yml: 'yaml',
}
const byFirstLine: [RegExp, string][] = [
  [/^#!.*\b(ba|z|da|k)?sh\b/, 'shell'],
  [/^#!.*python/, 'python'],
  [/^#!.*node/, 'javascript'],
  [/^#!.*ruby/, 'ruby'],
]

/** The name that the editor has for it. */
export function languageOf(path: string, text: string): string {
  const end = /\.(\w+)$/.exec(path)?.[1] ?? ''
  return byEnd[end] ?? byFirstLine.find(([pattern]) => pattern.test(text))?.[1] ?? 'plaintext'
}
