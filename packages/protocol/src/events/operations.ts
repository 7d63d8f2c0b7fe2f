// Events of operations: logs, alarms, custom resources, rules of AWS Config, scaling.
import { gzipSync } from 'fflate'
import { account, arn, base64, choice, json, number, region, template, text, type Make } from './template.ts'

const resource = {
  what: choice('Request', ['Create', 'Update', 'Delete'] as const),
  name: text('Logical id', 'Database'),
  properties: json('Properties', { Size: 'small' }),
}
type Resource = { what: 'Create' | 'Update' | 'Delete'; name: string; properties: Record<string, unknown> }

function customResource({ what, name, properties }: Resource, make: Make) {
  const token = arn('lambda', 'function:custom-resource')
  const common = {
    ServiceToken: token,
    ResponseURL: 'https://example.com/answer-here',
    StackId: arn('cloudformation', `stack/shop/${make.id()}`),
    RequestId: make.id(),
    LogicalResourceId: name,
    ResourceType: `Custom::${name}`,
    ResourceProperties: { ServiceToken: token, ...properties },
  }
  const physical = `${name.toLowerCase()}-1`
  if (what === 'Create') return { RequestType: what, ...common }
  if (what === 'Delete') return { RequestType: what, ...common, PhysicalResourceId: physical }
  return {
    RequestType: what,
    ...common,
    PhysicalResourceId: physical,
    OldResourceProperties: { ServiceToken: token, ...properties },
  }
}

export const operationTemplates = [
  template('cloudwatch-logs', {
    group: 'Operations',
    title: 'CloudWatch Logs',
    summary: 'Lines of a log group matched a subscription; the data is gzip in base64.',
    triggers: ['cloudwatch-logs'],
    fields: {
      group: text('Log group', '/aws/lambda/orders'),
      stream: text('Log stream', '2026/01/01/[$LATEST]0123456789abcdef'),
      message: text('Line', 'ERROR order 42 failed'),
    },
    build: ({ group, stream, message }, make) => {
      const decoded = {
        messageType: 'DATA_MESSAGE',
        owner: account,
        logGroup: group,
        logStream: stream,
        subscriptionFilters: ['errors'],
        logEvents: [{ id: make.digits(56), timestamp: make.now, message }],
      }
      // Without a time of its own, gzip makes the same of the same.
      const packed = gzipSync(new TextEncoder().encode(JSON.stringify(decoded)), { mtime: 1 })
      return { awslogs: { data: base64(packed) } }
    },
  }),
  template('cloudwatch-alarm', {
    group: 'Operations',
    title: 'CloudWatch alarm',
    summary: 'An alarm changed its state.',
    triggers: ['cloudwatch-alarm'],
    fields: {
      alarm: text('Alarm', 'too-many-errors'),
      state: choice('State', ['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const),
      metric: text('Metric', 'Errors'),
      threshold: number('Threshold', 5),
    },
    build: ({ alarm, state, metric, threshold }, make) => ({
      source: 'aws.cloudwatch',
      alarmArn: arn('cloudwatch', `alarm:${alarm}`),
      accountId: account,
      time: make.iso().replace('Z', '+0000'),
      region,
      alarmData: {
        alarmName: alarm,
        state: {
          value: state,
          reason: `Threshold ${threshold} compared with the last datapoint`,
          timestamp: make.iso().replace('Z', '+0000'),
        },
        previousState: {
          value: state === 'OK' ? 'ALARM' : 'OK',
          reason: 'The state before',
          timestamp: make.iso(-60_000).replace('Z', '+0000'),
        },
        configuration: {
          metrics: [
            {
              id: make.id(),
              metricStat: {
                metric: { namespace: 'AWS/Lambda', name: metric, dimensions: { FunctionName: 'orders' } },
                period: 60,
                stat: 'Sum',
              },
              returnData: true,
            },
          ],
        },
      },
    }),
  }),
  template('cloudformation-custom-resource', {
    group: 'Operations',
    title: 'CloudFormation custom resource',
    summary: 'A stack creates, updates or deletes a resource of yours; the answer goes to ResponseURL.',
    triggers: ['cloudformation-custom-resource'],
    fields: resource,
    build: customResource,
  }),
  template('cdk-custom-resource', {
    group: 'Operations',
    title: 'CDK custom resource',
    summary: 'The CDK’s provider framework creates, updates or deletes a resource of yours.',
    triggers: ['cdk-custom-resource'],
    fields: resource,
    build: customResource,
  }),
  template('cdk-custom-resource-complete', {
    group: 'Operations',
    title: 'CDK custom resource, is it complete?',
    summary: 'The CDK’s provider framework asks again whether a resource is there by now.',
    triggers: ['cdk-custom-resource'],
    fields: resource,
    build: (values, make) => ({ ...customResource(values, make), PhysicalResourceId: 'database-1', Data: {} }),
  }),
  template('config-rule', {
    group: 'Operations',
    title: 'AWS Config rule',
    summary: 'A resource changed, and a rule of yours says whether it complies.',
    fields: {
      rule: text('Rule', 'volumes-are-encrypted'),
      type: text('Resource type', 'AWS::EC2::Volume'),
      resource: text('Resource id', 'vol-0123456789abcdef0'),
      parameters: json('Parameters', { encrypted: 'true' }),
    },
    build: ({ rule, type, resource: id, parameters }, make) => ({
      version: '1.0',
      invokingEvent: JSON.stringify({
        configurationItem: {
          awsAccountId: account,
          awsRegion: region,
          resourceType: type,
          resourceId: id,
          configurationItemCaptureTime: make.iso(),
          configurationItemStatus: 'ResourceDiscovered',
          configuration: { id },
        },
        messageType: 'ConfigurationItemChangeNotification',
        notificationCreationTime: make.iso(),
      }),
      ruleParameters: JSON.stringify(parameters),
      resultToken: base64(make.hex(48)),
      eventLeftScope: false,
      executionRoleArn: arn('iam', 'role/config', `:${account}`),
      configRuleArn: arn('config', `config-rule/config-rule-${make.hex(6)}`),
      configRuleName: rule,
      configRuleId: `config-rule-${make.hex(6)}`,
      accountId: account,
    }),
  }),
  template('autoscaling', {
    group: 'Operations',
    title: 'EC2 Auto Scaling termination',
    summary: 'A group is about to end instances, and asks which.',
    triggers: ['autoscaling'],
    fields: {
      group: text('Group', 'web'),
      cause: choice('Cause', ['SCALE_IN', 'INSTANCE_REFRESH', 'MAX_INSTANCE_LIFETIME', 'REBALANCE'] as const),
      capacity: number('Instances to end', 1, { min: 0, whole: true }),
    },
    build: ({ group, cause, capacity }, make) => ({
      AutoScalingGroupARN: arn('autoscaling', `autoScalingGroup:${make.id()}:autoScalingGroupName/${group}`),
      AutoScalingGroupName: group,
      CapacityToTerminate: [{ AvailabilityZone: `${region}a`, Capacity: capacity, InstanceMarketOption: 'on-demand' }],
      Instances: [
        {
          AvailabilityZone: `${region}a`,
          InstanceId: `i-${make.hex(17)}`,
          InstanceType: 't3.nano',
          InstanceMarketOption: 'on-demand',
        },
      ],
      Cause: cause,
    }),
  }),
]
