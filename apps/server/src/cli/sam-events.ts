// Events as `sam local generate-event SERVICE EVENT` knows them, and which of ours they are.
import type { EventId } from '@playground/protocol/events'

export type SamEvent = {
  id: EventId
  /** Our fields by the names of SAM's options, without their hyphens before them. */
  options?: Readonly<Record<string, string>>
  /** Values that make it this event. */
  values?: Readonly<Record<string, string>>
}

const http = { uri: 'path' }
const firehose: SamEvent = { id: 'firehose' }
const alexaIntent = (intent: string): SamEvent => ({ id: 'alexa', values: { kind: 'IntentRequest', intent } })

/** By service and event; those that have no like here are left out. */
export const samEvents: Readonly<Record<string, Readonly<Record<string, SamEvent>>>> = {
  alb: { request: { id: 'alb' } },
  'alexa-skills-kit': {
    'start-session': { id: 'alexa', values: { kind: 'LaunchRequest' } },
    'end-session': { id: 'alexa', values: { kind: 'SessionEndedRequest' } },
    'intent-answer': alexaIntent('AnswerIntent'),
    'intent-getnewfact': alexaIntent('GetNewFactIntent'),
    'intent-mycoloris': alexaIntent('MyColorIsIntent'),
    'intent-recipe': alexaIntent('RecipeIntent'),
  },
  apigateway: {
    authorizer: { id: 'rest-api-token-authorizer' },
    'request-authorizer': { id: 'rest-api-request-authorizer' },
    'aws-proxy': { id: 'rest-api' },
    'http-api-proxy': { id: 'http-api' },
  },
  appsync: { 'app-sync-direct-resolver': { id: 'appsync-resolver' } },
  cloudformation: { 'create-request': { id: 'cloudformation-custom-resource', values: { what: 'Create' } } },
  cloudfront: {
    'ab-test': { id: 'cloudfront-request', options: http },
    'access-request-in-response': { id: 'cloudfront-response', options: http },
    'http-redirect': { id: 'cloudfront-request', options: http },
    'modify-querystring': { id: 'cloudfront-request', options: http },
    'modify-response-header': { id: 'cloudfront-response', options: http },
    'response-generation': { id: 'cloudfront-request', options: http },
    'simple-remote-call': { id: 'cloudfront-request', options: http },
  },
  cloudwatch: { logs: { id: 'cloudwatch-logs' }, 'scheduled-event': { id: 'scheduled' } },
  codecommit: { repository: { id: 'codecommit' } },
  codepipeline: { job: { id: 'codepipeline', options: { 'input-bucket': 'bucket' } } },
  config: { 'item-change-notification': { id: 'config-rule' } },
  connect: { 'contact-flow-event': { id: 'connect', options: { 'phone-number': 'caller' } } },
  dynamodb: { update: { id: 'dynamodb' } },
  kinesis: {
    'get-records': { id: 'kinesis', options: { 'partition-key': 'key' } },
    'kinesis-firehose': firehose,
    'streams-as-source': firehose,
  },
  lex: { 'book-car': { id: 'lex-v1' }, 'book-hotel': { id: 'lex-v1' }, 'order-flowers': { id: 'lex-v1' } },
  'lex-v2': { 'banking-bot': { id: 'lex' }, 'book-car': { id: 'lex' }, 'book-hotel': { id: 'lex' } },
  s3: {
    put: { id: 's3', values: { what: 'ObjectCreated:Put' } },
    delete: { id: 's3', values: { what: 'ObjectRemoved:Delete' } },
    'batch-invocation': { id: 's3-batch' },
  },
  ses: { 'email-receiving': { id: 'ses' } },
  sns: { notification: { id: 'sns' } },
  sqs: { 'receive-message': { id: 'sqs' } },
}

/** Other names of fields, whichever way the event is asked for. */
export const otherNames: Partial<Record<EventId, Readonly<Record<string, string>>>> = {
  sqs: { body: 'bodies', 'queue-name': 'queue' },
}
