// Each record has to come back, with the id that it came with, and what became of it.
export async function handler({ records }) {
  return {
    records: records.map(({ recordId, data }) => {
      try {
        const order = JSON.parse(Buffer.from(data, 'base64'))
        // Dropped is no failure: nobody wants it.
        if (order.test === true) return { recordId, result: 'Dropped' }
        const line = `${JSON.stringify({ ...order, seen: true })}\n`
        return { recordId, result: 'Ok', data: Buffer.from(line).toString('base64') }
      } catch {
        // It goes where the stream puts what failed, as it was.
        return { recordId, result: 'ProcessingFailed', data }
      }
    }),
  }
}
