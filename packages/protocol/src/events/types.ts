// Every event there is a template for, by its id; from these types the schemas are made (`npm run event-schemas`).
import type {
  ALBEvent,
  AmplifyGraphQlResolverEvent,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyEventV2WithIAMAuthorizer,
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyEventV2WithLambdaAuthorizer,
  APIGatewayProxyWebsocketEventV2,
  APIGatewayProxyWithCognitoAuthorizerEvent,
  APIGatewayProxyWithLambdaAuthorizerEvent,
  APIGatewayRequestAuthorizerEvent,
  APIGatewayRequestAuthorizerEventV2,
  APIGatewayTokenAuthorizerEvent,
  AppSyncAuthorizerEvent,
  AppSyncResolverEvent,
  AutoScalingScaleInEvent,
  CdkCustomResourceEvent,
  CdkCustomResourceIsCompleteEvent,
  CloudFormationCustomResourceEvent,
  CloudFrontRequestEvent,
  CloudFrontResponseEvent,
  CloudWatchAlarmEvent,
  CloudWatchLogsEvent,
  CodeBuildCloudWatchStateEvent,
  CodeCommitTriggerEvent,
  CodePipelineCloudWatchActionEvent,
  CodePipelineCloudWatchPipelineEvent,
  CodePipelineCloudWatchStageEvent,
  CodePipelineEvent,
  ConnectContactFlowEvent,
  CreateAuthChallengeTriggerEvent,
  CustomEmailSenderTriggerEvent,
  CustomMessageTriggerEvent,
  CustomSMSSenderTriggerEvent,
  DefineAuthChallengeTriggerEvent,
  EventBridgeEvent,
  FirehoseTransformationEvent,
  GuardDutyScanResultNotificationEvent,
  InboundFederationTriggerEvent,
  IoTCustomAuthorizerEvent,
  IoTPreProvisioningHookEvent,
  KinesisStreamEvent,
  KinesisStreamTumblingWindowEvent,
  LambdaFunctionURLEvent,
  LambdaFunctionURLEventWithIAMAuthorizer,
  LexEvent,
  LexV2Event,
  MSKEvent,
  PostAuthenticationTriggerEvent,
  PostConfirmationTriggerEvent,
  PreAuthenticationTriggerEvent,
  PreSignUpTriggerEvent,
  PreTokenGenerationTriggerEvent,
  PreTokenGenerationV2TriggerEvent,
  PreTokenGenerationV3TriggerEvent,
  S3BatchEvent,
  S3Event,
  S3NotificationEvent,
  ScheduledEvent,
  SecretsManagerRotationEvent,
  SelfManagedKafkaEvent,
  SESEvent,
  SNSEvent,
  SQSEvent,
  TransferFamilyAuthorizerEvent,
  UserMigrationTriggerEvent,
  VerifyAuthChallengeResponseTriggerEvent,
} from 'aws-lambda'
import type {
  ActiveMqEvent,
  AlexaSkillEvent,
  ConfigRuleEvent,
  CustomEvent,
  DynamoDbEvent,
  RabbitMqEvent,
  StepFunctionsTaskEvent,
} from './own-types.ts'

type Json = Record<string, unknown>

export interface Events {
  custom: CustomEvent
  'rest-api':
    | APIGatewayProxyEvent
    | APIGatewayProxyWithCognitoAuthorizerEvent
    | APIGatewayProxyWithLambdaAuthorizerEvent<Json>
  'http-api':
    | APIGatewayProxyEventV2
    | APIGatewayProxyEventV2WithJWTAuthorizer
    | APIGatewayProxyEventV2WithIAMAuthorizer
    | APIGatewayProxyEventV2WithLambdaAuthorizer<Json>
  'function-url': LambdaFunctionURLEvent | LambdaFunctionURLEventWithIAMAuthorizer
  websocket: APIGatewayProxyWebsocketEventV2
  alb: ALBEvent
  'rest-api-token-authorizer': APIGatewayTokenAuthorizerEvent
  'rest-api-request-authorizer': APIGatewayRequestAuthorizerEvent
  'http-api-authorizer': APIGatewayRequestAuthorizerEventV2
  'appsync-resolver': AppSyncResolverEvent<Json, Json | null>
  'appsync-authorizer': AppSyncAuthorizerEvent
  'amplify-resolver': AmplifyGraphQlResolverEvent<Json, Json>
  'cloudfront-request': CloudFrontRequestEvent
  'cloudfront-response': CloudFrontResponseEvent
  sqs: SQSEvent
  sns: SNSEvent
  'mq-active': ActiveMqEvent
  'mq-rabbit': RabbitMqEvent
  msk: MSKEvent
  kafka: SelfManagedKafkaEvent
  dynamodb: DynamoDbEvent
  kinesis: KinesisStreamEvent
  'kinesis-window': KinesisStreamTumblingWindowEvent
  firehose: FirehoseTransformationEvent
  s3: S3Event
  's3-eventbridge': S3NotificationEvent
  's3-batch': S3BatchEvent
  guardduty: GuardDutyScanResultNotificationEvent
  eventbridge: EventBridgeEvent<string, Json>
  scheduled: ScheduledEvent<Json>
  'step-functions': StepFunctionsTaskEvent
  'cloudwatch-logs': CloudWatchLogsEvent
  'cloudwatch-alarm': CloudWatchAlarmEvent
  'cloudformation-custom-resource': CloudFormationCustomResourceEvent
  'cdk-custom-resource': CdkCustomResourceEvent
  'cdk-custom-resource-complete': CdkCustomResourceIsCompleteEvent
  'config-rule': ConfigRuleEvent
  'secrets-rotation': SecretsManagerRotationEvent
  autoscaling: AutoScalingScaleInEvent
  codecommit: CodeCommitTriggerEvent
  codebuild: CodeBuildCloudWatchStateEvent
  codepipeline: CodePipelineEvent
  'codepipeline-action': CodePipelineCloudWatchActionEvent
  'codepipeline-stage': CodePipelineCloudWatchStageEvent
  'codepipeline-pipeline': CodePipelineCloudWatchPipelineEvent
  'cognito-pre-signup': PreSignUpTriggerEvent
  'cognito-post-confirmation': PostConfirmationTriggerEvent
  'cognito-pre-authentication': PreAuthenticationTriggerEvent
  'cognito-post-authentication': PostAuthenticationTriggerEvent
  'cognito-pre-token': PreTokenGenerationTriggerEvent
  'cognito-pre-token-v2': PreTokenGenerationV2TriggerEvent
  'cognito-pre-token-v3': PreTokenGenerationV3TriggerEvent
  'cognito-custom-message': CustomMessageTriggerEvent
  'cognito-email-sender': CustomEmailSenderTriggerEvent
  'cognito-sms-sender': CustomSMSSenderTriggerEvent
  'cognito-define-challenge': DefineAuthChallengeTriggerEvent
  'cognito-create-challenge': CreateAuthChallengeTriggerEvent
  'cognito-verify-challenge': VerifyAuthChallengeResponseTriggerEvent
  'cognito-user-migration': UserMigrationTriggerEvent
  'cognito-federation': InboundFederationTriggerEvent
  'transfer-authorizer': TransferFamilyAuthorizerEvent
  'iot-rule': Json
  'iot-provisioning': IoTPreProvisioningHookEvent
  'iot-authorizer': IoTCustomAuthorizerEvent
  ses: SESEvent
  connect: ConnectContactFlowEvent
  lex: LexV2Event
  'lex-v1': LexEvent
  alexa: AlexaSkillEvent
}

export type EventId = keyof Events
