// Nobody waits for an answer. An error makes Lambda try twice again, and then give up.
const kinds = {
  'Order Placed': ({ order }) => `order ${order} was placed`,
  // By EventBridge keys come as they are, while S3’s own events have them encoded.
  'Object Created': ({ bucket, object }) => `s3://${bucket.name}/${object.key} has ${object.size} bytes`,
  'GuardDuty Malware Protection Object Scan Result': ({ s3ObjectDetails, scanResultDetails }) =>
    `${s3ObjectDetails.objectKey}: ${scanResultDetails.scanResultStatus}`,
}

export async function handler({ 'detail-type': kind, source, detail }) {
  // A rule decides what comes here; what it lets through by mistake is worth a line, not an error.
  const tell = kinds[kind] ?? (() => `nobody here knows ${kind}`)
  console.log(`${source}: ${tell(detail)}`)
}
