// All of them come by EventBridge. What they are about is in `detail`.
export async function handler({ 'detail-type': kind, detail }) {
  const what = [detail['project-name'] ?? detail.pipeline, detail.stage, detail.action].filter(Boolean).join(', ')
  const state = detail['build-status'] ?? detail.state
  const text = `${kind.replace(/ (State|Execution State) Change$/, '')} ${what}: ${state}`
  console.log(text)
  // A chat wants to hear of failures alone.
  return { text, notify: state === 'FAILED' }
}
