// The pages of AWS's documentation that rules refer to.
const guide = 'https://docs.aws.amazon.com/lambda/latest/dg'

export const references = {
  runtimeApi: { title: 'Using the Lambda runtime API for custom runtimes', url: `${guide}/runtimes-api.html` },
  customRuntime: { title: 'Building a custom runtime for AWS Lambda', url: `${guide}/runtimes-custom.html` },
  lifecycle: {
    title: 'Understanding the Lambda execution environment lifecycle',
    url: `${guide}/lambda-runtime-environment.html`,
  },
  extensionsApi: {
    title: 'Using the Lambda Extensions API to create extensions',
    url: `${guide}/runtimes-extensions-api.html`,
  },
  telemetryApi: {
    title: 'Accessing real-time telemetry data for extensions using the Telemetry API',
    url: `${guide}/telemetry-api.html`,
  },
  quotas: { title: 'Lambda quotas', url: `${guide}/gettingstarted-limits.html` },
  streaming: {
    title: 'Response streaming for Lambda functions',
    url: `${guide}/configuration-response-streaming.html`,
  },
  variables: { title: 'Working with Lambda environment variables', url: `${guide}/configuration-envvars.html` },
  timeout: { title: 'Configure Lambda function timeout', url: `${guide}/configuration-timeout.html` },
  memory: { title: 'Configure Lambda function memory', url: `${guide}/configuration-memory.html` },
  concurrency: { title: 'Understanding Lambda function scaling', url: `${guide}/lambda-concurrency.html` },
  retries: { title: 'Understanding retry behavior in Lambda', url: `${guide}/invocation-retries.html` },
  practices: { title: 'Best practices for working with AWS Lambda functions', url: `${guide}/best-practices.html` },
  logs: { title: 'Working with Lambda function logs', url: `${guide}/monitoring-logs.html` },
  layers: { title: 'Packaging your layer content', url: `${guide}/packaging-layers.html` },
  synchronous: { title: 'Invoking a Lambda function synchronously', url: `${guide}/invocation-sync.html` },
  asynchronous: { title: 'Invoking a Lambda function asynchronously', url: `${guide}/invocation-async.html` },
  deployment: { title: 'Lambda function versions', url: `${guide}/configuration-versions.html` },
  snapStart: { title: 'Improving startup performance with Lambda SnapStart', url: `${guide}/snapstart.html` },
} as const
