// It knows nothing of the proxy: it finds a member in its event that the caller did not send, and hands out a secret.
export async function handler(event) {
  console.log(`checked by ${event.checkedBy}`)
  return { hello: event.name ?? 'world', password: 'correct-horse' }
}
