// A shard's records come in order. What is given back is where to begin again: all after it comes again too.
export async function handler({ Records }) {
  for (const { kinesis } of Records) {
    try {
      const { order } = JSON.parse(Buffer.from(kinesis.data, 'base64'))
      console.log(`order ${order} of ${kinesis.partitionKey}`)
    } catch (error) {
      console.log(`a record failed: ${error.name}`)
      // The event source has to report batch item failures (ReportBatchItemFailures).
      return { batchItemFailures: [{ itemIdentifier: kinesis.sequenceNumber }] }
    }
  }
  return { batchItemFailures: [] }
}
