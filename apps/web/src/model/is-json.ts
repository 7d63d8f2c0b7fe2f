// Whether a text is JSON.

export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Whether it is an object or a list: what has something to unfold. */
export function isNestedJson(text: string): boolean {
  return /^\s*[[{]/.test(text) && isJson(text)
}
