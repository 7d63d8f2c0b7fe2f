// Records of a key come in order. What is given back is where to begin again: all after it comes again too.
export async function handler({ Records }) {
  for (const { eventName, dynamodb } of Records) {
    try {
      const { Keys, OldImage, NewImage } = dynamodb
      console.log(
        `${eventName} ${plain({ M: Keys }).id}`,
        plain({ M: OldImage ?? {} }),
        '→',
        plain({ M: NewImage ?? {} }),
      )
    } catch {
      return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] }
    }
  }
  return { batchItemFailures: [] }
}

/** A value as JavaScript has it: in the table each has its type beside it. The AWS SDK has `unmarshall` for it. */
function plain(attribute) {
  const [[type, value]] = Object.entries(attribute)
  if (type === 'M') return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]))
  if (type === 'L') return value.map(plain)
  if (type === 'NULL') return null
  if (type === 'NS') return value.map(Number)
  return type === 'N' ? Number(value) : value
}
