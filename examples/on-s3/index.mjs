// It gets the key, not the object. Do not write into the same bucket without a prefix: that would call it again, for ever.
export async function handler({ Records }) {
  for (const { eventName, s3 } of Records) {
    // Keys are encoded as in the query of an address: a space is a plus.
    const key = decodeURIComponent(s3.object.key.replaceAll('+', ' '))
    const where = `s3://${s3.bucket.name}/${key}`
    // What was removed has no size any more.
    if (eventName.startsWith('ObjectRemoved')) console.log(`${where} is gone`)
    else console.log(`${where} has ${s3.object.size} bytes`)
  }
}
