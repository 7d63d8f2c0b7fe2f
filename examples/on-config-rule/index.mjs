// What happened and the rule's parameters are JSON as text.
export async function handler({ invokingEvent, ruleParameters, resultToken, eventLeftScope }) {
  const { configurationItem: item } = JSON.parse(invokingEvent)
  const wants = JSON.parse(ruleParameters)
  const gone = eventLeftScope || item.configurationItemStatus === 'ResourceDeleted'
  const complies = wants.encrypted !== 'true' || item.configuration.encrypted === true
  const Evaluations = [
    {
      ComplianceResourceType: item.resourceType,
      ComplianceResourceId: item.resourceId,
      ComplianceType: gone ? 'NOT_APPLICABLE' : complies ? 'COMPLIANT' : 'NON_COMPLIANT',
      OrderingTimestamp: item.configurationItemCaptureTime,
    },
  ]
  console.log(`${item.resourceId}: ${Evaluations[0].ComplianceType}`)
  // On AWS: await new ConfigServiceClient().send(new PutEvaluationsCommand({ Evaluations, ResultToken: resultToken })).
  return { send: 'PutEvaluations', Evaluations, ResultToken: resultToken }
}
