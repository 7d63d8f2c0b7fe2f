// A list of sixty examples as the playground would give it: in five sections, in many languages, some without their toolchain.
type Listed = {
  name: string
  description: string
  tags: string[]
  group: string
  needs: string[]
  missing: { program: string; get: string }[]
  opened: boolean
  builds: boolean
}

const rustMissing = {
  program: 'cargo',
  get: 'Install Rust with rustup, https://rustup.rs, and start the playground again.',
}
const written: [language: string, needs: string[], missing: Listed['missing']][] = [
  ['bash', [], []],
  ['Node.js', [], []],
  ['Python', ['python3'], []],
  ['Go', ['go'], []],
  ['Rust', ['cargo'], [rustMissing]],
  [
    'Java',
    ['javac'],
    [{ program: 'javac', get: 'Install a JDK from 17 on, such as apt install openjdk-17-jdk-headless.' }],
  ],
  ['C', ['cc'], []],
]
const triggers = [
  'sqs',
  's3',
  'sns',
  'dynamodb',
  'kinesis',
  'eventbridge',
  'api-gateway-rest',
  'api-gateway-http',
  'alb',
  'cognito',
  'ses',
  'scheduled',
  'cloudformation',
  'lex',
  'config',
  'iot',
  'mq',
  'msk',
  'codepipeline',
  'cloudwatch-logs',
  'firehose',
  'appsync',
  'connect',
  'step-functions',
  'function-url',
  'websocket',
  'authorizer',
  'codecommit',
  'rabbitmq',
  'documentdb',
  'vpc-lattice',
  's3-batch',
]

function listed(name: string, group: string, language: number, description: string, tags: string[] = []): Listed {
  const [word, needs, missing] = written[language % written.length]!
  const builds = needs.length > 0 && word !== 'Python'
  return { name, description, tags: [word, ...tags], group, needs, missing, opened: false, builds }
}

export const manyExamples: readonly Listed[] = [
  { ...listed('hello-bash', 'Lambda, step by step', 0, 'A whole runtime in bash and curl'), opened: true },
  listed('hello-node', 'Lambda, step by step', 1, 'An async handler on the Node.js runtime that ships'),
  listed('frozen-timer', 'Lambda, step by step', 1, 'A timer that fires late, because its process was frozen', [
    'freeze',
  ]),
  listed('snapstart', 'Lambda, step by step', 1, 'Init ahead of the calls, and a restore in place of it', [
    'SnapStart',
  ]),
  listed('word-by-word', 'Lambda, step by step', 1, 'A response that is streamed, a word at a time', ['streaming']),
  ...written.map(([word], at) =>
    listed(
      `runtime-${word.toLowerCase().replace('.', '')}`,
      'Runtimes from scratch',
      at,
      `The loop of a runtime in ${word}: asks for an event, answers it, asks again, and reports what goes wrong.`,
      ['runtime'],
    ),
  ),
  ...written
    .slice(1, 6)
    .map(([word], at) =>
      listed(
        `client-${word.toLowerCase().replace('.', '')}`,
        'AWS’s own clients',
        at + 1,
        `The same handler on the client that AWS has for ${word}.`,
        ['client'],
      ),
    ),
  ...[
    'logger',
    'telemetry-forwarder',
    'cache',
    'runtime-api-proxy',
    'telemetry-counter',
    'misbehaving',
    'secrets',
    'warm-up',
    'metrics',
    'heartbeat',
    'sidecar',
  ].map((name, at) =>
    listed(`${name}-extension`, 'Extensions', at, `An extension beside the function: ${name.replaceAll('-', ' ')}.`, [
      'extension',
    ]),
  ),
  ...triggers.map((name, at) =>
    listed(`on-${name}`, 'Triggers', at, `Takes what ${name.replaceAll('-', ' ')} sends, and says what is in it.`, [
      'trigger',
    ]),
  ),
]
