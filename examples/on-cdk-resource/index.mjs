// The framework calls one function to begin (onEvent), and one to ask whether it is done (isComplete). This is both:
// the second gets what the first returned.
export async function handler({ RequestType, LogicalResourceId, PhysicalResourceId, ResourceProperties, Data }) {
  if (Data !== undefined) {
    console.log(`is ${PhysicalResourceId} complete?`)
    // With false it asks again, every few seconds.
    return { IsComplete: true, ...(RequestType === 'Delete' ? {} : { Data: { Endpoint: 'db.example.com' } }) }
  }
  console.log(`${RequestType} ${LogicalResourceId}, size ${ResourceProperties.Size}`)
  // Another id on Update: the old resource is deleted afterwards.
  return { PhysicalResourceId: PhysicalResourceId ?? 'database-1', Data: {} }
}
