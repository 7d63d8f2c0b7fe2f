// The pipeline does not look at what is returned: it waits to be told by the job's id, for up to an hour.
export async function handler({ 'CodePipeline.job': { id: jobId, data } }) {
  // What somebody wrote into the action's settings, as text.
  const { stage } = JSON.parse(data.actionConfiguration.configuration.UserParameters)
  const [{ location }] = data.inputArtifacts
  console.log(`deploying s3://${location.s3Location.bucketName}/${location.s3Location.objectKey} to ${stage}`)
  // On AWS: await new CodePipelineClient().send(new PutJobSuccessResultCommand({ jobId })), or PutJobFailureResult.
  return { send: 'PutJobSuccessResult', jobId }
}
