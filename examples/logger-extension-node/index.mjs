// The handler knows nothing of the extension that runs beside it: extensions/logger.mjs.
export async function handler(event) {
  console.log('the handler got', JSON.stringify(event))
  return 'done'
}
