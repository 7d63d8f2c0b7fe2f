// Whether a key is meant for text, so that single keys leave it alone.

export function inTextField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable=true], .monaco-editor, [role=combobox], [role=listbox]',
    ) !== null
  )
}
