// Records come by topic and partition, in order within each.
export async function handler({ records }) {
  let handled = 0
  for (const [partition, all] of Object.entries(records)) {
    for (const { offset, key, value, headers } of all) {
      // A header's value is a list of bytes.
      const source = headers.map(({ source }) => source && Buffer.from(source).toString()).find(Boolean)
      console.log(`${partition} at ${offset}: ${decoded(key)} is ${decoded(value)}, from ${source}`)
      handled += 1
    }
  }
  return { handled }
}

/** A record may have no key, or no value. */
const decoded = (data) => (data === undefined ? 'nothing' : Buffer.from(data, 'base64').toString())
