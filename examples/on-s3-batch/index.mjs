// The job wants a result for each task: Succeeded, TemporaryFailure (it comes again) or PermanentFailure.
export async function handler({ invocationSchemaVersion, invocationId, tasks }) {
  const results = tasks.map(({ taskId, s3Key, s3BucketArn }) => {
    // Encoded as in S3 events.
    const key = decodeURIComponent(s3Key.replaceAll('+', ' '))
    console.log(`${s3BucketArn.split(':').at(-1)}: ${key}`)
    return key.endsWith('.jpg')
      ? { taskId, resultCode: 'Succeeded', resultString: 'made smaller' }
      : { taskId, resultCode: 'PermanentFailure', resultString: 'no picture' }
  })
  // The two must be those of the call.
  return { invocationSchemaVersion, treatMissingKeysAs: 'PermanentFailure', invocationId, results }
}
