// Events of who somebody is: the triggers of Cognito user pools, and Transfer Family.
import { choice, region, template, text, type Make } from './template.ts'

const user = { name: text('User', 'ada'), email: text('Email', 'ada@example.com') }

const base = <T extends string, V extends string = '1'>(name: string, triggerSource: T, make: Make, version?: V) => ({
  version: version ?? ('1' as V),
  region,
  userPoolId: `${region}_${make.hex(9)}`,
  triggerSource,
  userName: name,
  callerContext: { awsSdkVersion: 'aws-sdk-js-3', clientId: make.hex(26) },
})

const attributesOf = (email: string, make: Make) => ({
  sub: make.id(),
  email,
  email_verified: 'true',
  'cognito:user_status': 'CONFIRMED',
})

const groups = { groupsToOverride: ['customers'], iamRolesToOverride: [], preferredRole: '' }
const tokens = [
  'TokenGeneration_Authentication',
  'TokenGeneration_HostedAuth',
  'TokenGeneration_NewPasswordChallenge',
  'TokenGeneration_AuthenticateDevice',
  'TokenGeneration_RefreshTokens',
] as const

export const identityTemplates = [
  template('cognito-pre-signup', {
    group: 'Identity',
    title: 'Cognito, before sign-up',
    summary: 'Somebody is signing up; the function can refuse or confirm.',
    triggers: ['cognito-user-pool-trigger/pre-signup', 'cognito-user-pool-trigger/index'],
    fields: {
      ...user,
      source: choice('Source', [
        'PreSignUp_SignUp',
        'PreSignUp_AdminCreateUser',
        'PreSignUp_ExternalProvider',
      ] as const),
    },
    build: ({ name, email, source }, make) => ({
      ...base(name, source, make),
      request: { userAttributes: { email }, validationData: {} },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    }),
  }),
  template('cognito-post-confirmation', {
    group: 'Identity',
    title: 'Cognito, after confirmation',
    summary: 'A user was confirmed, or set a new password.',
    triggers: ['cognito-user-pool-trigger/post-confirmation'],
    fields: {
      ...user,
      source: choice('Source', ['PostConfirmation_ConfirmSignUp', 'PostConfirmation_ConfirmForgotPassword'] as const),
    },
    build: ({ name, email, source }, make) => ({
      ...base(name, source, make),
      request: { userAttributes: attributesOf(email, make) },
      response: {},
    }),
  }),
  template('cognito-pre-authentication', {
    group: 'Identity',
    title: 'Cognito, before sign-in',
    summary: 'Somebody is signing in; the function can refuse.',
    triggers: ['cognito-user-pool-trigger/pre-authentication'],
    fields: user,
    build: ({ name, email }, make) => ({
      ...base(name, 'PreAuthentication_Authentication', make),
      request: { userAttributes: attributesOf(email, make), validationData: {} },
      response: {},
    }),
  }),
  template('cognito-post-authentication', {
    group: 'Identity',
    title: 'Cognito, after sign-in',
    summary: 'A user has signed in.',
    triggers: ['cognito-user-pool-trigger/post-authentication'],
    fields: user,
    build: ({ name, email }, make) => ({
      ...base(name, 'PostAuthentication_Authentication', make),
      request: { userAttributes: attributesOf(email, make), newDeviceUsed: false },
      response: {},
    }),
  }),
  template('cognito-pre-token', {
    group: 'Identity',
    title: 'Cognito, before a token, version 1',
    summary: 'A token is being made; the function can change the claims of the ID token.',
    triggers: ['cognito-user-pool-trigger/pre-token-generation'],
    fields: { ...user, source: choice('Source', tokens) },
    build: ({ name, email, source }, make) => ({
      ...base(name, source, make),
      request: { userAttributes: attributesOf(email, make), groupConfiguration: groups },
      response: { claimsOverrideDetails: {} },
    }),
  }),
  template('cognito-pre-token-v2', {
    group: 'Identity',
    title: 'Cognito, before a token, version 2',
    summary: 'Tokens are being made; the function can change claims and scopes.',
    triggers: ['cognito-user-pool-trigger/pre-token-generation-v2'],
    fields: { ...user, source: choice('Source', tokens) },
    build: ({ name, email, source }, make) => ({
      ...base(name, source, make, '2'),
      request: {
        userAttributes: attributesOf(email, make),
        groupConfiguration: groups,
        scopes: ['openid', 'email'],
      },
      response: { claimsAndScopeOverrideDetails: {} },
    }),
  }),
  template('cognito-pre-token-v3', {
    group: 'Identity',
    title: 'Cognito, before a token, version 3',
    summary: 'A machine gets a token by its client’s credentials.',
    triggers: ['cognito-user-pool-trigger/pre-token-generation-v3'],
    fields: { name: text('Client', 'warehouse') },
    build: ({ name }, make) => ({
      ...base(name, 'TokenGeneration_ClientCredentials', make, '3'),
      request: { userAttributes: {}, groupConfiguration: groups, scopes: ['orders/read'] },
      response: { claimsAndScopeOverrideDetails: {} },
    }),
  }),
  template('cognito-custom-message', {
    group: 'Identity',
    title: 'Cognito, message',
    summary: 'A message is about to be sent; the function can write it.',
    triggers: ['cognito-user-pool-trigger/custom-message'],
    fields: {
      ...user,
      source: choice('Source', [
        'CustomMessage_SignUp',
        'CustomMessage_AdminCreateUser',
        'CustomMessage_ResendCode',
        'CustomMessage_ForgotPassword',
        'CustomMessage_UpdateUserAttribute',
        'CustomMessage_VerifyUserAttribute',
        'CustomMessage_Authentication',
      ] as const),
    },
    build: ({ name, email, source }, make) => ({
      ...base(name, source, make),
      request: {
        userAttributes: attributesOf(email, make),
        codeParameter: '{####}',
        linkParameter: '{##Click here##}',
        usernameParameter: null,
      },
      response: { smsMessage: null, emailMessage: null, emailSubject: null },
    }),
  }),
  template('cognito-email-sender', {
    group: 'Identity',
    title: 'Cognito, email sender',
    summary: 'The function sends the email itself; the code is encrypted.',
    triggers: ['cognito-user-pool-trigger/custom-email-sender'],
    fields: {
      ...user,
      source: choice('Source', [
        'CustomEmailSender_SignUp',
        'CustomEmailSender_ResendCode',
        'CustomEmailSender_ForgotPassword',
        'CustomEmailSender_Authentication',
      ] as const),
    },
    build: ({ name, email, source }, make) => ({
      ...base(name, source, make),
      request: {
        type: 'customEmailSenderRequestV1',
        code: make.hex(64),
        userAttributes: attributesOf(email, make),
      },
      response: {},
    }),
  }),
  template('cognito-sms-sender', {
    group: 'Identity',
    title: 'Cognito, SMS sender',
    summary: 'The function sends the SMS itself; the code is encrypted.',
    triggers: ['cognito-user-pool-trigger/custom-sms-sender'],
    fields: {
      ...user,
      source: choice('Source', [
        'CustomSMSSender_SignUp',
        'CustomSMSSender_ResendCode',
        'CustomSMSSender_ForgotPassword',
        'CustomSMSSender_Authentication',
      ] as const),
    },
    build: ({ name, email, source }, make) => ({
      ...base(name, source, make),
      request: { type: 'customSMSSenderRequestV1', code: make.hex(64), userAttributes: attributesOf(email, make) },
      response: {},
    }),
  }),
  template('cognito-define-challenge', {
    group: 'Identity',
    title: 'Cognito, define the challenge',
    summary: 'Which challenge comes next in a sign-in of your own?',
    triggers: ['cognito-user-pool-trigger/define-auth-challenge'],
    fields: user,
    build: ({ name, email }, make) => ({
      ...base(name, 'DefineAuthChallenge_Authentication', make),
      request: { userAttributes: attributesOf(email, make), session: [] },
      response: { failAuthentication: false, issueTokens: false },
    }),
  }),
  template('cognito-create-challenge', {
    group: 'Identity',
    title: 'Cognito, create the challenge',
    summary: 'The function makes the question and its answer.',
    triggers: ['cognito-user-pool-trigger/create-auth-challenge'],
    fields: user,
    build: ({ name, email }, make) => ({
      ...base(name, 'CreateAuthChallenge_Authentication', make),
      request: { userAttributes: attributesOf(email, make), challengeName: 'CUSTOM_CHALLENGE', session: [] },
      response: { publicChallengeParameters: {}, privateChallengeParameters: {}, challengeMetadata: '' },
    }),
  }),
  template('cognito-verify-challenge', {
    group: 'Identity',
    title: 'Cognito, verify the challenge',
    summary: 'Is the answer the right one?',
    triggers: ['cognito-user-pool-trigger/verify-auth-challenge-response'],
    fields: { ...user, answer: text('Answer', '42') },
    build: ({ name, email, answer }, make) => ({
      ...base(name, 'VerifyAuthChallengeResponse_Authentication', make),
      request: {
        userAttributes: attributesOf(email, make),
        privateChallengeParameters: { answer: '42' },
        challengeAnswer: answer,
      },
      response: { answerCorrect: false },
    }),
  }),
  template('cognito-user-migration', {
    group: 'Identity',
    title: 'Cognito, user migration',
    summary: 'A user who is not in the pool signs in; the function may know them.',
    triggers: ['cognito-user-pool-trigger/user-migration'],
    fields: {
      name: user.name,
      password: text('Password', 'correct-horse'),
      source: choice('Source', ['UserMigration_Authentication', 'UserMigration_ForgotPassword'] as const),
    },
    build: ({ name, password, source }, make) => ({
      ...base(name, source, make),
      request: { password, validationData: {} },
      response: { userAttributes: {}, desiredDeliveryMediums: ['EMAIL'] },
    }),
  }),
  template('cognito-federation', {
    group: 'Identity',
    title: 'Cognito, federated sign-in',
    summary: 'An identity provider answered; the function maps its attributes.',
    triggers: ['cognito-user-pool-trigger/inbound-federation'],
    fields: {
      ...user,
      type: choice('Provider', ['OIDC', 'SAML', 'Google', 'Facebook', 'SignInWithApple', 'LoginWithAmazon'] as const),
    },
    build: ({ name, email, type }, make) => ({
      ...base(name, 'InboundFederation_ExternalProvider', make),
      request: {
        providerName: type.toLowerCase(),
        providerType: type,
        attributes: type === 'SAML' ? { samlResponse: { email } } : { idToken: { sub: make.id(), email } },
      },
      response: { userAttributesToMap: {} },
    }),
  }),
  template('transfer-authorizer', {
    group: 'Identity',
    title: 'Transfer Family authorizer',
    summary: 'A server for files asks whether a user may enter.',
    triggers: ['transfer-family-authorizer'],
    fields: {
      name: user.name,
      password: text('Password', 'correct-horse'),
      protocol: choice('Protocol', ['SFTP', 'FTP', 'FTPS'] as const),
    },
    build: ({ name, password, protocol }, make) => ({
      username: name,
      password,
      protocol,
      serverId: `s-${make.hex(17)}`,
      sourceIp: '203.0.113.10',
    }),
  }),
]
