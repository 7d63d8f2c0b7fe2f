// SNS calls without waiting for an answer. An error makes Lambda try twice again, and then give up.
export async function handler({ Records }) {
  // There is one record in practice, but it is a list.
  for (const { Sns } of Records) {
    const from = Sns.MessageAttributes.source?.Value ?? 'somebody'
    console.log(`${Sns.Subject ?? 'no subject'} from ${from}, on ${Sns.TopicArn.split(':').at(-1)}`)
    // What was published is text; publishers often put JSON into it.
    console.log(`order ${JSON.parse(Sns.Message).order}`)
  }
}
