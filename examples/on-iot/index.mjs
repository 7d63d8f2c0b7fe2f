// A rule sends whatever it selects; the other two ask, and want an answer of their own shape.
export async function handler(event) {
  if (event.templateArn !== undefined) {
    const { SerialNumber } = event.parameters
    return {
      allowProvisioning: SerialNumber.startsWith('K-'),
      parameterOverrides: { ThingName: `kettle-${SerialNumber}` },
    }
  }
  if (event.protocolData !== undefined) {
    const clientId = event.protocolData.mqtt?.clientId ?? 'nobody'
    const Resource = `arn:aws:iot:us-east-1:123456789012:client/${clientId}`
    const Statement = [{ Action: 'iot:Connect', Effect: 'Allow', Resource }]
    return {
      isAuthenticated: event.token === 'abc',
      // Letters and digits alone.
      principalId: clientId.replaceAll(/[^a-zA-Z0-9]/g, ''),
      disconnectAfterInSeconds: 86400,
      refreshAfterInSeconds: 300,
      policyDocuments: [{ Version: '2012-10-17', Statement }],
    }
  }
  console.log(`${event.device} measures ${event.temperature} °C`)
}
