// It knows nothing of the extension. What it prints, and what Lambda says of it, is sent on all the same.
export async function handler({ lines = 3 }) {
  for (let line = 1; line <= lines; line++) console.log(`line ${line} of ${lines}`)
  return { printed: lines }
}
