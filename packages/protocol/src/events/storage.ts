// Events of what is stored: S3 by itself, by EventBridge, in batches; malware scans; secrets.
import { account, arn, choice, number, region, template, text } from './template.ts'

const object = {
  bucket: text('Bucket', 'photos'),
  key: text('Key', 'cats/ada.jpg'),
  size: number('Size', 1024, { min: 0, whole: true, help: 'bytes' }),
}

/** A key as S3 writes it into events: encoded, with `+` for spaces. */
const encodedKey = (key: string) =>
  // Half of a pair of code units cannot be encoded.
  encodeURIComponent(key.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')

export const storageTemplates = [
  template('s3', {
    group: 'Storage',
    title: 'S3',
    summary: 'An object was created or removed.',
    triggers: ['s3'],
    fields: {
      ...object,
      what: choice('What happened', [
        'ObjectCreated:Put',
        'ObjectCreated:CompleteMultipartUpload',
        'ObjectCreated:Copy',
        'ObjectRemoved:Delete',
        'ObjectRemoved:DeleteMarkerCreated',
      ] as const),
    },
    build: ({ bucket, key, size, what }, make) => ({
      Records: [
        {
          eventVersion: '2.1',
          eventSource: 'aws:s3',
          awsRegion: region,
          eventTime: make.iso(),
          eventName: what,
          userIdentity: { principalId: `AWS:AROA${make.hex(17).toUpperCase()}:shop` },
          requestParameters: { sourceIPAddress: '203.0.113.10' },
          responseElements: {
            'x-amz-request-id': make.hex(16).toUpperCase(),
            'x-amz-id-2': make.hex(64),
          },
          s3: {
            s3SchemaVersion: '1.0',
            configurationId: 'on-upload',
            bucket: {
              name: bucket,
              ownerIdentity: { principalId: make.hex(14).toUpperCase() },
              arn: arn('s3', bucket, ':'),
            },
            object: {
              key: encodedKey(key),
              size: what.startsWith('ObjectCreated') ? size : 0,
              eTag: make.hex(32),
              sequencer: make.hex(18).toUpperCase(),
            },
          },
        },
      ],
    }),
  }),
  template('s3-eventbridge', {
    group: 'Storage',
    title: 'S3 by EventBridge',
    summary: 'An object was created, told through EventBridge.',
    triggers: ['s3-event-notification'],
    fields: object,
    build: ({ bucket, key, size }, make) => ({
      version: '0',
      id: make.id(),
      'detail-type': 'Object Created',
      source: 'aws.s3',
      account,
      time: make.iso(),
      region,
      resources: [arn('s3', bucket, ':')],
      detail: {
        version: '0',
        bucket: { name: bucket },
        object: { key, size, etag: make.hex(32), 'version-id': make.hex(32), sequencer: make.hex(18).toUpperCase() },
        'request-id': make.hex(16).toUpperCase(),
        requester: account,
        'source-ip-address': '203.0.113.10',
        reason: 'PutObject',
      },
    }),
  }),
  template('s3-batch', {
    group: 'Storage',
    title: 'S3 Batch Operations',
    summary: 'A job asks for something to be done to an object.',
    triggers: ['s3-batch'],
    fields: { bucket: object.bucket, key: object.key },
    build: ({ bucket, key }, make) => ({
      invocationSchemaVersion: '1.0',
      invocationId: make.hex(48),
      job: { id: make.id() },
      tasks: [
        {
          taskId: make.hex(32),
          s3Key: encodedKey(key),
          s3VersionId: null,
          s3BucketArn: arn('s3', bucket, ':'),
        },
      ],
    }),
  }),
  template('guardduty', {
    group: 'Storage',
    title: 'GuardDuty malware scan',
    summary: 'An object was scanned for malware.',
    triggers: ['guard-duty-event-notification'],
    fields: {
      bucket: object.bucket,
      key: object.key,
      result: choice('Result', [
        'NO_THREATS_FOUND',
        'THREATS_FOUND',
        'UNSUPPORTED',
        'ACCESS_DENIED',
        'FAILED',
      ] as const),
    },
    build: ({ bucket, key, result }, make) => ({
      version: '0',
      id: make.id(),
      'detail-type': 'GuardDuty Malware Protection Object Scan Result',
      source: 'aws.guardduty',
      account,
      time: make.iso(),
      region,
      resources: [arn('guardduty', `malware-protection-plan/${make.hex(20)}`)],
      detail: {
        schemaVersion: '1.0',
        scanStatus: result === 'FAILED' ? 'FAILED' : 'COMPLETED',
        resourceType: 'S3_OBJECT',
        s3ObjectDetails: {
          bucketName: bucket,
          objectKey: key,
          eTag: make.hex(32),
          versionId: make.hex(32),
          s3Throttled: false,
        },
        scanResultDetails: {
          scanResultStatus: result,
          threats: result === 'THREATS_FOUND' ? [{ name: 'EICAR-Test-File (not a virus)' }] : null,
        },
      },
    }),
  }),
  template('secrets-rotation', {
    group: 'Storage',
    title: 'Secrets Manager rotation',
    summary: 'A secret is being rotated; each of four steps is a call.',
    triggers: ['secretsmanager'],
    fields: {
      secret: text('Secret', 'db/password'),
      step: choice('Step', ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const),
    },
    build: ({ secret, step }, make) => ({
      Step: step,
      SecretId: arn('secretsmanager', `secret:${secret}-${make.hex(6)}`),
      ClientRequestToken: make.id(),
    }),
  }),
]
