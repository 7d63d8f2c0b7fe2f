// The languages for which editors have a debugger that starts AWS's client.

export const editorLanguages = ['Node.js', 'Python', 'Go'] as const
export type EditorLanguage = (typeof editorLanguages)[number]
