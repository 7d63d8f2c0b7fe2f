// Events of build and deploy: CodeCommit, CodeBuild, CodePipeline.
import { account, arn, choice, region, template, text } from './template.ts'

const pipeline = { pipeline: text('Pipeline', 'shop') }

export const deliveryTemplates = [
  template('codecommit', {
    group: 'Build and deploy',
    title: 'CodeCommit',
    summary: 'Somebody pushed to a repository.',
    triggers: ['codecommit'],
    fields: { repository: text('Repository', 'shop'), branch: text('Branch', 'main') },
    build: ({ repository, branch }, make) => ({
      Records: [
        {
          awsRegion: region,
          codecommit: { references: [{ commit: make.hex(40), ref: `refs/heads/${branch}` }] },
          eventId: make.id(),
          eventName: 'ReferenceChanges',
          eventPartNumber: 1,
          eventSource: 'aws:codecommit',
          eventSourceARN: arn('codecommit', repository),
          eventTime: make.iso().replace('Z', '+0000'),
          eventTotalParts: 1,
          eventTriggerConfigId: make.id(),
          eventTriggerName: 'on-push',
          eventVersion: '1.0',
          userIdentityARN: arn('iam', 'user/ada', `:${account}`),
        },
      ],
    }),
  }),
  template('codebuild', {
    group: 'Build and deploy',
    title: 'CodeBuild state',
    summary: 'A build changed its state.',
    triggers: ['codebuild-cloudwatch-state'],
    fields: {
      project: text('Project', 'shop'),
      status: choice('Status', ['SUCCEEDED', 'FAILED', 'STOPPED', 'IN_PROGRESS'] as const),
    },
    build: ({ project, status }, make) => {
      const build = `${project}:${make.id()}`
      return {
        version: '0',
        id: make.id(),
        'detail-type': 'CodeBuild Build State Change',
        source: 'aws.codebuild',
        account,
        time: make.iso(),
        region,
        resources: [arn('codebuild', `build/${build}`)],
        detail: {
          'build-status': status,
          'project-name': project,
          'build-id': arn('codebuild', `build/${build}`),
          'current-phase': status === 'IN_PROGRESS' ? 'BUILD' : 'COMPLETED',
          'current-phase-context': '[]',
          version: '1',
          'additional-information': {
            cache: { type: 'NO_CACHE' },
            'build-number': 7,
            'timeout-in-minutes': 60,
            'build-complete': status !== 'IN_PROGRESS',
            initiator: 'ada',
            'build-start-time': make.iso(-90_000),
            source: {
              buildspec: 'buildspec.yml',
              location: `https://git-codecommit.${region}.amazonaws.com/v1/repos/${project}`,
              type: 'CODECOMMIT',
            },
            'source-version': 'refs/heads/main',
            artifact: { location: '' },
            environment: {
              image: 'aws/codebuild/amazonlinux2-x86_64-standard:5.0',
              'privileged-mode': false,
              'compute-type': 'BUILD_GENERAL1_SMALL',
              type: 'LINUX_CONTAINER',
              'environment-variables': [{ name: 'STAGE', value: 'test', type: 'PLAINTEXT' }],
            },
            'project-file-system-locations': [],
            logs: {
              'group-name': `/aws/codebuild/${project}`,
              'stream-name': build.split(':')[1]!,
              'deep-link': 'https://example.com/logs',
            },
            phases: [
              {
                'phase-type': 'BUILD',
                'phase-context': [],
                'start-time': make.iso(-90_000),
                ...(status === 'IN_PROGRESS'
                  ? {}
                  : { 'end-time': make.iso(), 'duration-in-seconds': 90, 'phase-status': status }),
              },
            ],
            'queued-timeout-in-minutes': 480,
          },
        },
      }
    },
  }),
  template('codepipeline', {
    group: 'Build and deploy',
    title: 'CodePipeline job',
    summary: 'A pipeline runs the function as one of its actions.',
    triggers: ['codepipeline'],
    fields: { parameters: text('User parameters', '{"stage":"test"}'), bucket: text('Artifact bucket', 'artifacts') },
    build: ({ parameters, bucket }, make) => ({
      'CodePipeline.job': {
        id: make.id(),
        accountId: account,
        data: {
          actionConfiguration: { configuration: { FunctionName: 'deploy', UserParameters: parameters } },
          inputArtifacts: [
            {
              name: 'Source',
              revision: make.hex(40),
              location: { type: 'S3', s3Location: { bucketName: bucket, objectKey: 'shop/source.zip' } },
            },
          ],
          outputArtifacts: [],
          artifactCredentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example', sessionToken: 'example' },
        },
      },
    }),
  }),
  template('codepipeline-action', {
    group: 'Build and deploy',
    title: 'CodePipeline action state',
    summary: 'An action of a pipeline changed its state.',
    triggers: ['codepipeline-cloudwatch-action', 'codepipeline-cloudwatch'],
    fields: {
      ...pipeline,
      stage: text('Stage', 'Build'),
      state: choice('State', ['STARTED', 'SUCCEEDED', 'FAILED', 'CANCELED'] as const),
    },
    build: ({ pipeline: name, stage, state }, make) => ({
      version: '0',
      id: make.id(),
      'detail-type': 'CodePipeline Action Execution State Change',
      source: 'aws.codepipeline',
      account,
      time: make.iso(),
      region,
      resources: [arn('codepipeline', name)],
      detail: {
        pipeline: name,
        version: 1,
        'execution-id': make.id(),
        stage,
        action: 'Build',
        state,
        type: { owner: 'AWS', category: 'Build', provider: 'CodeBuild', version: 1 },
      },
    }),
  }),
  template('codepipeline-stage', {
    group: 'Build and deploy',
    title: 'CodePipeline stage state',
    summary: 'A stage of a pipeline changed its state.',
    triggers: ['codepipeline-cloudwatch-stage', 'codepipeline-cloudwatch'],
    fields: {
      ...pipeline,
      stage: text('Stage', 'Build'),
      state: choice('State', ['STARTED', 'SUCCEEDED', 'RESUMED', 'FAILED', 'CANCELED'] as const),
    },
    build: ({ pipeline: name, stage, state }, make) => ({
      version: '0',
      id: make.id(),
      'detail-type': 'CodePipeline Stage Execution State Change',
      source: 'aws.codepipeline',
      account,
      time: make.iso(),
      region,
      resources: [arn('codepipeline', name)],
      detail: { pipeline: name, version: 1, 'execution-id': make.id(), stage, state },
    }),
  }),
  template('codepipeline-pipeline', {
    group: 'Build and deploy',
    title: 'CodePipeline state',
    summary: 'A pipeline changed its state.',
    triggers: ['codepipeline-cloudwatch-pipeline', 'codepipeline-cloudwatch'],
    fields: {
      ...pipeline,
      state: choice('State', ['STARTED', 'SUCCEEDED', 'RESUMED', 'FAILED', 'CANCELED', 'SUPERSEDED'] as const),
    },
    build: ({ pipeline: name, state }, make) => ({
      version: '0',
      id: make.id(),
      'detail-type': 'CodePipeline Pipeline Execution State Change',
      source: 'aws.codepipeline',
      account,
      time: make.iso(),
      region,
      resources: [arn('codepipeline', name)],
      detail: { pipeline: name, version: 1, state, 'execution-id': make.id() },
    }),
  }),
]
