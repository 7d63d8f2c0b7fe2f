// One route for each kind of event would do as well; here one function has them all.
const connected = new Set()

export async function handler({ requestContext: { eventType, connectionId }, body }) {
  switch (eventType) {
    case 'CONNECT':
      // Anything but a 2xx refuses the connection.
      connected.add(connectionId)
      return { statusCode: 200 }
    case 'DISCONNECT':
      connected.delete(connectionId)
      return { statusCode: 200 }
    default:
      // The body goes back to the client where the route has a response. Others are sent to by PostToConnection.
      console.log(`${connectionId} says ${body}`)
      return { statusCode: 200, body: JSON.stringify({ heard: body }) }
  }
}
