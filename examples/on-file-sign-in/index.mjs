// The answer is a role, and where the user begins. An empty one refuses.
export async function handler({ username, password, protocol, sourceIp }) {
  console.log(`${username} by ${protocol} from ${sourceIp}`)
  // Without a password a key is used: then PublicKeys lists those that are right.
  if (password !== 'correct-horse') return {}
  return {
    Role: 'arn:aws:iam::123456789012:role/transfer',
    HomeDirectoryType: 'LOGICAL',
    // JSON as text: what the user sees as / is a prefix of a bucket.
    HomeDirectoryDetails: JSON.stringify([{ Entry: '/', Target: `/orders/${username}` }]),
  }
}
