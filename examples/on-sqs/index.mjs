// The queue has to report batch item failures (ReportBatchItemFailures). Then what is listed is tried again, and no more.
export async function handler({ Records }) {
  const batchItemFailures = []
  for (const { messageId, body, attributes } of Records) {
    try {
      const { order } = JSON.parse(body)
      console.log(`order ${order}, handed out ${attributes.ApproximateReceiveCount} times`)
    } catch (error) {
      console.log(`${messageId} failed: ${error.name}`)
      batchItemFailures.push({ itemIdentifier: messageId })
    }
  }
  // An empty list: all is done, and deleted from the queue. If this threw, all of the batch would come again.
  return { batchItemFailures }
}
