// The two have different shapes. RabbitMQ has messages by queue, each queue named `queue::virtual host`.
export async function handler(event) {
  const messages =
    event.eventSource === 'aws:mq'
      ? event.messages.map(({ destination, data }) => ({ queue: destination.physicalName, data }))
      : Object.entries(event.rmqMessagesByQueue).flatMap(([queue, all]) =>
          all.map(({ data }) => ({ queue: queue.split('::')[0], data })),
        )
  for (const { queue, data } of messages) {
    const { order } = JSON.parse(Buffer.from(data, 'base64'))
    console.log(`order ${order} from ${queue}`)
  }
  // If this threw, all of the batch would come again: there is no way to give back a part of it.
  return { handled: messages.length }
}
