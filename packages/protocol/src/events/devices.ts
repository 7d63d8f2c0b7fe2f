// Events of devices, mail and conversation: IoT, SES, Connect, Lex, Alexa.
import { arn, choice, json, template, text } from './template.ts'

const said = text('What was said', 'order tea')

export const deviceTemplates = [
  template('iot-rule', {
    group: 'Devices, mail and conversation',
    title: 'IoT rule',
    summary: 'A message matched a rule of IoT Core; the event is what the rule selects.',
    triggers: ['iot'],
    fields: { message: json('Message', { device: 'kettle-1', temperature: 21.5 }) },
    build: ({ message }) => message,
  }),
  template('iot-provisioning', {
    group: 'Devices, mail and conversation',
    title: 'IoT provisioning hook',
    summary: 'A device asks to be registered.',
    triggers: ['iot'],
    fields: { template: text('Template', 'kettles'), serial: text('Serial number', 'K-0042') },
    build: ({ template: name, serial }, make) => ({
      claimCertificateId: make.hex(64),
      certificateId: make.hex(64),
      certificatePem: '-----BEGIN CERTIFICATE-----\nexample\n-----END CERTIFICATE-----\n',
      templateArn: arn('iot', `provisioningtemplate/${name}`),
      clientId: make.hex(16),
      parameters: { SerialNumber: serial },
    }),
  }),
  template('iot-authorizer', {
    group: 'Devices, mail and conversation',
    title: 'IoT authorizer',
    summary: 'IoT Core asks whether a device may connect.',
    triggers: ['iot-authorizer'],
    fields: { token: text('Token', 'abc'), client: text('Client id', 'kettle-1') },
    build: ({ token, client }, make) => ({
      token,
      signatureVerified: true,
      protocols: ['tls', 'mqtt'],
      protocolData: {
        tls: { serverName: 'example.com' },
        mqtt: { username: 'kettle', password: 'ZXhhbXBsZQ==', clientId: client },
      },
      connectionMetadata: { id: make.id() },
    }),
  }),
  template('ses', {
    group: 'Devices, mail and conversation',
    title: 'SES received mail',
    summary: 'A mail arrived; its text is in S3, not in the event.',
    triggers: ['ses'],
    fields: {
      from: text('From', 'ada@example.com'),
      to: text('To', 'orders@example.com'),
      subject: text('Subject', 'An order'),
    },
    build: ({ from, to, subject }, make) => {
      const message = make.hex(40)
      const date = new Date(make.now).toUTCString().replace('GMT', '+0000')
      const pass = { status: 'PASS' as const }
      return {
        Records: [
          {
            eventSource: 'aws:ses',
            eventVersion: '1.0',
            ses: {
              mail: {
                timestamp: make.iso(),
                source: from,
                messageId: message,
                destination: [to],
                headersTruncated: false,
                headers: [
                  { name: 'From', value: from },
                  { name: 'To', value: to },
                  { name: 'Subject', value: subject },
                ],
                commonHeaders: { returnPath: from, from: [from], date, to: [to], messageId: `<${message}>`, subject },
              },
              receipt: {
                timestamp: make.iso(),
                processingTimeMillis: 400,
                recipients: [to],
                spamVerdict: pass,
                virusVerdict: pass,
                spfVerdict: pass,
                dkimVerdict: pass,
                dmarcVerdict: pass,
                action: { type: 'Lambda', functionArn: arn('lambda', 'function:mail'), invocationType: 'Event' },
              },
            },
          },
        ],
      }
    },
  }),
  template('connect', {
    group: 'Devices, mail and conversation',
    title: 'Connect contact flow',
    summary: 'A contact flow runs the function during a call or a chat.',
    triggers: ['connect-contact-flow'],
    fields: {
      caller: text('Caller', '+15550100'),
      channel: choice('Channel', ['VOICE', 'CHAT', 'EMAIL'] as const),
      parameters: json('Parameters', { order: '42' }),
    },
    build: ({ caller, channel, parameters }, make) => {
      const contact = make.id()
      const texts = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]))
      return {
        Name: 'ContactFlowEvent',
        Details: {
          ContactData: {
            Attributes: {},
            Channel: channel,
            ContactId: contact,
            CustomerEndpoint: { Address: caller, Type: 'TELEPHONE_NUMBER' },
            InitialContactId: contact,
            InitiationMethod: 'INBOUND',
            InstanceARN: arn('connect', `instance/${make.id()}`),
            PreviousContactId: contact,
            Queue: null,
            SystemEndpoint: { Address: '+15550199', Type: 'TELEPHONE_NUMBER' },
            MediaStreams: { Customer: { Audio: null } },
          },
          Parameters: texts,
        },
      }
    },
  }),
  template('lex', {
    group: 'Devices, mail and conversation',
    title: 'Lex',
    summary: 'A bot asks the function what to say or to do: version 2.',
    triggers: ['lex-v2'],
    fields: {
      said,
      intent: text('Intent', 'OrderTea'),
      source: choice('Called for', ['DialogCodeHook', 'FulfillmentCodeHook'] as const),
    },
    build: ({ said: words, intent: name, source }, make) => {
      const intent = { name, slots: {}, state: 'InProgress' as const, confirmationState: 'None' as const }
      return {
        messageVersion: '1.0',
        invocationSource: source,
        inputMode: 'Text',
        responseContentType: 'text/plain; charset=utf-8',
        sessionId: make.digits(15),
        inputTranscript: words,
        bot: {
          id: make.hex(10).toUpperCase(),
          name: 'Shop',
          aliasId: 'TSTALIASID',
          aliasName: 'TestBotAlias',
          localeId: 'en_US',
          version: 'DRAFT',
        },
        interpretations: [{ intent, nluConfidence: 0.9 }],
        proposedNextState: { dialogAction: { type: 'Delegate' }, intent },
        sessionState: { sessionAttributes: {}, intent, originatingRequestId: make.id() },
        transcriptions: [
          { transcription: words, transcriptionConfidence: 1, resolvedContext: { intent: name }, resolvedSlots: {} },
        ],
      }
    },
  }),
  template('lex-v1', {
    group: 'Devices, mail and conversation',
    title: 'Lex, version 1',
    summary: 'A bot of the first version asks the function.',
    triggers: ['lex'],
    fields: {
      said,
      intent: text('Intent', 'OrderTea'),
      source: choice('Called for', ['DialogCodeHook', 'FulfillmentCodeHook'] as const),
    },
    build: ({ said: words, intent, source }, make) => ({
      messageVersion: '1.0',
      invocationSource: source,
      userId: make.hex(16),
      sessionAttributes: {},
      requestAttributes: null,
      bot: { name: 'Shop', alias: '$LATEST', version: '$LATEST' },
      outputDialogMode: 'Text',
      currentIntent: { name: intent, slots: { Tea: null }, slotDetails: {}, confirmationStatus: 'None' },
      inputTranscript: words,
    }),
  }),
  template('alexa', {
    group: 'Devices, mail and conversation',
    title: 'Alexa skill',
    summary: 'Somebody spoke to a custom skill.',
    fields: {
      kind: choice('Request', ['IntentRequest', 'LaunchRequest', 'SessionEndedRequest'] as const),
      intent: text('Intent', 'OrderTea'),
      locale: text('Locale', 'en-US'),
    },
    build: ({ kind, intent, locale }, make) => {
      const application = { applicationId: `amzn1.ask.skill.${make.id()}` }
      const who = { userId: `amzn1.ask.account.${make.hex(40).toUpperCase()}` }
      const common = { requestId: `amzn1.echo-api.request.${make.id()}`, timestamp: make.iso(), locale }
      return {
        version: '1.0',
        session: {
          new: kind === 'LaunchRequest',
          sessionId: `amzn1.echo-api.session.${make.id()}`,
          application,
          attributes: {},
          user: who,
        },
        context: {
          System: {
            application,
            user: who,
            device: { deviceId: `amzn1.ask.device.${make.hex(32).toUpperCase()}`, supportedInterfaces: {} },
            apiEndpoint: `https://api.amazonalexa.com`,
          },
        },
        request:
          kind === 'IntentRequest'
            ? {
                type: kind,
                ...common,
                dialogState: 'COMPLETED',
                intent: {
                  name: intent,
                  confirmationStatus: 'NONE',
                  slots: { Tea: { name: 'Tea', value: 'oolong', confirmationStatus: 'NONE' } },
                },
              }
            : kind === 'LaunchRequest'
              ? { type: kind, ...common }
              : { type: kind, ...common, reason: 'USER_INITIATED' },
      }
    },
  }),
]
